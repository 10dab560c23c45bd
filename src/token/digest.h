/* SPDX-License-Identifier: Apache-2.0 */
/* Digests, for the rooms above that see no cryptographic library. */
#ifndef POSTERN_TOKEN_DIGEST_H
#define POSTERN_TOKEN_DIGEST_H

#include "base/err.h"
#include "base/span.h"

enum { DIGEST_HEX = 64, DIGEST_MD5_HEX = 32, DIGEST_SHA512_HEX = 128, DIGEST_KEY = 32 };

/* SHA-256 (FIPS 180-4) of text, in lower-case hexadecimal, not ended by NUL. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_sha256(struct span text, char hex[DIGEST_HEX]);

/* The same as bytes. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_bytes(struct span text, unsigned char bytes[DIGEST_KEY]);

/* A context that is kept for many digests: looking the algorithm up takes as long as hashing. */
struct digest;
NODISCARD enum err digest_open(struct digest **out);
void digest_close(struct digest *digest); /* NULL is fine */

/* As digest_sha256. */
NODISCARD enum err digest_hex(struct digest *digest, struct span text, char hex[DIGEST_HEX]);

/* SHA-512 likewise, in hexadecimal. */
NODISCARD enum err digest_sha512(struct span text, char hex[DIGEST_SHA512_HEX]);

/* Compares in a time that tells nothing but the lengths. */
bool digest_same(struct span a, struct span b);

/* MD5 (RFC 1321) likewise, for telling what others made with it. */
NODISCARD enum err digest_md5(struct span text, char hex[DIGEST_MD5_HEX]);

/* HMAC-SHA256 (RFC 2104) of text. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_keyed(const unsigned char key[DIGEST_KEY], struct span text,
                                unsigned char mac[DIGEST_KEY]);

/* A key that nobody can guess. Errors: ERR_CRYPTO. */
NODISCARD enum err digest_new_key(unsigned char key[DIGEST_KEY]);

#endif
