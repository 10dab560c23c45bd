/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl's spelling: "Name: value" sends a field, "Name;" an empty one, "Name:" takes one back. */
#include "http/line.h"

static void add_text(struct buf *out, const char *line) {
    buf_text(out, line);
    buf_byte(out, '\0');
}

static void add_field(struct buf *out, const struct field *field) {
    struct span value = span_trim(field->value);
    buf_add(out, field->name);
    if (value.len) {
        buf_add(out, SPAN(": "));
        buf_add(out, value);
    } else {
        buf_byte(out, ';');
    }
    buf_byte(out, '\0');
}

static bool has(const struct request *request, const struct fields *extra, struct span name) {
    return fields_get(&request->fields, name).ptr || fields_get(extra, name).ptr;
}

/* RFC 9110 §8.6: a method that is meant to carry content says so when there is none. */
static bool expects_content(struct span method) {
    return span_equal(method, SPAN("POST")) || span_equal(method, SPAN("PUT")) ||
           span_equal(method, SPAN("PATCH"));
}

static size_t add_corrections(struct buf *out, const struct request *request,
                              const struct fields *extra) {
    size_t count = 0;
    if (request->body.len) {
        if (!has(request, extra, SPAN("Content-Type"))) {
            add_text(out, "Content-Type:");
            count++;
        }
        if (!has(request, extra, SPAN("Expect"))) {
            add_text(out, "Expect:");
            count++;
        }
    } else if (expects_content(request->method) && !has(request, extra, SPAN("Content-Length")) &&
               !has(request, extra, SPAN("Transfer-Encoding"))) {
        add_text(out, "Content-Length: 0");
        count++;
    }
    if (!has(request, extra, SPAN("Accept-Encoding"))) {
        add_text(out, "Accept-Encoding:");
        count++;
    }
    return count;
}

size_t line_build(struct buf *out, const struct request *request, const struct fields *extra) {
    size_t count = request->fields.n;
    buf_clear(out);
    for (size_t i = 0; i < request->fields.n; i++) {
        add_field(out, &request->fields.at[i]);
    }
    for (size_t i = 0; i < extra->n; i++) {
        if (!fields_get(&request->fields, extra->at[i].name).ptr) {
            add_field(out, &extra->at[i]);
            count++;
        }
    }
    return count + add_corrections(out, request, extra);
}

void line_target(struct buf *out, struct span prefix, struct span target) {
    buf_clear(out);
    buf_add(out, prefix);
    if (target.len == 0 || target.ptr[0] != '/') {
        buf_byte(out, '/');
    }
    buf_add(out, target);
    buf_byte(out, '\0');
}
