/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets: where their values come from, and the names under which they are shown. */
#ifndef POSTERN_SCAN_SECRET_H
#define POSTERN_SCAN_SECRET_H

#include "scan/credential/identity.h"

/* "$ALICE_TOKEN": the identity's name in capitals, what is no letter or digit as "_", and the kind
 * likewise. {NULL, 0} without memory. */
struct span secret_name(struct arena *arena, struct span identity, struct span kind);

/* Resolves "env:NAME" and "file:PATH" (relative to the folder of file; white space at its end is
 * cut off); anything else stands for itself. Errors, told to diag: ERR_MISSING (not set, not there,
 * empty), ERR_INVALID (holds a byte that no header can carry); ERR_MEMORY. */
NODISCARD enum err secret_resolve(struct arena *arena, struct span given, struct place place,
                                  struct span *out, struct diag *diag);

/* Names and sets a secret. What it held before joins the former ones. The first secret of a kind
 * that is called TOKEN is "$ALICE_TOKEN"; another one there is "$ALICE_TOKEN2".
 * Errors: ERR_MEMORY. */
NODISCARD enum err secret_set(struct identities *identities, struct identity *identity,
                              struct secret *secret, const char *kind, struct span value);

/* The claim exp of a JWT (RFC 7519, section 4.1.4); 0 when it is none or has none. */
int64_t secret_expiry(struct span token);

#endif
