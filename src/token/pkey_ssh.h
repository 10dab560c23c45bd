/* SPDX-License-Identifier: Apache-2.0 */
/* A public key in OpenSSH's form. For pkey_export.c. */
#ifndef POSTERN_TOKEN_PKEY_SSH_H
#define POSTERN_TOKEN_PKEY_SSH_H

#include "token/pkey.h"

/* "ssh-rsa AAAA…", without a comment. Errors: ERR_UNSUPPORTED (ssh has no such keys), ERR_CRYPTO,
 * ERR_MEMORY. */
NODISCARD enum err pkey_ssh_public(struct arena *arena, const EVP_PKEY *pkey, struct span *out);

#endif
