/* SPDX-License-Identifier: Apache-2.0 */
/* Keys in PEM and DER: SubjectPublicKeyInfo, PKCS#1, PKCS#8, SEC1, X.509 certificates. */
#ifndef POSTERN_TOKEN_KEY_PEM_H
#define POSTERN_TOKEN_KEY_PEM_H

#include "base/err.h"
#include "base/span.h"

#include <openssl/types.h>

/* Reads the first key of the text, public or private; of a certificate its public key (its
 * signature and dates are not looked at). Encrypted keys are not read and nothing is asked. The
 * caller owns *out. Errors: ERR_SYNTAX (no key there). */
NODISCARD enum err key_pem_read(struct span text, EVP_PKEY **out);

/* True when the text, in any place, holds what only a public or private key, a certificate or an
 * ssh key holds; also as bare base64 or DER, and with white space around. Such a text is no HMAC
 * secret (CVE-2015-9235 and its kin: the attacker knows a public key too). */
bool key_pem_is_key(struct span text);

#endif
