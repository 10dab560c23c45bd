/* SPDX-License-Identifier: Apache-2.0 */
/* Argon2's own text form is verified by the library that defines it. */
#include "token/password_argon2.h"

#include <argon2.h>

enum err password_argon2_fits(const struct password *stored, struct span password, bool *fits) {
    char encoded[PASSWORD_ENCODED_BYTES + 1] = "";
    memcpy(encoded, stored->rest.ptr, stored->rest.len);
    argon2_type type = span_starts(stored->rest, SPAN("$argon2id$"))  ? Argon2_id
                       : span_starts(stored->rest, SPAN("$argon2i$")) ? Argon2_i
                                                                      : Argon2_d;
    int answer = argon2_verify(encoded, password.ptr, password.len, type);
    *fits = answer == ARGON2_OK;
    return answer == ARGON2_MEMORY_ALLOCATION_ERROR ? ERR_MEMORY
           : answer == ARGON2_THREAD_FAIL           ? ERR_CRYPTO
                                                    : OK;
}
