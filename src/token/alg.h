/* SPDX-License-Identifier: Apache-2.0 */
/* The signature algorithms of JOSE (RFC 7518, RFC 8037, RFC 8812, RFC 9864). */
#ifndef POSTERN_TOKEN_ALG_H
#define POSTERN_TOKEN_ALG_H

#include "base/span.h"

enum alg_family {
    FAMILY_NONE = 0,
    FAMILY_HMAC,
    FAMILY_RSA,
    FAMILY_PSS,
    FAMILY_ECDSA,
    FAMILY_EDDSA
};

/* Code, its name in "alg", family, digest (OpenSSL's name), the digest's bytes, the curve that it
 * demands (JWK's name; "": none, or either of EdDSA's). There is no "none". */
#define ALG_LIST(X)                                              \
    X(HS256, "HS256", FAMILY_HMAC, "SHA256", 32, "")             \
    X(HS384, "HS384", FAMILY_HMAC, "SHA384", 48, "")             \
    X(HS512, "HS512", FAMILY_HMAC, "SHA512", 64, "")             \
    X(RS256, "RS256", FAMILY_RSA, "SHA256", 32, "")              \
    X(RS384, "RS384", FAMILY_RSA, "SHA384", 48, "")              \
    X(RS512, "RS512", FAMILY_RSA, "SHA512", 64, "")              \
    X(PS256, "PS256", FAMILY_PSS, "SHA256", 32, "")              \
    X(PS384, "PS384", FAMILY_PSS, "SHA384", 48, "")              \
    X(PS512, "PS512", FAMILY_PSS, "SHA512", 64, "")              \
    X(ES256, "ES256", FAMILY_ECDSA, "SHA256", 32, "P-256")       \
    X(ES384, "ES384", FAMILY_ECDSA, "SHA384", 48, "P-384")       \
    X(ES512, "ES512", FAMILY_ECDSA, "SHA512", 64, "P-521")       \
    X(ES256K, "ES256K", FAMILY_ECDSA, "SHA256", 32, "secp256k1") \
    X(EDDSA, "EdDSA", FAMILY_EDDSA, "", 0, "")                   \
    X(ED25519, "Ed25519", FAMILY_EDDSA, "", 0, "Ed25519")        \
    X(ED448, "Ed448", FAMILY_EDDSA, "", 0, "Ed448")

#define ALG_ENUM(code, name, family, digest, size, curve) ALG_##code,
enum alg { ALG_UNKNOWN = 0, ALG_LIST(ALG_ENUM) ALG_COUNT };
#undef ALG_ENUM

struct alg_info {
    struct span name;
    enum alg_family family;
    const char *digest;
    size_t digest_size;
    struct span curve;
};

/* What is known of an algorithm; of ALG_UNKNOWN: nothing. Static. */
const struct alg_info *alg_info(enum alg alg);

/* The algorithm of that name, letter for letter (RFC 7515, section 4.1.1); else ALG_UNKNOWN. */
enum alg alg_from_name(struct span name);

/* The curves. Their names in JWK and in OpenSSL, the bytes of a coordinate or of an Ed key, the
 * bytes of a signature, and whether they are Edwards curves. */
#define CURVE_LIST(X)                                \
    X(P256, "P-256", "prime256v1", 32, 64, false)    \
    X(P384, "P-384", "secp384r1", 48, 96, false)     \
    X(P521, "P-521", "secp521r1", 66, 132, false)    \
    X(K256, "secp256k1", "secp256k1", 32, 64, false) \
    X(ED25519, "Ed25519", "ED25519", 32, 64, true)   \
    X(ED448, "Ed448", "ED448", 57, 114, true)

struct alg_curve {
    struct span name;
    const char *group;
    size_t size, signature_size;
    bool edwards;
};

enum { ALG_CURVE_MOST = 66 }; /* bytes of the longest coordinate */

/* By JWK's name or by OpenSSL's; NULL when unknown. Static. */
const struct alg_curve *alg_curve(struct span name);

/* True when the algorithm works on that curve (ES256K on secp256k1, EdDSA on either of its two). */
bool alg_fits_curve(enum alg alg, const struct alg_curve *curve);

/* The algorithm of a curve where the key says none: ES256 for P-256, EdDSA for Ed25519. */
enum alg alg_of_curve(const struct alg_curve *curve);

#endif
