/* SPDX-License-Identifier: Apache-2.0 */
/* The Authorization field (RFC 9110, section 11.6.2), read strictly: one credential or none. */
#ifndef POSTERN_TOKEN_AUTHORIZATION_H
#define POSTERN_TOKEN_AUTHORIZATION_H

#include "base/err.h"
#include "text/message.h"

/* Code and words. The first, zero, is no credential that anybody should act on. */
#define AUTHORIZATION_LIST(X)                                                                 \
    X(UNUSABLE, "it cannot be used")                                                          \
    X(SOUND, "it is sound")                                                                   \
    X(OTHER_SCHEME, "it is of another scheme")                                                \
    X(REPEATED, "the field is there more than once")                                          \
    X(TOO_LONG, "it is longer than the limit")                                                \
    X(SCHEME, "it does not start with a scheme")                                              \
    X(MISSING, "no credential follows the scheme")                                            \
    X(SPACES, "something follows the credential, or white space other than spaces is in it")  \
    X(CHARACTERS, "the credential has characters that it may not have")                       \
    X(PARAMETER, "a parameter is malformed or repeated")                                      \
    X(ENCODING, "the credential is not canonical base64 of UTF-8 without control characters") \
    X(COLON, "no colon parts the user's name from the password")

#define AUTHORIZATION_ENUM(code, words) AUTHORIZATION_##code,
enum authorization_fault { AUTHORIZATION_LIST(AUTHORIZATION_ENUM) AUTHORIZATION_COUNT };
#undef AUTHORIZATION_ENUM

enum { AUTHORIZATION_BYTES = (16 << 10) + 64, AUTHORIZATION_PARAMS_MOST = 32 };

/* "no credential follows the scheme". Static. */
const char *authorization_words(enum authorization_fault fault);

struct authorization {
    struct span scheme;   /* as it is spelled; compare without regard to case */
    struct span token68;  /* {NULL, 0}: none */
    struct fields params; /* name as spelled, value without quotes and backslashes */
};

/* Reads a field's value. Either token68 or params are there, or neither (a scheme alone).
 * *fault is AUTHORIZATION_SOUND or what is wrong. Errors: ERR_MEMORY. */
NODISCARD enum err authorization_read(struct arena *arena, struct span value,
                                      struct authorization *out, enum authorization_fault *fault);

/* The one Authorization field of a request; more than one is AUTHORIZATION_REPEATED, none
 * AUTHORIZATION_MISSING. */
NODISCARD enum err authorization_of(struct arena *arena, const struct fields *fields,
                                    struct authorization *out, enum authorization_fault *fault);

/* The token of a scheme that has just one: "Bearer" (RFC 6750, section 2.1), and Django REST
 * framework's "Token", whose TokenAuthentication refuses the same: nothing after the scheme, and
 * anything after the token. */
enum authorization_fault authorization_token(const struct authorization *authorization,
                                             struct span scheme, struct span *token);

/* User and password of Basic (RFC 7617, section 2). Errors: ERR_MEMORY. */
NODISCARD enum err authorization_basic(struct arena *arena,
                                       const struct authorization *authorization, struct span *user,
                                       struct span *password, enum authorization_fault *fault);

#endif
