/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 and MD5 by way of OpenSSL. */
#include "token/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

static enum err digest(struct span text, const EVP_MD *kind, char *hex, size_t most) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (EVP_Digest(text.ptr, text.len, digest, &len, kind, NULL) != 1 || len != most / 2) {
        return ERR_CRYPTO;
    }
    for (size_t i = 0; i < len; i++) {
        hex[i * 2] = digits[digest[i] >> 4];
        hex[i * 2 + 1] = digits[digest[i] & 15];
    }
    return OK;
}

enum err digest_sha256(struct span text, char hex[DIGEST_HEX]) {
    return digest(text, EVP_sha256(), hex, DIGEST_HEX);
}

enum err digest_bytes(struct span text, unsigned char bytes[DIGEST_KEY]) {
    unsigned len = 0;
    bool made = EVP_Digest(text.ptr, text.len, bytes, &len, EVP_sha256(), NULL) == 1;
    return made && len == DIGEST_KEY ? OK : ERR_CRYPTO;
}

enum err digest_sha512(struct span text, char hex[DIGEST_SHA512_HEX]) {
    return digest(text, EVP_sha512(), hex, DIGEST_SHA512_HEX);
}

bool digest_same(struct span a, struct span b) {
    return a.len == b.len && CRYPTO_memcmp(a.ptr, b.ptr, a.len) == 0;
}

enum err digest_md5(struct span text, char hex[DIGEST_MD5_HEX]) {
    return digest(text, EVP_md5(), hex, DIGEST_MD5_HEX);
}

enum err digest_keyed(const unsigned char key[DIGEST_KEY], struct span text,
                      unsigned char mac[DIGEST_KEY]) {
    unsigned len = 0;
    const unsigned char *made =
        HMAC(EVP_sha256(), key, DIGEST_KEY, (const unsigned char *)text.ptr, text.len, mac, &len);
    return made && len == DIGEST_KEY ? OK : ERR_CRYPTO;
}

enum err digest_new_key(unsigned char key[DIGEST_KEY]) {
    return RAND_bytes(key, DIGEST_KEY) == 1 ? OK : ERR_CRYPTO;
}
