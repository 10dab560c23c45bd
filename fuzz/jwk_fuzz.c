/* SPDX-License-Identifier: Apache-2.0 */
/* Keys from anybody: JWK, JWKS, PEM, DER. What is read must be sound, or told why not. */
#include "token/key_check.h"
#include "token/keys.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    struct span text = {(const char *)data, size};
    enum err err = keys_read(&arena, text, ALG_UNKNOWN, &keys, &fault);
    if (err == OK) {
        assert(keys.n > 0);
        for (size_t i = 0; i < keys.n; i++) {
            assert(keys.at[i].alg != ALG_UNKNOWN && keys.at[i].signature_len > 0);
        }
    } else {
        assert(keys.n == 0 && (err != ERR_INVALID || fault != KEY_SOUND));
    }
    (void)key_check_is_public(text);
    return 0;
}
