/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that cannot be read for certain. */
#ifndef POSTERN_CONTRACT_UNREADABLE_H
#define POSTERN_CONTRACT_UNREADABLE_H

#include "contract/loader.h"

/* Adds a row to out->unreadable, and the reason to the diagnostics as an error (what concerns the
 * whole contract was told already); once for each method of a path. method: "*" where none is
 * known. Errors: ERR_LIMIT (rows), ERR_MEMORY. */
NODISCARD enum err unreadable_add(struct loader *loader, const struct spot *spot,
                                  struct span method, struct span path, struct span reason);

/* Whether there is such a row. */
bool unreadable_has(const struct loader *loader, struct span method, struct span path);

#endif
