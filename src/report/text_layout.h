/* SPDX-License-Identifier: Apache-2.0 */
/* Where everything stands in the text report's matrix. */
#ifndef POSTERN_REPORT_TEXT_LAYOUT_H
#define POSTERN_REPORT_TEXT_LAYOUT_H

#include "report/matrix.h"
#include "report/pen.h"

enum { LAYOUT_GAP = 2 };

struct layout {
    struct matrix matrix;
    size_t shown; /* columns that have one of their own: the intruders, and perhaps identities */
    size_t valid; /* width of the one column for all identities; 0: each has its own */
    size_t verdict, method, path;
    size_t reason; /* width of the last column: why a row is open; 0: no row needs it */
    bool wide;     /* words are not abbreviated */
};

/* Untested operations have no row. */
bool layout_is_row(const struct operation_result *operation);

/* matrix: the result's; reason: columns that the longest reason takes. Errors: ERR_MEMORY. */
NODISCARD enum err layout_of(struct pen *pen, const struct result *result,
                             const struct matrix *matrix, size_t reason, struct layout *out);

/* Writes a path into its column: cut in the middle, or, where nothing is cut, as it is. */
void layout_put_path(struct pen *pen, enum tone tone, struct span path, size_t columns);

struct span layout_title(struct pen *pen, const struct layout *layout, size_t column);
size_t layout_width(struct pen *pen, const struct layout *layout, size_t column);

/* What the identities got: "ok alice+2, 404 bob" (alice and two others); "-" when none was
 * asked. Cleaned. */
struct span layout_valid(struct pen *pen, const struct layout *layout,
                         const struct operation_result *operation);

#endif
