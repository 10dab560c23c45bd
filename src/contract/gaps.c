/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the gaps of a request, and saying where they are. */
#include "contract/gaps.h"

static enum err tell(struct loader *l, const struct spot *spot, const char *what, struct span fault,
                     struct span *gap) {
    if (gap->len || !fault.len) {
        return fault.ptr || gap->len ? OK : ERR_MEMORY;
    }
    *gap = arena_printf(l->arena, "%s could not be read (line %u: %.*s)", what,
                        spot->node ? spot->node->line : 0, SPAN_ARG(fault));
    return gap->ptr ? OK : ERR_MEMORY;
}

/* Of a schema, its own reference alone: what is deeper in it is left out of values. */
static enum err look_schema(struct loader *l, const struct spot *object, const char *what,
                            struct span *gap) {
    struct spot schema = spot_get(object, SPAN("schema"));
    return schema.node ? tell(l, &schema, what, documents_fault(l->documents, &schema), gap) : OK;
}

static enum err look_parameter(struct loader *l, const struct spot *spot, struct span *gap) {
    static const char what[] = "a parameter";
    struct spot object = documents_follow(l->documents, spot);
    struct span fault = documents_fault(l->documents, spot);
    TRY_PTR(fault.ptr);
    if (!fault.len && !node_is(object.node, NODE_OBJECT)) {
        fault = SPAN("a parameter must be an object");
    }
    return fault.len ? tell(l, spot, what, fault, gap) : look_schema(l, &object, what, gap);
}

static enum err look_body(struct loader *l, const struct spot *holder, struct span *gap) {
    static const char what[] = "its body";
    struct spot written = spot_get(holder, SPAN("requestBody"));
    if (!written.node) {
        return OK;
    }
    struct spot body = documents_follow(l->documents, &written);
    TRY(tell(l, &written, what, documents_fault(l->documents, &written), gap));
    struct spot content = spot_get(&body, SPAN("content"));
    SPOT_EACH(member, &content) {
        struct spot media = documents_follow(l->documents, &member);
        TRY(look_schema(l, &media, what, gap));
    }
    return OK;
}

enum err gaps_look(struct loader *l, const struct spot *holder, struct span *gap) {
    struct spot array = spot_get(holder, SPAN("parameters"));
    if (node_is(array.node, NODE_ARRAY)) {
        SPOT_EACH(item, &array) {
            TRY(look_parameter(l, &item, gap));
        }
    }
    return l->out->dialect == 20 ? OK : look_body(l, holder, gap);
}
