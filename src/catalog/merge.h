/* SPDX-License-Identifier: Apache-2.0 */
/* Results of shares of one run, put together as one run would have given them. */
#ifndef POSTERN_CATALOG_MERGE_H
#define POSTERN_CATALOG_MERGE_H

#include "catalog/findings.h"

struct merge {
    struct arena *arena;
    findings_digest *digest;
    const struct result *const *parts;
    const struct span *names; /* of the parts, for what is told */
    size_t n;                 /* at least 1 */
    struct diag *diag;
};

/* Puts them together: rows in the order of the contract, findings of one cause as one, credentials
 * by their best standing. It is complete when every part is, and when no share is missing. What
 * stands in two parts is told, and the one that was judged counts, or the later. Errors:
 * ERR_INVALID (parts of different kinds or targets; told to diag), ERR_MEMORY, the digest's. */
NODISCARD enum err merge_results(const struct merge *merge, struct result *out);

#endif
