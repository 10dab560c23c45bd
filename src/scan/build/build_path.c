/* SPDX-License-Identifier: Apache-2.0 */
/* From a path template to a path. */
#include "scan/build/build_path.h"

#include "scan/build/build_id.h"
#include "scan/build/build_style.h"
#include "text/uri.h"

void build_add_literal(struct buf *out, struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool stands = c > ' ' && c < 0x7f && !strchr("\"<>\\^`{|}#", c);
        if (stands) {
            buf_byte(out, (char)c);
        } else {
            uri_encode(out, span_slice(text, i, 1), URI_UNRESERVED);
        }
    }
}

static const struct parameter *path_parameter(const struct operation *operation, struct span name) {
    for (size_t i = 0; i < operation->parameters.n; i++) {
        const struct parameter *parameter = &operation->parameters.at[i];
        if (parameter->in == IN_PATH && span_equal(parameter->name, name)) {
            return parameter;
        }
    }
    return NULL;
}

/* Length of "{name}" at the start of the template, or 0. */
static size_t placeholder(struct span template) {
    size_t end = template.len && template.ptr[0] == '{' ? span_find_byte(template, '}') : SIZE_MAX;
    return end == SIZE_MAX || end < 2 ? 0 : end + 1;
}

bool build_has_placeholder(struct span template) {
    size_t open = span_find_byte(template, '{');
    while (open != SIZE_MAX) {
        template = span_from_index(template, open);
        if (placeholder(template)) {
            return true;
        }
        template = span_from_index(template, 1);
        open = span_find_byte(template, '{');
    }
    return false;
}

enum err build_add_path(struct builder *b, struct buf *url) {
    struct span path = b->operation->path;
    for (size_t at = 0; at < path.len && !builder_gave_up(b);) {
        struct span rest = span_from_index(path, at);
        size_t length = placeholder(rest);
        if (!length) {
            build_add_literal(url, span_slice(rest, 0, 1));
            at++;
            continue;
        }
        struct span name = span_slice(rest, 1, length - 2);
        const struct parameter undeclared = {.name = name, .in = IN_PATH, .required = true};
        const struct parameter *parameter = path_parameter(b->operation, name);
        const struct node *value = NULL;
        parameter = parameter ? parameter : &undeclared;
        bool last = !build_has_placeholder(span_from_index(rest, length));
        TRY(build_path_value(b, parameter, span_slice(path, 0, at), last, &value));
        if (value) {
            size_t before = url->len;
            style_path(url, parameter, value);
            if (url->len == before) {
                return builder_give_up(b, "the value for {%.*s} is empty", SPAN_ARG(name));
            }
        }
        at += length;
    }
    return OK;
}
