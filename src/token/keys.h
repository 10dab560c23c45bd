/* SPDX-License-Identifier: Apache-2.0 */
/* The keys that tokens are verified with: one, or a JWK Set (RFC 7517, section 5). */
#ifndef POSTERN_TOKEN_KEYS_H
#define POSTERN_TOKEN_KEYS_H

#include "token/key.h"

enum { KEYS_MOST = 100, KEYS_BYTES = 1 << 20 /* of a file with keys */ };

struct keys {
    struct key *at;
    size_t n;
    bool short_secret; /* one of them is shorter than its hash, as the wish allowed */
};

#define KEYS_SCOPE __attribute__((cleanup(keys_free))) struct keys
void keys_free(struct keys *keys);

/* How keys are to be read. Zero: strictly, and without a passphrase. */
struct keys_wish {
    enum alg alg; /* as wanted in key_from_jwk: in a set, keys for others are passed over */
    struct span passphrase; /* of an encrypted private key */
    bool short_secrets;     /* a secret that is shorter than its hash is used, and told */
};

/* Reads keys from the text of a JWK, JWKS, PEM or DER, told apart by their first bytes. In a set,
 * keys of unknown kinds and keys for other purposes are passed over (RFC 7517, section 5); any
 * other fault, a kid that two of the others share, secrets beside public keys, or private beside
 * public ones make the whole set unusable. The arena holds the array and the kids; keys_free gives
 * back the rest. Errors: ERR_INVALID with *fault set, ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err keys_read_with(struct arena *arena, struct span text,
                                  const struct keys_wish *wish, struct keys *out,
                                  enum key_fault *fault);

/* The same with no other wish than the algorithm. */
NODISCARD enum err keys_read(struct arena *arena, struct span text, enum alg wanted,
                             struct keys *out, enum key_fault *fault);

/* One HMAC secret. */
NODISCARD enum err keys_secret_with(struct arena *arena, struct span secret,
                                    const struct keys_wish *wish, struct keys *out,
                                    enum key_fault *fault);
NODISCARD enum err keys_secret(struct arena *arena, struct span secret, enum alg alg,
                               struct keys *out, enum key_fault *fault);

/* The key for a token whose header has this kid ({NULL, 0}: none) and alg; NULL, with *reason set,
 * when there is none or not just one. A single key without a kid serves any. */
struct key *keys_find(const struct keys *keys, struct span kid, enum alg alg,
                      enum token_reason *reason);

#endif
