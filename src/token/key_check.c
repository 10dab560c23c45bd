/* SPDX-License-Identifier: Apache-2.0 */
/* Weak keys, told by their public part. */
#include "token/key_check.h"

#include "text/json.h"
#include "token/key_pem.h"
#include "token/mutant.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>

enum { RSA_LEAST_BITS = 2048, RSA_MOST_BITS = 16384, MODULUS_BYTES = RSA_MOST_BITS / 8 };

static unsigned modulo(struct span number, unsigned prime) {
    unsigned rest = 0;
    for (size_t i = 0; i < number.len; i++) {
        rest = (rest << 8 | (unsigned char)number.ptr[i]) % prime;
    }
    return rest;
}

/* Whether value is a power of 65537 modulo the prime. */
static bool is_power(unsigned value, unsigned prime) {
    unsigned power = 1;
    do {
        if (power == value) {
            return true;
        }
        power = power * (65537 % prime) % prime;
    } while (power != 1);
    return false;
}

bool key_check_roca(struct span modulus) {
    /* ROCA's primes are k * M + 65537^a mod M with M the product of the first primes. These are
     * the ones below 168 in which 65537 does not generate everything, so that others stand out:
     * a sound modulus passes all by chance once in 2^27 or so. */
    static const unsigned char primes[] = {11, 13, 17,  19,  37,  53,  61,  71, 73,
                                           79, 97, 103, 107, 109, 127, 151, 157};
    for (size_t i = 0; i < sizeof(primes); i++) {
        if (!is_power(modulo(modulus, primes[i]), primes[i])) {
            return false;
        }
    }
    return true;
}

static enum key_fault check_rsa(const EVP_PKEY *pkey) {
    int bits = EVP_PKEY_get_bits(pkey);
    if (bits < RSA_LEAST_BITS && !MUTANT(weak_rsa)) {
        return KEY_RSA_SHORT;
    }
    if (bits > RSA_MOST_BITS) {
        return KEY_RSA_LONG;
    }
    BIGNUM *n = NULL, *e = NULL;
    enum key_fault fault = KEY_UNUSABLE;
    unsigned char bytes[MODULUS_BYTES];
    if (EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_N, &n) == 1 &&
        EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_E, &e) == 1 &&
        BN_num_bytes(n) <= MODULUS_BYTES) {
        struct span modulus = {(const char *)bytes, (size_t)BN_bn2bin(n, bytes)};
        bool roca = key_check_roca(modulus) && !MUTANT(roca);
        fault = !BN_is_odd(e) || BN_num_bits(e) < 17 ? KEY_RSA_EXPONENT
                : !BN_is_odd(n)                      ? KEY_PARAMETER
                : roca                               ? KEY_ROCA
                                                     : KEY_SOUND;
    }
    BN_free(n);
    BN_free(e);
    return fault;
}

/* Under a point of order 1, 2, 4 or 8 a signature with s = 0 verifies for many messages, so such a
 * key says nothing about who signed (RFC 8032, section 8.8 leaves it to us). Their y coordinates,
 * little endian, also the two that can be written unreduced. */
static enum key_fault check_edwards(const EVP_PKEY *pkey) {
    static const unsigned char small[][32] = {
        {0x00}, /* y = 0, order 4 */
        {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, /* y = p */
        {0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, /* y = p + 1 */
        {0x01}, /* y = 1, the neutral element */
        {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, /* y = -1, order 2 */
        {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
         0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
         0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05}, /* order 8 */
        {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
         0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
         0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}, /* order 8 */
    };
    unsigned char bytes[ALG_CURVE_MOST];
    size_t len = sizeof(bytes);
    if (EVP_PKEY_get_raw_public_key(pkey, bytes, &len) != 1) {
        return KEY_UNUSABLE;
    }
    if (len != 32) {
        return KEY_SOUND;
    }
    bytes[31] &= 0x7f; /* the sign of x */
    for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++) {
        if (memcmp(bytes, small[i], 32) == 0) {
            return KEY_SMALL_ORDER;
        }
    }
    return KEY_SOUND;
}

static enum key_fault check_numbers(EVP_PKEY *pkey) {
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);
    bool sound = ctx && EVP_PKEY_public_check(ctx) == 1;
    EVP_PKEY_CTX_free(ctx);
    ERR_clear_error();
    return sound ? KEY_SOUND : KEY_POINT;
}

enum key_fault key_check_pkey(EVP_PKEY *pkey) {
    if (EVP_PKEY_is_a(pkey, "RSA") || EVP_PKEY_is_a(pkey, "RSA-PSS")) {
        return check_rsa(pkey);
    }
    if (EVP_PKEY_is_a(pkey, "EC")) {
        return check_numbers(pkey);
    }
    if (EVP_PKEY_is_a(pkey, "ED25519") || EVP_PKEY_is_a(pkey, "ED448")) {
        return check_edwards(pkey);
    }
    return KEY_KTY;
}

/* A JSON object that says what kind of key it is, or holds keys that do. */
static bool is_jwk(struct span text) {
    struct span core = span_trim(text);
    if (!span_starts(core, SPAN("{")) || MUTANT(secret_jwk)) {
        return false;
    }
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)16 << 20);
    const struct node *root = NULL;
    if (json_parse(&arena, core, &(struct json_options){0}, &root, NULL) != OK) {
        return false;
    }
    return node_get(root, SPAN("kty")) || node_get(root, SPAN("keys"));
}

bool key_check_is_public(struct span secret) {
    return key_pem_is_key(secret) || is_jwk(secret);
}

enum key_fault key_check_secret(enum alg alg, struct span secret) {
    if (key_check_is_public(secret)) {
        return KEY_SECRET_PUBLIC;
    }
    if (secret.len < alg_info(alg)->digest_size && !MUTANT(short_secret)) {
        return KEY_SECRET_SHORT;
    }
    return KEY_SOUND;
}
