/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the matrix that say the same about the same part of an API. */
#ifndef POSTERN_REPORT_TEXT_GROUPS_H
#define POSTERN_REPORT_TEXT_GROUPS_H

#include "report/text_layout.h"

enum { GROUP_LEAST = 2 }; /* groups of more than that are shown as one row */

struct group {
    struct span prefix; /* "/api/orders/" */
    struct span reason; /* of each */
    VEC(const struct operation_result *) operations;
};

struct groups {
    VEC(struct group *) all;
};

/* The operations of a verdict, those with the same first path segments, the same answers and the
 * same reason in one group, or, not folded, each in its own. reasons: of all operations, in their
 * order. Errors: ERR_MEMORY. */
NODISCARD enum err groups_of(struct pen *pen, const struct result *result,
                             const struct layout *layout, const struct span *reasons,
                             enum gate gate, bool folded, struct groups *out);

#endif
