/* SPDX-License-Identifier: Apache-2.0 */
/* The keys that tokens are verified with: one, or a JWK Set (RFC 7517, section 5). */
#ifndef POSTERN_TOKEN_KEYS_H
#define POSTERN_TOKEN_KEYS_H

#include "token/key.h"

enum { KEYS_MOST = 100, KEYS_BYTES = 1 << 20 /* of a file with keys */ };

struct keys {
    struct key *at;
    size_t n;
};

#define KEYS_SCOPE __attribute__((cleanup(keys_free))) struct keys
void keys_free(struct keys *keys);

/* Reads keys from the text of a JWK, JWKS, PEM or DER, told apart by their first bytes. In a set,
 * keys of unknown kinds and keys for other purposes are passed over (RFC 7517, section 5); any
 * other fault, a repeated kid, secrets beside public keys, or private beside public ones make the
 * whole set unusable. wanted as in key_from_jwk: in a set, keys for other algorithms are passed
 * over. The arena holds the array and the kids; keys_free gives back the rest. Errors: ERR_INVALID
 * with *fault set, ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err keys_read(struct arena *arena, struct span text, enum alg wanted,
                             struct keys *out, enum key_fault *fault);

/* One HMAC secret. */
NODISCARD enum err keys_secret(struct arena *arena, struct span secret, enum alg alg,
                               struct keys *out, enum key_fault *fault);

/* The key for a token whose header has this kid ({NULL, 0}: none) and alg; NULL, with *reason set,
 * when there is none or not just one. A single key without a kid serves any. */
struct key *keys_find(const struct keys *keys, struct span kid, enum alg alg,
                      enum token_reason *reason);

#endif
