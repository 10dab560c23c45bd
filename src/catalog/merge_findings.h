/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of shares, put together. */
#ifndef POSTERN_CATALOG_MERGE_FINDINGS_H
#define POSTERN_CATALOG_MERGE_FINDINGS_H

#include "catalog/merge.h"

/* Adds the findings of a part to the result, whose rows stand already: what has the rule and the
 * cause of another is joined with it. Errors: ERR_MEMORY, the digest's. */
NODISCARD enum err merge_findings(const struct merge *merge, const struct result *part,
                                  struct result *out);

#endif
