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

/* True when what the operation declares cannot be met: nothing, or schemes that nobody defined. */
bool infer_lacking(const struct operation *operation);

/* An operation that refused a request without a credential, as one that declares what the refusal's
 * challenges ask for (RFC 9110, section 11.6.1), in the contract's own schemes where it has them,
 * and what the other operations use that no challenge can name: keys and cookies. Without any
 * challenge it declares what the others use. contract: of infer_contract, where that was silent.
 * Errors: ERR_MEMORY. */
NODISCARD enum err infer_operation(struct arena *arena, const struct contract *contract,
                                   const struct operation *from, const struct response *refusal,
                                   struct operation *out);

#endif
