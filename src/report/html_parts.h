/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the HTML page. */
#ifndef POSTERN_REPORT_HTML_PARTS_H
#define POSTERN_REPORT_HTML_PARTS_H

#include "base/err.h"
#include "report/html_escape.h"
#include "report/matrix.h"

/* The page's style sheet; nothing is loaded from anywhere. */
extern const char html_style[];

/* The section with the matrix. Errors: ERR_MEMORY. */
NODISCARD enum err html_matrix(struct buf *out, const struct result *result);

/* The section with the credentials; nothing without any. */
void html_credentials(struct buf *out, const struct result *result);

/* The section with an audit's endpoints. */
void html_endpoints(struct buf *out, const struct result *result);

/* The section with the findings, those of the baseline among them, marked. */
void html_findings(struct buf *out, const struct result *result);

#endif
