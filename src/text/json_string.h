/* SPDX-License-Identifier: Apache-2.0 */
/* The strings of a JSON text; for json.c only. */
#ifndef POSTERN_TEXT_JSON_STRING_H
#define POSTERN_TEXT_JSON_STRING_H

#include "text/json_parser.h"

/* Reads a string whose opening quote has just been passed. */
NODISCARD enum err json_read_string(struct json_parser *p, struct span *out);

#endif
