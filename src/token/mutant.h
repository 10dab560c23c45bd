/* SPDX-License-Identifier: Apache-2.0 */
/* Planted bugs: the build option "mutant" turns one on, and a test must then fail. */
#ifndef POSTERN_TOKEN_MUTANT_H
#define POSTERN_TOKEN_MUTANT_H

#include "token/reason.h"

#include <stdbool.h>

struct jws;
struct key;

/* Name, and the bug that it plants. tests/token/mutants names the test that catches each. */
#define MUTANT_LIST(X)                                                            \
    X(no, "no bug")                                                               \
    X(alg_none, "alg none passes without a signature")                            \
    X(alg_casing, "alg None, NONE, nOnE passes without a signature")              \
    X(alg_unbound, "the token, not the key, names the algorithm")                 \
    X(secret_pem, "a PEM public key may be an HMAC secret")                       \
    X(secret_space, "white space hides a PEM public key in an HMAC secret")       \
    X(secret_jwk, "the text of a JWK may be an HMAC secret")                      \
    X(secret_ssh, "an ssh public key may be an HMAC secret")                      \
    X(hash_any, "RS512 passes under an RS256 key")                                \
    X(psychic, "a signature of zeros passes (r = s = 0)")                         \
    X(ecdsa_length, "an ECDSA signature may be of any length")                    \
    X(verify_always, "a failed verification is taken for success")                \
    X(embedded_key, "the key in the token's own header (jwk) is used")            \
    X(remote_key, "jku, x5u and x5c in the header are not refused")               \
    X(crit, "crit is ignored")                                                    \
    X(size, "the size of a token is not limited")                                 \
    X(dots, "segments after the third are ignored")                               \
    X(zip, "a compressed token is not refused")                                   \
    X(kid_any, "a kid that names no key is ignored")                              \
    X(kid_text, "a kid is cut at the first character that is no letter or digit") \
    X(kid_twice, "of two keys with the same kid the first one counts")            \
    X(alg_spelled, "hs256, and XML's name of it, pass for HS256")                 \
    X(base64_padded, "padded base64url is read")                                  \
    X(compare, "a MAC is compared with memcmp")                                   \
    X(exp_missing, "exp may be missing")                                          \
    X(iss_missing, "iss may be missing")                                          \
    X(aud_missing, "aud may be missing")                                          \
    X(cache_expiry, "a cached token's expiry is not looked at again")             \
    X(duplicates, "of duplicate members the last one counts")                     \
    X(exp_string, "exp may be a string")                                          \
    X(aud_first, "of an aud list only the first member counts")                   \
    X(sub_number, "sub may be a number")                                          \
    X(base64_tail, "base64url with bits left over is read")                       \
    X(weak_rsa, "an RSA key under 2048 bits is used")                             \
    X(short_secret, "an HMAC secret shorter than the hash is used")               \
    X(roca, "a ROCA key is used")

#define MUTANT_ENUM(name, words) MUTANT_##name,
enum mutant { MUTANT_LIST(MUTANT_ENUM) };
#undef MUTANT_ENUM

#ifndef POSTERN_MUTANT
#define POSTERN_MUTANT no
#endif
#define MUTANT_JOIN_(a, b) a##b
#define MUTANT_JOIN(a, b) MUTANT_JOIN_(a, b)

/* Constant: 0 unless this build plants the bug of that name. */
#define MUTANT(name) (MUTANT_JOIN(MUTANT_, POSTERN_MUTANT) == MUTANT_##name)

/* Constant: 1 in a build with any bug. */
#define MUTANT_PLANTED (MUTANT_JOIN(MUTANT_, POSTERN_MUTANT) != MUTANT_no)

/* Bugs of more than a word: they say true when the bug lets a token pass. Called in builds with a
 * mutant only. */
bool mutant_accepts(const struct jws *jws, enum token_reason *reason);
bool mutant_verifies(const struct key *key, const struct jws *jws, enum token_reason *reason);

#endif
