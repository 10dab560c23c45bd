/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the JSON document. */
#ifndef POSTERN_REPORT_JSON_PARTS_H
#define POSTERN_REPORT_JSON_PARTS_H

#include "catalog/result.h"
#include "text/json.h"

/* One element of "findings". */
void json_finding(struct json_writer *w, const struct finding *finding);

/* The member "location": {"file", "line", "column"} without what is unknown, or null. */
void json_location(struct json_writer *w, const struct place *place);

#endif
