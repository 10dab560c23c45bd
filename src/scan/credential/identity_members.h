/* SPDX-License-Identifier: Apache-2.0 */
/* The members of an identity, as the file gives them. */
#ifndef POSTERN_SCAN_IDENTITY_MEMBERS_H
#define POSTERN_SCAN_IDENTITY_MEMBERS_H

#include "scan/credential/identity_read.h"

/* Reads one member of an identity. Faults are told; errors: ERR_MEMORY. */
NODISCARD enum err identity_member(struct reading *r, const struct node *node,
                                   struct identity *identity);

/* A text that may come from the environment or a file. *out empty: a fault, told. Errors:
 * ERR_MEMORY. */
NODISCARD enum err reading_value(struct reading *r, const struct node *node, struct span *out);

/* The seed of one-time codes. A fault is told; errors: ERR_MEMORY. */
NODISCARD enum err reading_otp(struct reading *r, const struct node *node, struct span owner,
                               struct secret *out);

#endif
