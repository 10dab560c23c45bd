/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of reading a JSON report. */
#ifndef POSTERN_REPORT_JSON_READ_PARTS_H
#define POSTERN_REPORT_JSON_READ_PARTS_H

#include "report/json_read.h"

/* "FILE:LINE: what is wrong"; gives ERR_INVALID. */
enum err json_read_fails(const struct json_read *read, const struct node *at, const char *what);

/* The member "location", back to a place; zero for null. */
struct place json_read_place(const struct node *parent);

/* The member's number; 0 when it has none. */
int64_t json_read_number(const struct node *parent, struct span key);

/* A list of texts. Errors: ERR_MEMORY. */
NODISCARD enum err json_read_texts(const struct json_read *read, const struct node *list,
                                   struct texts *out);

#endif
