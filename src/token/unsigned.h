/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that nobody signed, in the forms in which verifiers were seen to overlook that. */
#ifndef POSTERN_TOKEN_UNSIGNED_H
#define POSTERN_TOKEN_UNSIGNED_H

#include "token/jws.h"

/* name, in words, what is true of a verifier that takes it */
#define UNSIGNED_LIST(X)                                                                          \
    X(UNSIGNED_NO_SIGNATURES, "a token as JSON with an empty list of signatures",                 \
      "A token as JSON is believed without any signature: none of none is wrong.")                \
    X(UNSIGNED_OF_NONE, "a token as JSON whose one signature is of the algorithm none",           \
      "A token as JSON is believed whose only signature is an empty one, of the algorithm none.") \
    X(UNSIGNED_OUTVOTED, "a token as JSON whose unprotected header says none",                    \
      "A header beside the token, which no signature covers, says by which algorithm it is "      \
      "verified: none.")                                                                          \
    X(UNSIGNED_NONE_FIRST, "two algorithms, none first",                                          \
      "A header with two algorithms is allowed for the one and verified by the other: none.")     \
    X(UNSIGNED_NONE_LAST, "two algorithms, none last",                                            \
      "A header with two algorithms is allowed for the one and verified by the other: none.")     \
    X(UNSIGNED_NESTED, "an unsigned token within a token (cty)",                                  \
      "A token within a token (cty) is believed by its own header, which says none, and nobody "  \
      "verifies the one around it.")                                                              \
    X(UNSIGNED_UNENCODED, "claims as plain text (b64 is false)",                                  \
      "Where the header says that the payload is plain text (b64), the signature is not "         \
      "verified.")                                                                                \
    X(UNSIGNED_SAID_UNENCODED, "b64 is false, and the claims are encoded",                        \
      "Where the header says that the payload is plain text (b64), the signature is not "         \
      "verified.")                                                                                \
    X(UNSIGNED_COMPRESSED, "compressed claims (zip)",                                             \
      "Where the header says that the payload is compressed (zip), the signature is not "         \
      "verified.")

#define UNSIGNED_NAME(name, label, message) name,
enum unsigned_form { UNSIGNED_LIST(UNSIGNED_NAME) UNSIGNED_FORMS };
#undef UNSIGNED_NAME

const char *unsigned_label(enum unsigned_form form);
const char *unsigned_message(enum unsigned_form form);

/* The claims (a JSON text) in a form. What a reader might want to see of a signature is taken from
 * the genuine token. alg: the genuine algorithm as JSON. *out is {NULL, 0} where the claims cannot
 * be written so. Errors: ERR_MEMORY. */
NODISCARD enum err unsigned_make(struct arena *arena, enum unsigned_form form,
                                 const struct jws *genuine, struct span alg, struct span claims,
                                 struct span *out);

#endif
