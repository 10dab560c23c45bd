/* SPDX-License-Identifier: Apache-2.0 */
/* Members that many objects of the JSON document have, read back. */
#include "report/json_read_parts.h"

enum err json_read_fails(const struct json_read *read, const struct node *at, const char *what) {
    struct place place = {
        .file = read->file, .line = at ? at->line : 0, .column = at ? at->column : 0};
    diag_add(read->diag, DIAG_ERROR, place, "%s", what);
    return ERR_INVALID;
}

int64_t json_read_number(const struct node *parent, struct span key) {
    int64_t number = 0;
    return node_i64(node_get(parent, key), &number) && number > 0 ? number : 0;
}

struct place json_read_place(const struct node *parent) {
    const struct node *location = node_get(parent, SPAN("location"));
    return (struct place){
        .file = node_text(node_get(location, SPAN("file"))),
        .line = (uint32_t)json_read_number(location, SPAN("line")),
        .column = (uint32_t)json_read_number(location, SPAN("column")),
    };
}

enum err json_read_texts(const struct json_read *read, const struct node *list, struct texts *out) {
    NODE_EACH(item, list) {
        if (node_is(item, NODE_STRING) && !vec_push(read->arena, out, node_text(item))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
