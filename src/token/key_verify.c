/* SPDX-License-Identifier: Apache-2.0 */
/* Verifying one signature with a prepared key. */
#include "token/key.h"

#include "token/mutant.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

static enum err verify_hmac(struct key *key, struct span input, struct span signature,
                            enum token_reason *reason) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    size_t len = 0;
    if (EVP_MAC_init(key->mac, NULL, 0, NULL) != 1 ||
        EVP_MAC_update(key->mac, (const unsigned char *)input.ptr, input.len) != 1 ||
        EVP_MAC_final(key->mac, mac, &len, sizeof(mac)) != 1 || len != signature.len) {
        return ERR_CRYPTO;
    }
    bool same = MUTANT(compare) ? memcmp(mac, signature.ptr, len) == 0
                                : CRYPTO_memcmp(mac, signature.ptr, len) == 0;
    *reason = same ? TOKEN_ACCEPTED : TOKEN_SIGNATURE_WRONG;
    return OK;
}

/* OpenSSL says 1 for yes; 0 and less are a no, whatever it is that it disliked. */
static enum token_reason judge(int answer) {
    if (answer != 1) {
        ERR_clear_error();
    }
    return answer == 1 || MUTANT(verify_always) ? TOKEN_ACCEPTED : TOKEN_SIGNATURE_WRONG;
}

static enum err verify_digest(struct key *key, struct span input, struct span signature,
                              enum token_reason *reason) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (EVP_DigestInit_ex2(key->digest, NULL, NULL) != 1 ||
        EVP_DigestUpdate(key->digest, input.ptr, input.len) != 1 ||
        EVP_DigestFinal_ex(key->digest, digest, &len) != 1) {
        return ERR_CRYPTO;
    }
    *reason = judge(EVP_PKEY_verify(key->verify, (const unsigned char *)signature.ptr,
                                    signature.len, digest, len));
    return OK;
}

/* 1 to n-1 (FIPS 186-5, section 6.4.2); part and order are of the same length. */
static bool in_range(const unsigned char *part, const unsigned char *order, size_t len) {
    unsigned char any = 0;
    for (size_t i = 0; i < len; i++) {
        any |= part[i];
    }
    return any != 0 && memcmp(part, order, len) < 0;
}

/* A DER INTEGER of a number that is not zero; returns past its end. */
static unsigned char *put_integer(unsigned char *to, const unsigned char *part, size_t len) {
    while (*part == 0) {
        part++;
        len--;
    }
    size_t sign = part[0] >> 7; /* a zero in front keeps it positive */
    *to++ = 0x02;
    *to++ = (unsigned char)(len + sign);
    if (sign) {
        *to++ = 0;
    }
    memcpy(to, part, len);
    return to + len;
}

/* Two parts of at most 66 bytes: a SEQUENCE under 256 bytes. */
enum { DER_MOST = 3 + 2 * (3 + ALG_CURVE_MOST) };

static size_t to_der(const unsigned char *raw, size_t half, unsigned char out[DER_MOST]) {
    unsigned char body[DER_MOST];
    unsigned char *end = put_integer(body, raw, half);
    end = put_integer(end, raw + half, half);
    size_t len = (size_t)(end - body), at = 0;
    assert(len < 256);
    out[at++] = 0x30;
    if (len > 127) {
        out[at++] = 0x81;
    }
    out[at++] = (unsigned char)len;
    memcpy(out + at, body, len);
    return at + len;
}

static enum err verify_ecdsa(struct key *key, struct span input, struct span signature,
                             enum token_reason *reason) {
    const unsigned char *raw = (const unsigned char *)signature.ptr;
    size_t half = key->signature_len / 2;
    unsigned char der[DER_MOST];
    if (!in_range(raw, key->order, half) || !in_range(raw + half, key->order, half)) {
        *reason = MUTANT(psychic) ? TOKEN_ACCEPTED : TOKEN_SIGNATURE_RANGE;
        return OK;
    }
    size_t len = to_der(raw, half, der);
    return verify_digest(key, input, (struct span){(const char *)der, len}, reason);
}

static enum err verify_eddsa(struct key *key, struct span input, struct span signature,
                             enum token_reason *reason) {
    if (EVP_DigestVerifyInit_ex(key->digest, NULL, NULL, NULL, NULL, key->pkey, NULL) != 1) {
        return ERR_CRYPTO;
    }
    *reason = judge(EVP_DigestVerify(key->digest, (const unsigned char *)signature.ptr,
                                     signature.len, (const unsigned char *)input.ptr, input.len));
    return OK;
}

enum err key_verify(struct key *key, struct span input, struct span signature,
                    enum token_reason *reason) {
    *reason = TOKEN_REFUSED;
    if (signature.len != key->signature_len) {
        bool longer = MUTANT(ecdsa_length) && signature.len > key->signature_len;
        *reason = signature.len ? TOKEN_SIGNATURE_LENGTH : TOKEN_SIGNATURE_EMPTY;
        if (!longer) {
            return OK;
        }
    }
    switch (alg_info(key->alg)->family) {
    case FAMILY_HMAC:
        return verify_hmac(key, input, signature, reason);
    case FAMILY_RSA:
    case FAMILY_PSS:
        return verify_digest(key, input, signature, reason);
    case FAMILY_ECDSA:
        return verify_ecdsa(key, input, signature, reason);
    case FAMILY_EDDSA:
        return verify_eddsa(key, input, signature, reason);
    case FAMILY_NONE:
        break;
    }
    return OK;
}
