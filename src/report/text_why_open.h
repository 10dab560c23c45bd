/* SPDX-License-Identifier: Apache-2.0 */
/* Why operations are open, where their rows of the matrix do not say so. */
#ifndef POSTERN_REPORT_TEXT_WHY_OPEN_H
#define POSTERN_REPORT_TEXT_WHY_OPEN_H

#include "report/matrix.h"
#include "report/pen.h"

/* For each operation: the rules broken there ("by path-variant, method-gap"), or its reason; empty
 * where a cell shows the breach, or where it is not open. widest: columns of the longest. Errors:
 * ERR_MEMORY. */
NODISCARD enum err text_why_open(struct pen *pen, const struct result *result,
                                 const struct matrix *matrix, struct span **out, size_t *widest);

#endif
