/* SPDX-License-Identifier: Apache-2.0 */
/* The work of a password hash, and the comparison at its end. */
#include "token/password.h"

#include "token/digest.h"
#include "token/password_argon2.h"
#include "token/password_bcrypt.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

static bool is_same(const void *a, const void *b, size_t len) {
    return CRYPTO_memcmp(a, b, len) == 0;
}

static enum err fits_key(const struct password *stored, const unsigned char *key, int made,
                         bool *fits) {
    if (made != 1) {
        ERR_clear_error();
        return ERR_CRYPTO;
    }
    *fits = is_same(key, stored->key, stored->key_len);
    return OK;
}

static enum err fits_pbkdf2(const struct password *stored, struct span password,
                            const EVP_MD *digest, bool *fits) {
    unsigned char key[PASSWORD_KDF_BYTES] = {0};
    int made = PKCS5_PBKDF2_HMAC(password.ptr, (int)password.len,
                                 (const unsigned char *)stored->salt.ptr, (int)stored->salt.len,
                                 (int)stored->cost, digest, (int)stored->key_len, key);
    return fits_key(stored, key, made, fits);
}

static enum err fits_scrypt(const struct password *stored, struct span password, bool *fits) {
    unsigned char key[PASSWORD_KDF_BYTES] = {0};
    int made = EVP_PBE_scrypt(password.ptr, password.len, (const unsigned char *)stored->salt.ptr,
                              stored->salt.len, stored->cost, stored->block, stored->lanes,
                              PASSWORD_MEMORY, key, stored->key_len);
    return fits_key(stored, key, made, fits);
}

static enum err fits_bcrypt(const struct password *stored, struct span password, bool *fits) {
    char made[PASSWORD_BCRYPT_BYTES], hex[DIGEST_HEX];
    if (stored->kind == PASSWORD_BCRYPT_SHA256) {
        TRY(digest_sha256(password, hex));
        password = (struct span){hex, DIGEST_HEX};
    }
    TRY(password_bcrypt(stored, password, made));
    *fits = is_same(made, stored->rest.ptr, PASSWORD_BCRYPT_BYTES);
    return OK;
}

static enum err fits_as(const struct password *stored, struct span password, bool *fits) {
    switch (stored->kind) {
    case PASSWORD_PBKDF2_SHA256:
        return fits_pbkdf2(stored, password, EVP_sha256(), fits);
    case PASSWORD_PBKDF2_SHA1:
        return fits_pbkdf2(stored, password, EVP_sha1(), fits);
    case PASSWORD_SCRYPT:
        return fits_scrypt(stored, password, fits);
    case PASSWORD_ARGON2:
        return password_argon2_fits(stored, password, fits);
    case PASSWORD_BCRYPT_SHA256:
    case PASSWORD_BCRYPT:
        return fits_bcrypt(stored, password, fits);
    case PASSWORD_UNUSABLE:
    case PASSWORD_KINDS:
        break;
    }
    return OK;
}

enum err password_fits(const struct password *stored, struct span password, bool *fits) {
    *fits = false;
    bool whole = password.len <= PASSWORD_BYTES && span_find_byte(password, 0) == SIZE_MAX;
    if (!whole) {
        return OK;
    }
    return fits_as(stored, password, fits);
}

enum err password_burn(const struct password *like, struct span password) {
    static const struct password usual = {
        .kind = PASSWORD_PBKDF2_SHA256, .salt = SPAN_INIT("nobody"), .key_len = 32, .cost = 260000};
    bool fits;
    return password_fits(like->kind == PASSWORD_UNUSABLE ? &usual : like, password, &fits);
}
