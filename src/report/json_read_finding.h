/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a JSON report, with what shows them. */
#ifndef POSTERN_REPORT_JSON_READ_FINDING_H
#define POSTERN_REPORT_JSON_READ_FINDING_H

#include "report/json_read.h"

/* An element of "findings". *whole: it has all that every finding has. Errors: ERR_MEMORY. */
NODISCARD enum err json_read_finding(const struct json_read *read, const struct node *from,
                                     enum kind kind, struct finding *out, bool *whole);

#endif
