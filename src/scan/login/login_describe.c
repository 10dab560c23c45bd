/* SPDX-License-Identifier: Apache-2.0 */
/* Where an answer leads, and what its members are called. */
#include "scan/login/login_describe.h"

#include "text/json.h"
#include "text/uri.h"

enum { MEMBERS_TOLD = 8, ANSWER_DEPTH = 32, LONGEST_NAME = 40 };

/* Without its query, which may hold a credential. */
static struct span target_of(struct arena *arena, const struct request *request,
                             struct span location) {
    struct span to = span_slice(location, 0, span_find_byte(location, '?'));
    struct span resolved;
    to = span_slice(to, 0, span_find_byte(to, '#'));
    bool here = uri_resolve(arena, request->url, location, &resolved) == OK &&
                uri_same_origin(resolved, request->url);
    return arena_printf(arena, " to %.*s%s", SPAN_ARG(to), here ? "" : ", another host");
}

static struct span members_of(struct arena *arena, const struct node *root) {
    struct span names = SPAN("");
    size_t n = 0;
    NODE_EACH(member, root) {
        if (n++ < MEMBERS_TOLD && names.ptr) {
            names = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(names), n > 1 ? ", " : "",
                                 SPAN_ARG(span_slice(node_key(member), 0, LONGEST_NAME)));
        }
    }
    return n ? arena_printf(arena, " with the member%s %.*s%s", n > 1 ? "s" : "", SPAN_ARG(names),
                            n > MEMBERS_TOLD ? ", …" : "")
             : SPAN(" with an empty object");
}

struct span login_describe(struct arena *arena, const struct request *request,
                           const struct response *response) {
    const struct json_options options = {.depth = ANSWER_DEPTH};
    const struct node *root = NULL;
    struct span location = fields_get(&response->fields, SPAN("Location"));
    struct span body = span_trim(response->body);
    if (response->status / 100 == 3 && location.len) {
        return target_of(arena, request, location);
    }
    if (span_starts(body, SPAN("<"))) {
        return SPAN(" with a page");
    }
    if (!body.len) {
        return SPAN(" with nothing");
    }
    if (json_parse(arena, body, &options, &root, NULL) != OK) {
        return SPAN(" with a text");
    }
    return node_is(root, NODE_OBJECT) ? members_of(arena, root) : SPAN(" with JSON");
}
