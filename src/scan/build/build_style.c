/* SPDX-License-Identifier: Apache-2.0 */
/* Joining arrays and objects with the delimiters of their style. */
#include "scan/build/build_style.h"

#include "text/json.h"
#include "text/uri.h"

void style_text(struct buf *out, const struct node *value) {
    switch ((enum node_kind)value->kind) {
    case NODE_NULL:
        break;
    case NODE_FALSE:
        buf_text(out, "false");
        break;
    case NODE_TRUE:
        buf_text(out, "true");
        break;
    case NODE_NUMBER:
    case NODE_STRING:
        buf_add(out, (struct span){value->text, value->len});
        break;
    case NODE_ARRAY:
    case NODE_OBJECT: {
        struct json_writer writer = {.out = out};
        json_node(&writer, value);
        break;
    }
    }
}

enum coding { CODING_URL, CODING_FORM, CODING_NONE };

static void add_coded(struct buf *out, struct span text, enum coding coding) {
    switch (coding) {
    case CODING_URL:
        uri_encode(out, text, URI_UNRESERVED);
        break;
    case CODING_FORM:
        uri_encode(out, text, URI_FORM);
        break;
    case CODING_NONE:
        for (size_t i = 0; i < text.len; i++) {
            if ((unsigned char)text.ptr[i] >= ' ' && text.ptr[i] != 0x7f) {
                buf_byte(out, text.ptr[i]);
            }
        }
        break;
    }
}

static void add_value(struct buf *out, const struct node *value, enum coding coding) {
    BUF_SCOPE text = {0};
    style_text(&text, value);
    add_coded(out, buf_span(&text), coding);
    out->failed = out->failed || text.failed;
}

/* How the items of one value are put together. */
struct joint {
    const char *between;     /* two items */
    const char *key_value;   /* a member's name and its value */
    struct span name_before; /* "name=" before each item, when not empty */
    enum coding coding;
};

static void add_joined(struct buf *out, const struct node *value, const struct joint *joint) {
    bool first = true;
    NODE_EACH(item, value) {
        buf_text(out, first ? "" : joint->between);
        first = false;
        if (value->kind == NODE_OBJECT) {
            add_coded(out, node_key(item), joint->coding);
            buf_text(out, joint->key_value);
        } else if (joint->name_before.ptr) {
            add_coded(out, joint->name_before, joint->coding);
            buf_byte(out, '=');
        }
        add_value(out, item, joint->coding);
    }
}

static bool is_compound(const struct node *value) {
    return node_is(value, NODE_ARRAY) || node_is(value, NODE_OBJECT);
}

static void path_label(struct buf *out, const struct parameter *p, const struct node *value) {
    buf_byte(out, '.');
    if (!is_compound(value)) {
        add_value(out, value, CODING_URL);
        return;
    }
    struct joint joint = {p->explode ? "." : ",", p->explode ? "=" : ",", {NULL, 0}, CODING_URL};
    add_joined(out, value, &joint);
}

static void path_matrix(struct buf *out, const struct parameter *p, const struct node *value) {
    buf_byte(out, ';');
    if (is_compound(value) && p->explode) {
        add_joined(out, value, &(struct joint){";", "=", p->name, CODING_URL});
        return;
    }
    add_coded(out, p->name, CODING_URL);
    buf_byte(out, '=');
    if (is_compound(value)) {
        add_joined(out, value, &(struct joint){",", ",", {NULL, 0}, CODING_URL});
    } else {
        add_value(out, value, CODING_URL);
    }
}

static void simple(struct buf *out, const struct parameter *p, const struct node *value,
                   enum coding coding) {
    if (p->content_type.len || !is_compound(value)) {
        add_value(out, value, coding);
        return;
    }
    struct joint joint = {",", p->explode ? "=" : ",", {NULL, 0}, coding};
    add_joined(out, value, &joint);
}

void style_path(struct buf *out, const struct parameter *parameter, const struct node *value) {
    if (span_equal(parameter->style, SPAN("label"))) {
        path_label(out, parameter, value);
    } else if (span_equal(parameter->style, SPAN("matrix"))) {
        path_matrix(out, parameter, value);
    } else {
        simple(out, parameter, value, CODING_URL);
    }
}

void style_header(struct buf *out, const struct parameter *parameter, const struct node *value) {
    simple(out, parameter, value, CODING_NONE);
}

/* The delimiter between items that are not exploded, ready encoded. */
static const char *delimiter(struct span style) {
    if (span_equal(style, SPAN("spaceDelimited"))) {
        return "%20";
    }
    if (span_equal(style, SPAN("pipeDelimited"))) {
        return "%7C";
    }
    return span_equal(style, SPAN("tabDelimited")) ? "%09" : ",";
}

static void deep_object(struct buf *out, const struct parameter *p, const struct node *value) {
    bool first = true;
    NODE_EACH(item, value) {
        buf_text(out, first ? "" : "&");
        first = false;
        add_coded(out, p->name, CODING_URL);
        buf_text(out, "%5B");
        add_coded(out, node_key(item), CODING_URL);
        buf_text(out, "%5D=");
        add_value(out, item, CODING_URL);
    }
}

void style_query(struct buf *out, const struct parameter *parameter, const struct node *value) {
    bool compound = is_compound(value) && node_first(value) && !parameter->content_type.len;
    if (compound && node_is(value, NODE_OBJECT) &&
        span_equal(parameter->style, SPAN("deepObject"))) {
        deep_object(out, parameter, value);
        return;
    }
    if (compound && parameter->explode) {
        add_joined(out, value, &(struct joint){"&", "=", parameter->name, CODING_URL});
        return;
    }
    add_coded(out, parameter->name, CODING_URL);
    buf_byte(out, '=');
    if (compound) {
        const char *between = delimiter(parameter->style);
        add_joined(out, value, &(struct joint){between, between, {NULL, 0}, CODING_URL});
    } else if (!is_compound(value) || parameter->content_type.len) {
        add_value(out, value, CODING_URL);
    }
}

void style_cookie(struct buf *out, const struct parameter *parameter, const struct node *value) {
    add_coded(out, parameter->name, CODING_NONE);
    buf_byte(out, '=');
    if (is_compound(value) && !parameter->content_type.len) {
        add_joined(out, value, &(struct joint){",", ",", {NULL, 0}, CODING_URL});
    } else {
        add_value(out, value, CODING_URL);
    }
}

void style_form(struct buf *out, struct span name, const struct node *value) {
    if (node_is(value, NODE_ARRAY)) {
        add_joined(out, value, &(struct joint){"&", "", name, CODING_FORM});
        return;
    }
    add_coded(out, name, CODING_FORM);
    buf_byte(out, '=');
    add_value(out, value, CODING_FORM);
}
