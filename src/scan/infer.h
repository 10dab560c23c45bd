/* SPDX-License-Identifier: Apache-2.0 */
/* Inferring: schemes for a contract that says nothing of security, from what the API asks for.
 * Django REST framework's own generateschema writes such contracts. */
#ifndef POSTERN_SCAN_INFER_H
#define POSTERN_SCAN_INFER_H

#include "scan/engine.h"

/* True when neither the root nor any operation declares security, and no scheme is defined. */
bool infer_silent(const struct contract *contract);

/* A copy of a silent contract with the schemes that APIs of this kind use, so that identities can
 * log in and hold credentials. Its operations stay undeclared. Errors: ERR_MEMORY. */
NODISCARD enum err infer_contract(struct arena *arena, const struct contract *from,
                                  struct contract *out);

/* An operation that refused a request without a credential, as one that declares the schemes which
 * the refusal's challenge names, or all of them when it names none. contract: of infer_contract.
 * Errors: ERR_MEMORY. */
NODISCARD enum err infer_operation(struct arena *arena, const struct contract *contract,
                                   const struct operation *from, const struct response *refusal,
                                   struct operation *out);

#endif
