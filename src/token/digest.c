/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 and MD5 by way of OpenSSL. */
#include "token/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdlib.h>

static void spell(const unsigned char *bytes, size_t len, char *hex) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        hex[i * 2] = digits[bytes[i] >> 4];
        hex[i * 2 + 1] = digits[bytes[i] & 15];
    }
}

static enum err digest(struct span text, const EVP_MD *kind, char *hex, size_t most) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (EVP_Digest(text.ptr, text.len, bytes, &len, kind, NULL) != 1 || len != most / 2) {
        return ERR_CRYPTO;
    }
    spell(bytes, len, hex);
    return OK;
}

/* The context alone. */
struct digest {
    EVP_MD_CTX *context;
};

enum err digest_open(struct digest **out) {
    struct digest *made = calloc(1, sizeof(*made));
    EVP_MD *kind = EVP_MD_fetch(NULL, "SHA256", NULL);
    *out = NULL;
    TRY_PTR(made);
    made->context = EVP_MD_CTX_new();
    bool ready = kind && made->context && EVP_DigestInit_ex2(made->context, kind, NULL) == 1;
    EVP_MD_free(kind); /* the context holds it */
    if (!ready) {
        digest_close(made);
        return ERR_CRYPTO;
    }
    *out = made;
    return OK;
}

void digest_close(struct digest *made) {
    if (made) {
        EVP_MD_CTX_free(made->context);
        free(made);
    }
}

enum err digest_hex(struct digest *made, struct span text, char hex[DIGEST_HEX]) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (EVP_DigestInit_ex2(made->context, NULL, NULL) != 1 ||
        EVP_DigestUpdate(made->context, text.ptr, text.len) != 1 ||
        EVP_DigestFinal_ex(made->context, bytes, &len) != 1 || len != DIGEST_KEY) {
        return ERR_CRYPTO;
    }
    spell(bytes, len, hex);
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
