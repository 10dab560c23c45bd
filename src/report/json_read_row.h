/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a JSON report: a scan's operations, an audit's endpoints. */
#ifndef POSTERN_REPORT_JSON_READ_ROW_H
#define POSTERN_REPORT_JSON_READ_ROW_H

#include "report/json_read.h"

/* An element of "endpoints". Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err json_read_endpoint(const struct json_read *read, const struct node *from,
                                      struct endpoint_result *out);

/* An element of "operations". Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err json_read_operation(const struct json_read *read, const struct node *from,
                                       struct operation_result *out);

#endif
