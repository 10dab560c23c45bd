/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates made for forging: a self-signed one that says nothing true. */
#ifndef POSTERN_TOKEN_CERT_H
#define POSTERN_TOKEN_CERT_H

#include "base/arena.h"
#include "base/err.h"

#include <openssl/types.h>

/* A self-signed X.509 certificate of the pair, valid for a day, as PEM. Errors: ERR_CRYPTO,
 * ERR_MEMORY. */
NODISCARD enum err cert_self_signed_pem(struct arena *arena, EVP_PKEY *pkey, struct span *out);

/* The same as x5c wants it: DER in base64 (RFC 7515, section 4.1.6). */
NODISCARD enum err cert_self_signed_base64(struct arena *arena, EVP_PKEY *pkey, struct span *out);

#endif
