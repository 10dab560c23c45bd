/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of the Markdown report beside the matrix. */
#ifndef POSTERN_REPORT_MARKDOWN_ROWS_H
#define POSTERN_REPORT_MARKDOWN_ROWS_H

#include "base/buf.h"
#include "catalog/result.h"

/* A scan's credentials; nothing without any. */
void markdown_credentials(struct buf *out, const struct result *result);

/* An audit's endpoints, the open ones first. */
void markdown_endpoints(struct buf *out, const struct result *result);

/* "GET,POST /api/slots/", escaped. */
void markdown_endpoint_name(struct buf *out, const struct span *methods, size_t n,
                            struct span route);

#endif
