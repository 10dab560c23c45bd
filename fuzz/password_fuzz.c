/* SPDX-License-Identifier: Apache-2.0 */
/* A stored password from anywhere: what is read of it stays within it, and within the bounds. */
#include "token/password.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool within(struct span part, struct span whole) {
    return !part.len || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct span text = {(const char *)data, size};
    struct password password;
    bool fits;
    if (password_read(text, &password) != OK) {
        assert(password.kind == PASSWORD_UNUSABLE);
        return 0;
    }
    assert(within(password.salt, text) && within(password.rest, text));
    assert(password.key_len <= sizeof(password.key) && password.cost <= PASSWORD_ITERATIONS);
    bool cheap = password.kind == PASSWORD_ARGON2 ? password.cost < 256 && password.block < 4
                 : password.kind >= PASSWORD_BCRYPT_SHA256
                     ? password.cost < 5
                     : password.cost < 256 && password.block < 16;
    if (cheap && password_fits(&password, SPAN("no such"), &fits) == OK) {
        assert(!fits);
    }
    return 0;
}
