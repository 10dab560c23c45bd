/* SPDX-License-Identifier: Apache-2.0 */
/* Keys in PEM and DER: SubjectPublicKeyInfo, PKCS#1, PKCS#8, SEC1, X.509 certificates. */
#ifndef POSTERN_TOKEN_KEY_PEM_H
#define POSTERN_TOKEN_KEY_PEM_H

#include "base/err.h"
#include "base/span.h"
#include "token/key_fault.h"

#include <openssl/types.h>

/* What a text that may hold a key holds. */
enum key_pem_kind {
    KEY_PEM_NOTHING = 0,
    KEY_PEM_KEY,
    KEY_PEM_LOCKED, /* an encrypted private key, and no passphrase, or not its own */
    KEY_PEM_SSH,    /* an ssh key */
    KEY_PEM_PKCS12
};

/* Reads the first key of the text, public or private; of a certificate its public key (its
 * signature and dates are not looked at). PEM may be indented, quoted, have its line breaks escaped
 * ("\n") or none; its body alone, in base64, is read too. passphrase: of an encrypted key; nothing
 * is asked. The caller owns *out, which is set for KEY_PEM_KEY alone. */
enum key_pem_kind key_pem_read_with(struct span text, struct span passphrase, EVP_PKEY **out);

/* The same without a passphrase. Errors: ERR_SYNTAX (no key there that can be read). */
NODISCARD enum err key_pem_read(struct span text, EVP_PKEY **out);

/* Why there is no key, for those who tell; passphrase: the one that was given. */
enum key_fault key_pem_fault(enum key_pem_kind kind, struct span passphrase);

/* True when the text, in any place, holds what only a public or private key, a certificate or an
 * ssh key holds; also as bare base64 or DER, and with white space around. Such a text is no HMAC
 * secret (CVE-2015-9235 and its kin: the attacker knows a public key too). */
bool key_pem_is_key(struct span text);

#endif
