/* SPDX-License-Identifier: Apache-2.0 */
/* Writing JWE, for tokens that nobody signed: whoever has a public key can encrypt to it. */
#ifndef POSTERN_TOKEN_JWE_H
#define POSTERN_TOKEN_JWE_H

#include "base/arena.h"
#include "base/err.h"

#include <openssl/types.h>

/* To whom, and how. */
struct jwe_to {
    EVP_PKEY *pkey;
    struct span kid; /* names the key, or empty */
    bool sha1;       /* by RSA-OAEP, else by RSA-OAEP-256 */
};

/* The compact form (RFC 7516, section 7.1) of a text, encrypted to an RSA key, by A256GCM. cty:
 * what the text is ("JWT"), or empty. Errors: ERR_UNSUPPORTED (no RSA key, or too small a one),
 * ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err jwe_encrypt(struct arena *arena, const struct jwe_to *to, struct span cty,
                               struct span text, struct span *out);

#endif
