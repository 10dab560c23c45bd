/* SPDX-License-Identifier: Apache-2.0 */
/* Why a key is not used. */
#ifndef POSTERN_TOKEN_KEY_FAULT_H
#define POSTERN_TOKEN_KEY_FAULT_H

/* Code, its name for machines, its words for people. The first, zero, is no permission. */
#define KEY_FAULT_LIST(X)                                                                         \
    X(UNUSABLE, "unusable", "it cannot be used")                                                  \
    X(SOUND, "sound", "it is sound")                                                              \
    X(NO_KEY, "no-key", "it is no JWK, JWKS, PEM or DER key")                                     \
    X(LOCKED, "locked", "it is encrypted: give its passphrase with --passphrase env:NAME")        \
    X(PASSPHRASE, "passphrase", "its passphrase is not the one given")                            \
    X(SSH, "ssh", "it is an ssh key: ssh-keygen -e -m PKCS8 writes it as PEM")                    \
    X(PKCS12, "pkcs12", "it is a PKCS#12 file: openssl pkcs12 -nodes writes it as PEM")           \
    X(JSON, "json", "it is not well-formed JSON, or a member is repeated")                        \
    X(KTY, "kty", "its kty is missing or not known")                                              \
    X(PARAMETER, "parameter", "a parameter of the key is missing, malformed or out of range")     \
    X(CURVE, "curve", "its curve is not one that JOSE signs on")                                  \
    X(POINT, "point", "its numbers are no public key (the point is not on the curve)")            \
    X(PAIR, "pair", "its private part does not belong to its public part")                        \
    X(PURPOSE, "purpose", "its use or key_ops says that it is not for verifying")                 \
    X(ALG, "alg", "its alg is no known signature algorithm, or not the one asked for")            \
    X(ALG_FIT, "alg-fit", "its algorithm does not go with its kind or curve")                     \
    X(KID, "kid", "its kid is no string")                                                         \
    X(RSA_SHORT, "rsa-short", "an RSA modulus under 2048 bits is too short (RFC 7518, 3.3)")      \
    X(RSA_LONG, "rsa-long", "an RSA modulus over 16384 bits is not used")                         \
    X(RSA_EXPONENT, "rsa-exponent", "its RSA exponent is even, or not above 65536 (FIPS 186-5)")  \
    X(ROCA, "roca", "its modulus has the ROCA fingerprint (CVE-2017-15361): it can be factored")  \
    X(SMALL_ORDER, "small-order", "its point is of small order, so that signatures mean nothing") \
    X(SECRET_SHORT, "secret-short", "the secret is shorter than the hash (RFC 7518, 3.2)")        \
    X(SECRET_PUBLIC, "secret-public", "the secret is a public key, certificate, ssh key or JWK")  \
    X(SET_EMPTY, "set-empty", "no key of the set can verify")                                     \
    X(SET_MIXED, "set-mixed", "the set mixes secrets with public keys, or public with private")   \
    X(SET_KID, "set-kid", "two keys of the set have the same kid")                                \
    X(SET_SIZE, "set-size", "the set has more keys than the limit")

#define KEY_FAULT_ENUM(code, name, words) KEY_##code,
enum key_fault { KEY_FAULT_LIST(KEY_FAULT_ENUM) KEY_FAULT_COUNT };
#undef KEY_FAULT_ENUM

/* "roca". Static. */
const char *key_fault_name(enum key_fault fault);

/* "its modulus has the ROCA fingerprint ...". Static. */
const char *key_fault_words(enum key_fault fault);

#endif
