/* SPDX-License-Identifier: Apache-2.0 */
/* A JWK's numbers made into an OpenSSL key. For jwk.c. */
#ifndef POSTERN_TOKEN_JWK_NUMBERS_H
#define POSTERN_TOKEN_JWK_NUMBERS_H

#include "text/tree.h"
#include "token/key_fault.h"

#include <openssl/types.h>

/* Each makes *out, which the caller owns, from the members of its kind. Errors: ERR_INVALID or
 * ERR_UNSUPPORTED (the curve) with *fault set, ERR_CRYPTO. */
NODISCARD enum err jwk_numbers_rsa(const struct node *node, EVP_PKEY **out, enum key_fault *fault);
NODISCARD enum err jwk_numbers_ec(const struct node *node, EVP_PKEY **out, enum key_fault *fault);
NODISCARD enum err jwk_numbers_okp(const struct node *node, EVP_PKEY **out, enum key_fault *fault);

#endif
