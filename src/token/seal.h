/* SPDX-License-Identifier: Apache-2.0 */
/* Sealing: bytes that only who knows a secret can read, and that nobody can change unseen (AES-256
 * in Galois counter mode, NIST SP 800-38D). */
#ifndef POSTERN_TOKEN_SEAL_H
#define POSTERN_TOKEN_SEAL_H

#include "base/err.h"
#include "base/span.h"

enum { SEAL_KEY = 32, SEAL_SALT = 16, SEAL_NONCE = 12, SEAL_TAG = 16, SEAL_MORE = 28 };

/* A key from a secret that people may have thought of themselves (PBKDF2 with SHA-256, RFC 8018).
 * Errors: ERR_CRYPTO. */
NODISCARD enum err seal_key(struct span secret, const unsigned char salt[SEAL_SALT],
                            unsigned char key[SEAL_KEY]);

/* A salt that nobody has had. Errors: ERR_CRYPTO. */
NODISCARD enum err seal_new_salt(unsigned char salt[SEAL_SALT]);

/* out: room for plain.len + SEAL_MORE bytes. Errors: ERR_CRYPTO. */
NODISCARD enum err seal_close(const unsigned char key[SEAL_KEY], struct span plain,
                              unsigned char *out);

/* out: room for sealed.len bytes; *plain points into it. Errors: ERR_INVALID: sealed with another
 * key, changed, or torn; ERR_CRYPTO. */
NODISCARD enum err seal_open(const unsigned char key[SEAL_KEY], struct span sealed,
                             unsigned char *out, struct span *plain);

#endif
