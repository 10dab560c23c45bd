/* SPDX-License-Identifier: Apache-2.0 */
/* An Authorization field from anybody: what is sound is one credential, and all of it came from
 * there. */
#include "token/authorization.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool within(struct span part, struct span whole) {
    return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)4 << 20);
    struct span value = {(const char *)data, size}, token, user, password;
    struct authorization authorization;
    enum authorization_fault fault;
    if (authorization_read(&arena, value, &authorization, &fault) != OK ||
        fault != AUTHORIZATION_SOUND) {
        return 0;
    }
    assert(authorization.scheme.len > 0 && within(authorization.scheme, value));
    assert(authorization.token68.len == 0 || authorization.params.n == 0);
    if (authorization_token(&authorization, SPAN("Bearer"), &token) == AUTHORIZATION_SOUND) {
        assert(token.len > 0 && within(token, value));
        assert(span_find_byte(token, ' ') == SIZE_MAX);
    }
    if (authorization_basic(&arena, &authorization, &user, &password, &fault) == OK &&
        fault == AUTHORIZATION_SOUND) {
        assert(span_find_byte(user, ':') == SIZE_MAX);
    }
    return 0;
}
