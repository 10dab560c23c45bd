/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes with their names, and as they are written. */
#include "contract/outline.h"

#include "text/json.h"

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

struct span outline_name(struct arena *arena, struct outline_schemes *schemes, struct span scheme) {
    VEC_EACH(const struct outline_scheme, each, schemes) {
        if (span_equal(each->scheme, scheme)) {
            return each->name;
        }
    }
    struct outline_scheme made = {scheme, camel(arena, scheme)};
    return vec_push(arena, schemes, made) ? made.name : SPAN("");
}

static void write_scheme(const struct outline_scheme *scheme, struct buf *out) {
    struct span name = scheme->scheme, kind = span_cut(&name, ' ');
    buf_printf(out, "    %.*s: ", SPAN_ARG(scheme->name));
    if (span_equal(kind, SPAN("bearer")) || span_equal(kind, SPAN("basic"))) {
        buf_printf(out, "{type: http, scheme: %.*s%s}\n", SPAN_ARG(kind),
                   name.len ? ", bearerFormat: JWT" : "");
        return;
    }
    bool prefix = span_equal(kind, SPAN("prefix"));
    buf_printf(out, "{type: apiKey, in: %.*s, name: ", SPAN_ARG(prefix ? SPAN("header") : kind));
    json_quote(out, prefix ? SPAN("Authorization") : name);
    if (prefix) {
        BUF_SCOPE words = {0};
        buf_printf(&words, "Token-based authentication with required prefix \"%.*s\"",
                   SPAN_ARG(name));
        buf_text(out, ", description: ");
        json_quote(out, buf_span(&words));
    }
    buf_text(out, "}\n");
}

void outline_write(const struct outline_schemes *schemes, struct buf *out) {
    if (schemes->n) {
        buf_text(out, "components:\n  securitySchemes:\n");
    }
    VEC_EACH(const struct outline_scheme, scheme, schemes) {
        write_scheme(scheme, out);
    }
}

void outline_method(struct span method, struct buf *out) {
    buf_text(out, "    ");
    for (size_t i = 0; i < method.len; i++) {
        buf_byte(out, (char)(method.ptr[i] | 0x20));
    }
    buf_text(out, ":\n");
}
