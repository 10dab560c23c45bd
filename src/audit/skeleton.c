/* SPDX-License-Identifier: Apache-2.0 */
/* The skeleton of a contract, line by line. */
#include "audit/skeleton.h"

#include "base/map.h"
#include "base/vec.h"
#include "text/json.h"

struct scheme_name {
    struct span scheme; /* "header X-API-Key" */
    struct span name;   /* "headerXAPIKey" */
};

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
    VEC(struct scheme_name) schemes;
};

static struct span camel(struct arena *arena, struct span scheme) {
    BUF_SCOPE name = {0};
    bool up = false;
    for (size_t i = 0; i < scheme.len; i++) {
        char c = scheme.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) {
            buf_byte(&name, up && c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c);
        }
        up = !letter;
    }
    buf_text(&name, "Auth");
    return arena_dup(arena, buf_span(&name));
}

static struct span name_of(struct writing *w, struct span scheme) {
    VEC_EACH(const struct scheme_name, each, &w->schemes) {
        if (span_equal(each->scheme, scheme)) {
            return each->name;
        }
    }
    struct scheme_name made = {scheme, camel(w->arena, scheme)};
    return vec_push(w->arena, &w->schemes, made) ? made.name : SPAN("");
}

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
            buf_printf(w->out, "        - %.*s: []\n", SPAN_ARG(name_of(w, scheme)));
            none = false;
        }
    }
    if (none) {
        buf_printf(w->out, "        - %.*s: []\n", SPAN_ARG(name_of(w, SPAN("cookie sessionid"))));
    }
}

static void write_operation(struct writing *w, const struct endpoint_result *row,
                            struct span method) {
    buf_text(w->out, "    ");
    for (size_t i = 0; i < method.len; i++) {
        buf_byte(w->out, (char)(method.ptr[i] | 0x20));
    }
    buf_text(w->out, ":\n      x-postern-view: ");
    json_quote(w->out, row->view);
    buf_byte(w->out, '\n');
    if (!row->decided) {
        buf_text(w->out, "      x-postern-undecided: ");
        json_quote(w->out, row->reason);
        buf_byte(w->out, '\n');
    }
    write_security(w, row);
    bool body = span_equal(method, SPAN("POST")) || span_equal(method, SPAN("PUT")) ||
                span_equal(method, SPAN("PATCH"));
    if (body && row->authenticators.n) { /* frameworks that authenticate before they parse */
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

static void write_scheme(struct writing *w, const struct scheme_name *scheme) {
    struct span name = scheme->scheme, kind = span_cut(&name, ' ');
    buf_printf(w->out, "    %.*s: ", SPAN_ARG(scheme->name));
    if (span_equal(kind, SPAN("bearer")) || span_equal(kind, SPAN("basic"))) {
        buf_printf(w->out, "{type: http, scheme: %.*s}\n", SPAN_ARG(kind));
        return;
    }
    bool prefix = span_equal(kind, SPAN("prefix"));
    buf_printf(w->out, "{type: apiKey, in: %.*s, name: ", SPAN_ARG(prefix ? SPAN("header") : kind));
    json_quote(w->out, prefix ? SPAN("Authorization") : name);
    if (prefix) {
        BUF_SCOPE words = {0};
        buf_printf(&words, "Token-based authentication with required prefix \"%.*s\"",
                   SPAN_ARG(name));
        buf_text(w->out, ", description: ");
        json_quote(w->out, buf_span(&words));
    }
    buf_text(w->out, "}\n");
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
    if (w.schemes.n) {
        buf_text(out, "components:\n  securitySchemes:\n");
    }
    VEC_EACH(const struct scheme_name, scheme, &w.schemes) {
        write_scheme(&w, scheme);
    }
    return buf_status(out);
}
