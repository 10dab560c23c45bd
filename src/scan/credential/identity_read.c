/* SPDX-License-Identifier: Apache-2.0 */
/* Plain texts of the identities file, and what is told of faults. */
#include "scan/credential/identity_read.h"

#include "text/suggest.h"

struct place reading_place(const struct reading *r, const struct node *node) {
    return (struct place){.file = r->file, .line = node->line, .column = node->column};
}

void reading_note(struct reading *r, enum err fault) {
    r->fault = r->fault == OK ? fault : r->fault;
}

void reading_unknown(struct reading *r, const struct node *member, const char *where,
                     const char *const *known, size_t n) {
    struct suggest like = {.word = node_key(member)};
    for (size_t i = 0; i < n; i++) {
        suggest_offer(&like, known[i]);
    }
    FAULT(r, member, "%s has no member \"%.*s\"%s%s%s", where, SPAN_ARG(node_key(member)),
          like.best ? "; did you mean \"" : "", like.best ? like.best : "", like.best ? "\"?" : "");
}

bool reading_text(struct reading *r, const struct node *node, struct span *out) {
    *out = node_text(node);
    if (!node_is(node, NODE_STRING) || out->len == 0) {
        FAULT(r, node, "\"%.*s\" must be a text%s", SPAN_ARG(node_key(node)),
              node_is(node, NODE_STRING) ? " that is not empty" : "; put it in quotes");
        return false;
    }
    return true;
}

void reading_pointer(struct reading *r, const struct node *node, struct span *out) {
    if (reading_text(r, node, out) && out->ptr[0] != '/') {
        FAULT(r, node, "\"%.*s\" must be a JSON pointer into the answer: /access",
              SPAN_ARG(node_key(node)));
    }
}
