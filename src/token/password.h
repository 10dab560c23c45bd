/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords as Django stores them: "algorithm$parameters$salt$hash". */
#ifndef POSTERN_TOKEN_PASSWORD_H
#define POSTERN_TOKEN_PASSWORD_H

#include "base/err.h"
#include "base/span.h"

/* Code, and the word before the first "$". The first, zero, fits no password. */
#define PASSWORD_LIST(X)              \
    X(UNUSABLE, "!")                  \
    X(PBKDF2_SHA256, "pbkdf2_sha256") \
    X(PBKDF2_SHA1, "pbkdf2_sha1")     \
    X(SCRYPT, "scrypt")               \
    X(ARGON2, "argon2")               \
    X(BCRYPT_SHA256, "bcrypt_sha256") \
    X(BCRYPT, "bcrypt")

#define PASSWORD_ENUM(code, word) PASSWORD_##code,
enum password_kind { PASSWORD_LIST(PASSWORD_ENUM) PASSWORD_KINDS };
#undef PASSWORD_ENUM

enum {
    PASSWORD_BYTES = 4096,         /* of a password; longer ones fit nothing */
    PASSWORD_ENCODED_BYTES = 512,  /* Django's column has 128 */
    PASSWORD_KDF_BYTES = 64,       /* of a derived key */
    PASSWORD_MEMORY = 512 << 20,   /* bytes that one derivation may take */
    PASSWORD_ITERATIONS = 1 << 26, /* of PBKDF2 */
};

/* A stored password taken apart; spans are in its text. */
struct password {
    enum password_kind kind;
    struct span salt; /* of PBKDF2 and scrypt */
    struct span rest; /* "$argon2id$…", "$2b$12$…" */
    unsigned char key[PASSWORD_KDF_BYTES];
    size_t key_len;
    uint32_t cost, block, lanes; /* iterations; scrypt's N, r and p */
};

/* Reads what is stored; a NUL need not follow. What starts with "!" is PASSWORD_UNUSABLE. Errors:
 * ERR_UNSUPPORTED (another algorithm), ERR_INVALID (malformed), ERR_LIMIT (it would take more work
 * than any setting of Django's). */
NODISCARD enum err password_read(struct span encoded, struct password *out);

/* Whether the password is the stored one; compared in constant time. Takes as long as the stored
 * parameters say. Any number of threads. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err password_fits(const struct password *stored, struct span password, bool *fits);

/* Does the work of password_fits, for nothing: with the parameters of *like, or of Django's
 * PBKDF2 where it is unusable. */
NODISCARD enum err password_burn(const struct password *like, struct span password);

#endif
