/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer holds of a token against forged requests. */
#include "scan/login/login_csrf_read.h"

#include "scan/login/login_page.h"
#include "text/json.h"

enum { SHORTEST = 8, DEEPEST = 4, ANSWER_DEPTH = 32 };

/* A member that is named so; where nothing else is handed out, one that says "token". */
static const struct node *member(const struct node *root, bool handed_out, bool header, int depth) {
    NODE_EACH(item, root) {
        struct span key = node_key(item);
        bool says = span_find_nocase(key, SPAN("header")) != SIZE_MAX;
        bool named = header ? says
                            : !says && (csrf_is_field(key) ||
                                        (handed_out && span_equal_nocase(key, SPAN("token"))));
        if (named && node_text(item).len >= (header ? 1 : SHORTEST)) {
            return item;
        }
    }
    NODE_EACH(item, root) {
        const struct node *found = depth ? member(item, handed_out, header, depth - 1) : NULL;
        if (found) {
            return found;
        }
    }
    return NULL;
}

static enum err read_json(struct arena *scratch, struct span body, bool handed_out,
                          struct page_csrf *out) {
    const struct json_options options = {.depth = ANSWER_DEPTH};
    const struct node *root = NULL;
    enum err read = json_parse(scratch, body, &options, &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    out->token = node_text(member(root, handed_out, false, DEEPEST));
    out->header = handed_out ? node_text(member(root, true, true, DEEPEST)) : out->header;
    return OK;
}

enum err login_csrf_read(struct arena *arena, const struct response *response, bool handed_out,
                         struct csrf *csrf) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct page_csrf found = {{NULL, 0}, {NULL, 0}};
    for (size_t i = 0; i < response->fields.n; i++) {
        const struct field *field = &response->fields.at[i];
        if (csrf_is_name(field->name) && field->value.len >= SHORTEST) {
            found = (struct page_csrf){field->value, field->name};
        }
    }
    if (!found.token.len && span_starts(span_trim(response->body), SPAN("<"))) {
        found = page_csrf_read(&scratch, response->body);
    } else if (!found.token.len) {
        TRY(read_json(&scratch, response->body, handed_out, &found));
    }
    if (!found.token.len) {
        return OK;
    }
    csrf->token = arena_dup(arena, found.token);
    csrf->header = found.header.len ? arena_dup(arena, found.header) : csrf->header;
    return csrf->token.ptr ? OK : ERR_MEMORY;
}
