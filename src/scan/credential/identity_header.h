/* SPDX-License-Identifier: Apache-2.0 */
/* Header fields that the user wants on every request (-H), where they are credentials. */
#ifndef POSTERN_SCAN_IDENTITY_HEADER_H
#define POSTERN_SCAN_IDENTITY_HEADER_H

#include "scan/credential/identity.h"

/* Takes the fields that carry a credential (Authorization, Cookie, what the contract's schemes
 * name) out of fields and gives them to an identity of the name "header", which is added: on every
 * request they would be part of the controls. Values of others that look secret by their names are
 * hidden in reports. Errors: ERR_INVALID: an identity has that name already, told to diag;
 * ERR_MEMORY. */
NODISCARD enum err identity_header_take(const struct contract *contract, struct fields *fields,
                                        struct identities *identities, struct diag *diag);

/* By its name, what it holds should not be seen, whatever it is for. */
bool identity_header_sounds_secret(struct span name);

/* Makes an empty set of identities. Errors: ERR_MEMORY. */
NODISCARD enum err identities_init(struct arena *arena, struct identities *out);

#endif
