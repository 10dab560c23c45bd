/* SPDX-License-Identifier: Apache-2.0 */
/* Asymmetric keys: making, exporting, signing. Nothing here judges a key; key_check does. */
#ifndef POSTERN_TOKEN_PKEY_H
#define POSTERN_TOKEN_PKEY_H

#include "base/arena.h"
#include "base/err.h"
#include "token/alg.h"

#include <openssl/types.h>

/* A key that frees itself at the end of the scope; start it at NULL. */
#define PKEY_SCOPE __attribute__((cleanup(pkey_free))) EVP_PKEY
void pkey_free(EVP_PKEY **pkey);

/* Makes a fresh key pair for the algorithm (RSA: 2048 bits, e 65537). The caller owns *out.
 * Errors: ERR_UNSUPPORTED (HMAC has no pairs), ERR_CRYPTO. */
NODISCARD enum err pkey_generate(enum alg alg, EVP_PKEY **out);

/* True when both have the same public part. */
bool pkey_equal(const EVP_PKEY *a, const EVP_PKEY *b);

/* True when the private part is there. */
bool pkey_is_private(const EVP_PKEY *pkey);

/* The curve of an EC or Ed key; NULL for RSA and for curves that JOSE does not have. */
const struct alg_curve *pkey_curve(const EVP_PKEY *pkey);

/* True when the key is of the kind that the algorithm needs. The curve is not looked at. */
bool pkey_is_family(const EVP_PKEY *pkey, enum alg_family family);

/* How a public key may be written down; each is a candidate secret for algorithm confusion. */
#define PKEY_FORM_LIST(X)                                                 \
    X(SPKI_PEM, "PEM (SubjectPublicKeyInfo)")                             \
    X(SPKI_PEM_BARE, "PEM (SubjectPublicKeyInfo), no newline at the end") \
    X(PKCS1_PEM, "PEM (PKCS#1)")                                          \
    X(PKCS1_PEM_BARE, "PEM (PKCS#1), no newline at the end")              \
    X(SPKI_PEM_CRLF, "PEM (SubjectPublicKeyInfo), CRLF")                  \
    X(SPKI_BASE64, "base64 of the SubjectPublicKeyInfo")                  \
    X(SPKI_DER, "DER (SubjectPublicKeyInfo)")                             \
    X(PKCS1_DER, "DER (PKCS#1)")                                          \
    X(JWK, "JWK (required members, RFC 7638)")                            \
    X(SSH, "OpenSSH")

#define PKEY_FORM_ENUM(code, words) PKEY_##code,
enum pkey_form { PKEY_FORM_LIST(PKEY_FORM_ENUM) PKEY_FORM_COUNT };
#undef PKEY_FORM_ENUM

/* "PEM (PKCS#1)". Static. */
const char *pkey_form_words(enum pkey_form form);

/* The public key in that form. Errors: ERR_UNSUPPORTED (PKCS#1 of a key that is not RSA; a curve
 * that JWK does not name), ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err pkey_public(struct arena *arena, const EVP_PKEY *pkey, enum pkey_form form,
                               struct span *out);

/* The private key as PKCS#8 PEM. */
NODISCARD enum err pkey_private_pem(struct arena *arena, const EVP_PKEY *pkey, struct span *out);

/* The public key as a JWK with "kid", "alg", "use" in front, each left out when empty: what a
 * header's "jwk" or a JWKS holds. Errors as pkey_public. */
NODISCARD enum err pkey_jwk(struct arena *arena, const EVP_PKEY *pkey, struct span kid,
                            struct span alg, struct span *out);

/* {"keys":[jwk]}. */
struct span pkey_jwks(struct arena *arena, struct span jwk);

/* The signature of data in JOSE's form (ECDSA: r and s, each as long as the curve's order; RFC
 * 7518, section 3.4). Any key of the right kind signs, weak or not. Errors: ERR_INVALID (the key
 * is of another kind or has no private part), ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err pkey_sign(struct arena *arena, enum alg alg, EVP_PKEY *pkey, struct span data,
                             struct span *signature);

#endif
