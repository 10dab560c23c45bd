/* SPDX-License-Identifier: Apache-2.0 */
/* A key with the one algorithm that it is for, and everything prepared to verify with it. */
#ifndef POSTERN_TOKEN_KEY_H
#define POSTERN_TOKEN_KEY_H

#include "token/jwk.h"
#include "token/reason.h"

/* For one thread at a time: verifying uses the prepared contexts. */
struct key {
    enum alg alg;    /* bound before any token is seen (RFC 8725, section 3.1) */
    struct span kid; /* {NULL, 0}: none */
    EVP_PKEY *pkey;
    EVP_MAC_CTX *mac;                    /* HMAC, keyed */
    EVP_MD *md;                          /* RSA, PSS, ECDSA: the digest, and its context */
    EVP_MD_CTX *digest;                  /* EdDSA: the one-shot context */
    EVP_PKEY_CTX *verify;                /* RSA, PSS, ECDSA: initialised, padding set */
    size_t signature_len;                /* the one length that signatures have */
    unsigned char order[ALG_CURVE_MOST]; /* ECDSA: n, big endian, half a signature long */
};

#define KEY_SCOPE __attribute__((cleanup(key_free))) struct key
void key_free(struct key *key);

/* An HMAC key. Refuses what key_check_secret refuses. kid is borrowed; the secret is not kept.
 * Errors: ERR_INVALID with *fault set, ERR_CRYPTO. */
NODISCARD enum err key_from_secret(struct key *key, enum alg alg, struct span kid,
                                   struct span secret, enum key_fault *fault);

/* The same of a secret that is shorter than its hash, which a strict verifier does not use. */
NODISCARD enum err key_from_short_secret(struct key *key, enum alg alg, struct span kid,
                                         struct span secret, enum key_fault *fault);

/* An asymmetric key; takes a reference of its own. With ALG_UNKNOWN the key's curve decides, and
 * RSA is for RS256. Refuses what key_check_pkey refuses, and an algorithm that does not fit.
 * Errors as key_from_secret. */
NODISCARD enum err key_from_pkey(struct key *key, enum alg alg, struct span kid, EVP_PKEY *pkey,
                                 enum key_fault *fault);

/* Of a JWK, whose use, key_ops and alg are honoured. wanted: the algorithm that the caller expects,
 * or ALG_UNKNOWN to take the key's own, or its kind's usual one (HS256 for a secret). The JWK's
 * tree must outlive the key (kid). Errors as key_from_secret. */
NODISCARD enum err key_from_jwk(struct key *key, enum alg wanted, const struct jwk *jwk,
                                enum key_fault *fault);

/* Verifies a signature over input: *reason is TOKEN_ACCEPTED, or why not. MACs are compared in
 * constant time. Errors: ERR_CRYPTO when OpenSSL could not judge. */
NODISCARD enum err key_verify(struct key *key, struct span input, struct span signature,
                              enum token_reason *reason);

#endif
