/* SPDX-License-Identifier: Apache-2.0 */
/* Why a decision is what it is. */
#ifndef POSTERN_GUARD_GROUND_H
#define POSTERN_GUARD_GROUND_H

/* Code, the status it means, its name for machines, its words for people. The first, zero, denies.
 */
#define GROUND_LIST(X)                                                                       \
    X(UNDECIDED, 403, "undecided", "nothing was decided")                                    \
    X(PROXY, 403, "proxy-undeclared", "who asks is no declared proxy")                       \
    X(ORIGINAL, 400, "original-unclear",                                                     \
      "the proxy does not say once what method and URI the request has")                     \
    X(PLAIN, 403, "https-needed", "the proxy does not say that the request came by HTTPS")   \
    X(PATH, 400, "path", "the path can be read in two ways")                                 \
    X(FORGED, 400, "header-forged", "a header came from outside that only a server may set") \
    X(TWO, 400, "two-credentials", "there is more than one credential")                      \
    X(NO_OPERATION, 403, "no-operation", "the contract names no such operation")             \
    X(REFUSED, 403, "operation-refused", "the policy refuses the operation to everybody")    \
    X(NO_CREDENTIAL, 401, "no-credential", "there is no credential")                         \
    X(MALFORMED, 401, "credential-malformed", "the Authorization field cannot be read")      \
    X(OTHER_SCHEME, 401, "other-scheme",                                                     \
      "the credential is of no scheme that opens the operation")                             \
    X(TOKEN, 401, "token-refused", "the token is refused")                                   \
    X(USER, 401, "user-refused", "the user or its credential is refused")                    \
    X(REVOKED, 401, "revoked", "the credential is revoked")                                  \
    X(KIND, 401, "token-of-other-kind", "a claim that its scheme asks for is missing")       \
    X(LIMIT, 429, "too-many-failures", "too many credentials failed before this one")        \
    X(SCOPE, 403, "scope-missing", "a scope is missing")                                     \
    X(CLAIM, 403, "claim-missing", "a claim is missing, or has another value")               \
    X(CSRF, 403, "csrf", "an unsafe method by session, and no page of its own has sent it")  \
    X(IDENTITY, 403, "identity-unsendable", "a claim cannot be sent in a header")            \
    X(KEYS, 503, "keys-unavailable", "the keys of its scheme could not be fetched")          \
    X(SHARED, 503, "shared-state-unknown", "Redis, which holds what guards share, is gone")  \
    X(USERS, 503, "users-unavailable", "the users could not be asked")                       \
    X(FAULT, 503, "fault", "it could not be judged")                                         \
    X(PUBLIC, 200, "public", "the operation is public")                                      \
    X(PASSED, 200, "credential-accepted", "the credential opens the operation")

#define GROUND_ENUM(code, status, name, words) GROUND_##code,
enum ground { GROUND_LIST(GROUND_ENUM) GROUND_COUNT };
#undef GROUND_ENUM

int ground_status(enum ground ground);

/* "no-operation", "the contract names no such operation". Static. */
const char *ground_name(enum ground ground);
const char *ground_words(enum ground ground);

#endif
