/* SPDX-License-Identifier: Apache-2.0 */
/* Verifying tokens, with RFC 8725 taken at its word. */
#ifndef POSTERN_TOKEN_VERIFY_H
#define POSTERN_TOKEN_VERIFY_H

#include "token/ahead.h"
#include "token/cache.h"
#include "token/claims.h"
#include "token/jws.h"
#include "token/keys.h"

/* Everything that is fixed before a token is seen. */
struct verifier {
    const struct keys *keys;
    struct claims_policy policy;
    struct cache *cache;   /* remembers verified signatures; NULL: none */
    struct jws_head *head; /* the last header that was read; NULL: each is read anew */
    struct ahead *ahead;   /* checks signatures beforehand; NULL: nobody does */
    bool at_once;          /* what is not known of them beforehand is checked at once */
    bool pass_key_hints;   /* a header's jwk, jku, x5u and x5c are passed over, not refused; they
                            * are never used */
};

/* Judges the signature alone, of any payload: *reason is TOKEN_ACCEPTED or why not. *out holds what
 * was read of the token; text must outlive it. Where out->awaited, the signature is not checked
 * yet, and *reason refuses: ask again after ahead_run. One thread at a time for one set of keys.
 * Errors, when it could not judge: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err verify_jws(struct arena *arena, const struct verifier *verifier,
                              struct span text, struct jws *out, enum token_reason *reason);

/* Judges signature, type and claims. now: seconds since 1970. Errors: also ERR_INVALID, when the
 * policy does not say what to expect. */
NODISCARD enum err verify_token(struct arena *arena, const struct verifier *verifier, int64_t now,
                                struct span text, struct jws *out, enum token_reason *reason);

#endif
