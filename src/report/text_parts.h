/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the text report; each starts with an empty line, and is silent with nothing to say.
 */
#ifndef POSTERN_REPORT_TEXT_PARTS_H
#define POSTERN_REPORT_TEXT_PARTS_H

#include "report/matrix.h"
#include "report/pen.h"

/* The matrix of all operations that were tested, the open ones first. Errors: ERR_MEMORY. */
NODISCARD enum err text_matrix(struct pen *pen, const struct result *result);

/* A line a scheme: whose credentials there are, from where, and where they were proven. */
void text_credentials(struct pen *pen, const struct result *result);

/* An audit's endpoints. */
void text_endpoints(struct pen *pen, const struct result *result);

/* Operations of which not every attack was judged. */
void text_attacks(struct pen *pen, const struct result *result);

/* Inconclusive and untested operations, grouped by reason. */
void text_reasons(struct pen *pen, const struct result *result);

/* The findings that are not in the baseline. */
void text_findings(struct pen *pen, const struct result *result);

#endif
