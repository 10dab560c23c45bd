/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the JSON document. */
#ifndef POSTERN_REPORT_JSON_PARTS_H
#define POSTERN_REPORT_JSON_PARTS_H

#include "catalog/result.h"
#include "text/json.h"

/* A member whose value is a text. */
void json_member(struct json_writer *w, const char *key, struct span value);

/* The members "cwe" and "owasp" of what names a rule. */
void json_weaknesses(struct json_writer *w, const struct rule *rule);

/* A member whose value is a time, as RFC 3339 has it; seconds: since 1970. */
void json_time(struct json_writer *w, const char *key, int64_t seconds);

/* One element of "findings"; kind: of the result. */
void json_finding(struct json_writer *w, enum kind kind, const struct finding *finding);

/* One element of "endpoints". */
void json_endpoint(struct json_writer *w, const struct endpoint_result *endpoint);

/* The member "credentials". */
void json_credentials(struct json_writer *w, const struct result *result);

/* The member "location": {"file", "line", "column"} without what is unknown, or null. */
void json_location(struct json_writer *w, const struct place *place);

#endif
