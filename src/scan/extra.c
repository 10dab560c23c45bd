/* SPDX-License-Identifier: Apache-2.0 */
/* Writing more members into objects, forms and queries. */
#include "scan/extra.h"

#include "base/buf.h"
#include "text/uri.h"

/* As a form has it: what stands between the quotes of a text, or of a list of one. */
static struct span form_value(struct span json) {
    struct span value = json;
    value = span_starts(value, SPAN("[")) ? span_slice(value, 1, value.len - 2) : value;
    return span_starts(value, SPAN("\"")) ? span_slice(value, 1, value.len - 2) : value;
}

/* By its name in quotes, or before an equals sign: what it asks for already is not asked twice. */
static bool names(struct arena *arena, struct span text, struct span name) {
    struct span quoted = arena_printf(arena, "\"%.*s\"", SPAN_ARG(name));
    struct span first = arena_printf(arena, "%.*s=", SPAN_ARG(name));
    struct span later = arena_printf(arena, "&%.*s=", SPAN_ARG(name));
    return span_find(text, quoted) != SIZE_MAX || span_starts(text, first) ||
           span_find(text, later) != SIZE_MAX;
}

static struct span query_of(struct span url) {
    struct span rest = url;
    span_cut(&rest, '?');
    return rest.ptr ? rest : SPAN("");
}

/* Pairs of name and value behind what stands there. */
static void add_pairs(struct arena *arena, const struct extra *extras, size_t n, struct span held,
                      const char *between, struct buf *out) {
    for (size_t i = 0; i < n; i++) {
        if (!names(arena, held, extras[i].name)) {
            buf_text(out, between);
            buf_add(out, extras[i].name);
            buf_byte(out, '=');
            buf_add(out, uri_encoded(arena, form_value(extras[i].json), URI_UNRESERVED));
            between = "&";
        }
    }
}

static enum err put_query(struct arena *arena, const struct extra *extras, size_t n,
                          struct request *request) {
    BUF_SCOPE url = {0};
    buf_add(&url, request->url);
    add_pairs(arena, extras, n, query_of(request->url),
              span_find_byte(request->url, '?') == SIZE_MAX ? "?" : "&", &url);
    TRY(buf_status(&url));
    request->url = arena_dup(arena, buf_span(&url));
    return request->url.ptr ? OK : ERR_MEMORY;
}

static void add_members(struct arena *arena, const struct extra *extras, size_t n,
                        struct span object, struct buf *out) {
    struct span inside = span_trim(span_slice(object, 1, object.len - 2));
    bool follows = inside.len != 0;
    buf_byte(out, '{');
    buf_add(out, inside);
    for (size_t i = 0; i < n; i++) {
        if (!names(arena, object, extras[i].name)) {
            buf_text(out, follows ? ",\"" : "\"");
            buf_add(out, extras[i].name);
            buf_text(out, "\":");
            buf_add(out, extras[i].json);
            follows = true;
        }
    }
    buf_byte(out, '}');
}

static enum err put_body(struct arena *arena, const struct extra *extras, size_t n,
                         struct request *request) {
    BUF_SCOPE body = {0};
    struct span held = span_trim(request->body);
    struct span type = fields_get(&request->fields, SPAN("Content-Type"));
    bool none = held.len == 0;
    if (none || (span_starts(held, SPAN("{")) && span_ends(held, SPAN("}")))) {
        add_members(arena, extras, n, none ? SPAN("{}") : held, &body);
    } else if (span_find_nocase(type, SPAN("x-www-form-urlencoded")) != SIZE_MAX) {
        buf_add(&body, held);
        add_pairs(arena, extras, n, held, "&", &body);
    } else {
        return OK;
    }
    TRY(buf_status(&body));
    request->body = arena_dup(arena, buf_span(&body));
    TRY_PTR(request->body.ptr);
    return !none || fields_set(arena, &request->fields, SPAN("Content-Type"),
                               SPAN("application/json"))
               ? OK
               : ERR_MEMORY;
}

enum err extras_put(struct arena *arena, const struct extra *extras, size_t n, unsigned places,
                    struct request *request) {
    bool bodiless = span_equal(request->method, SPAN("GET"));
    if ((places & EXTRA_BODY) && !bodiless) {
        TRY(put_body(arena, extras, n, request));
    }
    return places & EXTRA_QUERY || bodiless ? put_query(arena, extras, n, request) : OK;
}
