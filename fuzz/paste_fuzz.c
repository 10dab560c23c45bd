/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever was pasted: nothing is made up, and what is clean stays what it is. */
#include "cli/token_paste.h"
#include "token/jws.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct span text = {(const char *)data, size}, token, again;
    struct jws jws;
    for (int strict = 0; strict < 2; strict++) {
        BUF_SCOPE told = {0}, told_again = {0};
        assert(token_paste(&arena, text, strict, &token, &told) == OK);
        assert(token.len <= text.len);
        if (jws_split(&arena, text, &jws) == OK) {
            assert(span_equal(token, text) && told.len == 0);
        }
        assert(token_paste(&arena, token, strict, &again, &told_again) == OK);
    }
    return 0;
}
