/* SPDX-License-Identifier: Apache-2.0 */
/* How the JSON parser tells what is wrong, and where. */
#include "text/json_parser.h"

static struct place place_of(const struct json_parser *p, const char *at) {
    uint32_t column = at >= p->line_start ? (uint32_t)(at - p->line_start) + 1 : 1;
    return (struct place){.file = p->options->file, .line = p->line, .column = column};
}

enum err json_fail(struct json_parser *p, enum err code, const char *at, const char *what) {
    diag_add(p->diag, DIAG_ERROR, place_of(p, at), "%s", what);
    return code;
}
