/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON parser's state: where it is in the text, what it may still take. */
#ifndef POSTERN_TEXT_JSON_PARSER_H
#define POSTERN_TEXT_JSON_PARSER_H

#include "text/json.h"

struct json_parser {
    const char *at, *end;
    const char *line_start; /* moved on by each continuation byte, so that columns are characters */
    uint32_t line;
    unsigned depth; /* levels still allowed */
    struct arena *arena;
    const struct json_options *options;
    struct diag *diag;
    struct node *spare; /* nodes taken ahead */
    size_t spares, batch;
};

/* Tells diag what is wrong at a position on the current line; returns code. */
NODISCARD enum err json_fail(struct json_parser *p, enum err code, const char *at,
                             const char *what);

#endif
