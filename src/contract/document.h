/* SPDX-License-Identifier: Apache-2.0 */
/* One file of a contract: JSON or YAML, told apart by what it holds. */
#ifndef POSTERN_CONTRACT_DOCUMENT_H
#define POSTERN_CONTRACT_DOCUMENT_H

#include "text/tree.h"

/* Parses a file. text must outlive the tree. Errors, told to diag: ERR_SYNTAX, ERR_INVALID (empty,
 * or a page of markup), ERR_UNSUPPORTED (not UTF-8), ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err document_parse(struct arena *arena, struct span text, struct span file,
                                  const struct node **root, struct diag *diag);

#endif
