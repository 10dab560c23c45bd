/* SPDX-License-Identifier: Apache-2.0 */
/* The skeleton of a contract, line by line. */
#include "audit/skeleton.h"

#include "base/map.h"
#include "base/vec.h"
#include "contract/outline.h"
#include "text/json.h"

/* The rows of a route, in the order of the result. */
struct path {
    struct span route;
    VEC(const struct endpoint_result *) rows;
};

struct writing {
    struct arena *arena;
    struct buf *out;
    struct map routes; /* struct path */
    VEC(struct path *) paths;
    struct outline_schemes schemes;
};

static bool is_template(struct span route) {
    return span_find(route, SPAN("…")) == SIZE_MAX && span_starts(route, SPAN("/")) &&
           span_find(route, SPAN("{}")) == SIZE_MAX && span_find_byte(route, '(') == SIZE_MAX;
}

static enum err collect(struct writing *w, const struct result *result, size_t *left_out) {
    for (size_t i = 0; i < result->endpoints.n; i++) {
        const struct endpoint_result *row = &result->endpoints.at[i];
        if (!row->methods.n || !is_template(row->route)) {
            (*left_out)++;
            continue;
        }
        struct path *path = map_get(&w->routes, row->route);
        if (!path) {
            path = arena_new(w->arena, struct path);
            TRY_PTR(path);
            path->route = row->route;
            TRY(map_put(w->arena, &w->routes, row->route, path));
            TRY_PTR(vec_push(w->arena, &w->paths, path) ? path : NULL);
        }
        TRY_PTR(vec_push(w->arena, &path->rows, row) ? path : NULL);
    }
    return OK;
}

static void write_parameters(struct writing *w, struct span route) {
    bool first = true;
    for (size_t at; (at = span_find_byte(route, '{')) != SIZE_MAX;) {
        route = span_from_index(route, at + 1);
        size_t end = span_find_byte(route, '}');
        struct span name = span_slice(route, 0, end == SIZE_MAX ? route.len : end);
        buf_text(w->out, first ? "    parameters:\n" : "");
        buf_text(w->out, "      - {name: ");
        json_quote(w->out, name);
        buf_text(w->out, ", in: path, required: true, schema: {type: string}}\n");
        first = false;
    }
}

/* Each scheme once. Without one that is known, a row that is refused asks for the session. */
static void write_security(struct writing *w, const struct endpoint_result *row) {
    bool none = true;
    if (row->anonymous == ACCESS_ALLOWED) {
        buf_text(w->out, "      security: []\n");
        return;
    }
    buf_text(w->out, "      security:\n");
    for (size_t i = 0; i < row->authenticators.n; i++) {
        struct span scheme = row->authenticators.at[i].scheme;
        bool before = !scheme.len;
        for (size_t k = 0; k < i; k++) {
            before |= span_equal(row->authenticators.at[k].scheme, scheme);
        }
        if (!before) {
            buf_printf(w->out, "        - %.*s: []\n",
                       SPAN_ARG(outline_name(w->arena, &w->schemes, scheme)));
            none = false;
        }
    }
    if (none) {
        buf_printf(w->out, "        - %.*s: []\n",
                   SPAN_ARG(outline_name(w->arena, &w->schemes, SPAN("cookie sessionid"))));
    }
}

static void write_operation(struct writing *w, const struct endpoint_result *row,
                            struct span method) {
    outline_method(method, w->out);
    buf_text(w->out, "      x-postern-view: ");
    json_quote(w->out, row->view);
    buf_byte(w->out, '\n');
    if (!endpoint_told(row)) {
        buf_text(w->out, "      x-postern-undecided: ");
        json_quote(w->out, row->reason);
        buf_byte(w->out, '\n');
    }
    write_security(w, row);
    bool body = span_equal(method, SPAN("POST")) || span_equal(method, SPAN("PUT")) ||
                span_equal(method, SPAN("PATCH"));
    if (body && row->api) { /* it authenticates before it parses */
        buf_text(w->out, "      requestBody: {content: {application/json: {schema: {type: "
                         "object}}}}\n");
    }
    buf_text(w->out, "      responses: {\"200\": {description: \"\"}}\n");
}

static void write_path(struct writing *w, const struct path *path) {
    VEC(struct span) done = {0};
    buf_text(w->out, "  ");
    json_quote(w->out, path->route);
    buf_text(w->out, ":\n");
    write_parameters(w, path->route);
    VEC_EACH(const struct endpoint_result *, row, &path->rows) {
        VEC_EACH(const struct span, method, &(*row)->methods) {
            bool before = false;
            VEC_EACH(const struct span, each, &done) {
                before |= span_equal(*each, *method);
            }
            if (!before && vec_push(w->arena, &done, *method)) {
                write_operation(w, *row, *method);
            }
        }
    }
}

enum err skeleton_write(struct arena *arena, const struct result *result, struct buf *out,
                        size_t *left_out) {
    struct writing w = {.arena = arena, .out = out};
    *left_out = 0;
    TRY(collect(&w, result, left_out));
    buf_text(out, "openapi: 3.1.0\ninfo:\n  title: ");
    json_quote(out, result->target);
    buf_text(out, "\n  version: \"0\"\n  description: >-\n    Made by postern audit of the source: "
                  "what is served, and the security in effect.\npaths:");
    buf_text(out, w.paths.n ? "\n" : " {}\n");
    VEC_EACH(struct path *, path, &w.paths) {
        write_path(&w, *path);
    }
    outline_write(&w.schemes, out);
    return buf_status(out);
}
