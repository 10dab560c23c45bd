/* SPDX-License-Identifier: Apache-2.0 */
/* AES-256-GCM and PBKDF2 by way of OpenSSL. */
#include "token/seal.h"

#include <limits.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

enum { ROUNDS = 100000 };

#define CIPHER_SCOPE __attribute__((cleanup(cipher_free))) EVP_CIPHER_CTX

static void cipher_free(EVP_CIPHER_CTX **cipher) {
    EVP_CIPHER_CTX_free(*cipher);
}

enum err seal_key(struct span secret, const unsigned char salt[SEAL_SALT],
                  unsigned char key[SEAL_KEY]) {
    bool fits = secret.len <= INT_MAX;
    return fits && PKCS5_PBKDF2_HMAC(secret.ptr ? secret.ptr : "", (int)secret.len, salt, SEAL_SALT,
                                     ROUNDS, EVP_sha256(), SEAL_KEY, key) == 1
               ? OK
               : ERR_CRYPTO;
}

enum err seal_new_salt(unsigned char salt[SEAL_SALT]) {
    return RAND_bytes(salt, SEAL_SALT) == 1 ? OK : ERR_CRYPTO;
}

/* A nonce, what is sealed, a tag. */
enum err seal_close(const unsigned char key[SEAL_KEY], struct span plain, unsigned char *out) {
    CIPHER_SCOPE *cipher = EVP_CIPHER_CTX_new();
    int len = 0, end = 0;
    unsigned char *body = out + SEAL_NONCE;
    bool made = cipher && plain.len <= INT_MAX - SEAL_MORE && RAND_bytes(out, SEAL_NONCE) == 1 &&
                EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, out) == 1 &&
                EVP_EncryptUpdate(cipher, body, &len, (const unsigned char *)plain.ptr,
                                  (int)plain.len) == 1 &&
                EVP_EncryptFinal_ex(cipher, body + len, &end) == 1 &&
                EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, SEAL_TAG, body + plain.len) == 1;
    return made ? OK : ERR_CRYPTO;
}

enum err seal_open(const unsigned char key[SEAL_KEY], struct span sealed, unsigned char *out,
                   struct span *plain) {
    CIPHER_SCOPE *cipher = EVP_CIPHER_CTX_new();
    const unsigned char *nonce = (const unsigned char *)sealed.ptr;
    int len = 0, end = 0;
    *plain = (struct span){NULL, 0};
    if (sealed.len < SEAL_MORE || sealed.len > INT_MAX) {
        return ERR_INVALID;
    }
    int body = (int)(sealed.len - SEAL_MORE);
    unsigned char tag[SEAL_TAG];
    memcpy(tag, nonce + SEAL_NONCE + body, SEAL_TAG);
    if (!cipher || EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce) != 1 ||
        EVP_DecryptUpdate(cipher, out, &len, nonce + SEAL_NONCE, body) != 1 ||
        EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, SEAL_TAG, tag) != 1) {
        return ERR_CRYPTO;
    }
    if (EVP_DecryptFinal_ex(cipher, out + len, &end) != 1) {
        return ERR_INVALID;
    }
    *plain = (struct span){(const char *)out, (size_t)body};
    return OK;
}
