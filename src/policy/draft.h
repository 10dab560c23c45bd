/* SPDX-License-Identifier: Apache-2.0 */
/* A first configuration for a contract, every choice a comment. */
#ifndef POSTERN_POLICY_DRAFT_H
#define POSTERN_POLICY_DRAFT_H

#include "base/buf.h"
#include "contract/contract.h"

/* Writes guard.yaml. contract: the path that it is to name. What only people know is left blank,
 * and no operation is made public. Errors: ERR_MEMORY. */
NODISCARD enum err draft_write(const struct contract *contract, struct span path, struct buf *out);

#endif
