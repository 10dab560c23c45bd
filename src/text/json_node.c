/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a tree back as JSON. */
#include "text/json.h"

static void write_object(struct json_writer *w, const struct node *node) {
    json_begin_object(w);
    NODE_EACH(member, node) {
        json_key_span(w, node_key(member));
        json_node(w, member);
    }
    json_end_object(w);
}

static void write_array(struct json_writer *w, const struct node *node) {
    json_begin_array(w);
    NODE_EACH(item, node) {
        json_node(w, item);
    }
    json_end_array(w);
}

/* The depth of a tree is bounded by whoever parsed it (LIMIT_TREE_DEPTH). */
void json_node(struct json_writer *w, const struct node *node) {
    switch (node ? (enum node_kind)node->kind : NODE_NULL) {
    case NODE_NULL:
        json_null(w);
        break;
    case NODE_FALSE:
        json_bool(w, false);
        break;
    case NODE_TRUE:
        json_bool(w, true);
        break;
    case NODE_NUMBER:
        json_raw(w, node_number(node));
        break;
    case NODE_STRING:
        json_string(w, node_text(node));
        break;
    case NODE_ARRAY:
        write_array(w, node);
        break;
    case NODE_OBJECT:
        write_object(w, node);
        break;
    }
}
