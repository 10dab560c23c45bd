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

/* A path relative to the folder of file, unless it is absolute; {NULL, 0} without memory. */
struct span secret_path(struct arena *arena, struct span path, struct span file);

/* Names and sets a secret, and puts it on the list of those that nobody sees. A value that is known
 * already keeps its name; a new one takes the secret's old name, else "$ALICE_TOKEN", or
 * "$ALICE_TOKEN2" where that is taken. value is not copied. Errors: ERR_MEMORY. */
NODISCARD enum err secret_set(struct identities *identities, struct span identity,
                              struct secret *secret, struct span kind, struct span value);

/* The claims exp and iat of a JWT (RFC 7519, sections 4.1.4 and 4.1.6); 0 when it is none or has
 * none. */
int64_t secret_expiry(struct span token);
int64_t secret_issued(struct span token);

#endif
