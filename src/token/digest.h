/* SPDX-License-Identifier: Apache-2.0 */
/* Digests, for the rooms above that see no cryptographic library. */
#ifndef POSTERN_TOKEN_DIGEST_H
#define POSTERN_TOKEN_DIGEST_H

#include "base/err.h"
#include "base/span.h"

enum { DIGEST_HEX = 64, DIGEST_MD5_HEX = 32 };

/* SHA-256 (FIPS 180-4) of text, in lower-case hexadecimal, not ended by NUL. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_sha256(struct span text, char hex[DIGEST_HEX]);

/* MD5 (RFC 1321) likewise, for telling what others made with it. */
NODISCARD enum err digest_md5(struct span text, char hex[DIGEST_MD5_HEX]);

enum { DIGEST_KEY = 32 };

/* HMAC-SHA256 (RFC 2104) of text. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_keyed(const unsigned char key[DIGEST_KEY], struct span text,
                                unsigned char mac[DIGEST_KEY]);

/* A key that nobody can guess. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_new_key(unsigned char key[DIGEST_KEY]);

#endif
