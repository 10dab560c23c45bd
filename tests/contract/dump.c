/* SPDX-License-Identifier: Apache-2.0 */
/* Writing everything that loading a contract gives. */
#include "dump.h"

#include "text/json.h"

static void add_text(struct buf *out, const char *label, struct span text) {
    if (text.len) {
        buf_printf(out, " %s=%.*s", label, SPAN_ARG(text));
    }
}

static void add_place(struct buf *out, struct place place) {
    buf_printf(out, " @ %.*s:%u:%u %.*s\n", SPAN_ARG(place.file), place.line, place.column,
               SPAN_ARG(place.pointer));
}

static void add_node(struct buf *out, const char *label, const struct node *node) {
    if (node) {
        struct json_writer writer = {.out = out};
        buf_printf(out, " %s=", label);
        json_node(&writer, node);
    }
}

static const char *kind_word(enum scheme_kind kind) {
    switch (kind) {
    case SCHEME_UNKNOWN:
        return "unknown";
    case SCHEME_BEARER:
        return "bearer";
    case SCHEME_BASIC:
        return "basic";
    case SCHEME_AUTHORIZATION:
        return "authorization";
    case SCHEME_HEADER:
        return "header";
    case SCHEME_QUERY:
        return "query";
    case SCHEME_COOKIE:
        return "cookie";
    case SCHEME_DIGEST:
        return "digest";
    case SCHEME_MUTUAL_TLS:
        return "mutual-tls";
    }
    return "?";
}

static void add_scheme(struct buf *out, const struct scheme *scheme) {
    buf_printf(out, "scheme %.*s %s", SPAN_ARG(scheme->name), kind_word(scheme->kind));
    add_text(out, "parameter", scheme->parameter);
    add_text(out, "prefix", scheme->prefix);
    add_text(out, "format", scheme->bearer_format);
    add_text(out, "openid", scheme->openid_url);
    buf_text(out, scheme->oauth2 ? " oauth2" : "");
    add_place(out, scheme->place);
    VEC_EACH(const struct flow, flow, &scheme->flows) {
        buf_printf(out, "  flow %.*s", SPAN_ARG(flow->kind));
        add_text(out, "token", flow->token_url);
        add_text(out, "refresh", flow->refresh_url);
        add_text(out, "authorization", flow->authorization_url);
        VEC_EACH(const struct span, scope, &flow->scopes) {
            add_text(out, "scope", *scope);
        }
        buf_byte(out, '\n');
    }
}

static void add_requirement(struct buf *out, const struct requirement *requirement) {
    const char *separator = "";
    buf_byte(out, '{');
    VEC_EACH(const struct need, need, &requirement->needs) {
        buf_printf(out, "%s%.*s", separator, SPAN_ARG(need->name));
        buf_text(out, need->scheme ? "" : "?");
        for (size_t i = 0; i < need->scopes.n; i++) {
            buf_printf(out, "%s%.*s", i ? "+" : ":", SPAN_ARG(need->scopes.at[i]));
        }
        separator = " & ";
    }
    buf_byte(out, '}');
}

static void add_security(struct buf *out, const struct security *security) {
    buf_printf(out, "  security%s%s%s%s [", security->declared ? " declared" : "",
               security->inherited ? " inherited" : "",
               security_is_public(security) ? " public" : "",
               security_is_optional(security) ? " optional" : "");
    for (size_t i = 0; i < security->any.n; i++) {
        buf_text(out, i ? " | " : "");
        add_requirement(out, &security->any.at[i]);
    }
    buf_byte(out, ']');
    add_place(out, security->place);
}

static void add_parameter(struct buf *out, const struct parameter *parameter) {
    static const char *const places[] = {"path", "query", "header", "cookie"};
    buf_printf(out, "  %s %.*s %.*s%s%s", places[parameter->in], SPAN_ARG(parameter->name),
               SPAN_ARG(parameter->style), parameter->explode ? " explode" : "",
               parameter->required ? " required" : "");
    add_text(out, "content", parameter->content_type);
    add_node(out, "schema", parameter->schema);
    add_node(out, "example", parameter->example);
    add_place(out, parameter->place);
}

static void add_operation(struct buf *out, const struct operation *operation) {
    buf_printf(out, "%.*s %.*s", SPAN_ARG(operation->method), SPAN_ARG(operation->path));
    add_text(out, "base", operation->base);
    add_text(out, "id", operation->id);
    add_text(out, "summary", operation->summary);
    VEC_EACH(const struct span, tag, &operation->tags) {
        add_text(out, "tag", *tag);
    }
    buf_text(out, operation->deprecated ? " deprecated" : "");
    buf_text(out, operation->body_required ? " body-required" : "");
    buf_text(out, operation->takes_password ? " takes-password" : "");
    VEC_EACH(const struct span, password, &operation->passwords) {
        add_text(out, "password", *password);
    }
    buf_text(out, operation->names_account ? " names-account" : "");
    add_text(out, "gap", operation->gap);
    add_place(out, operation->place);
    add_security(out, &operation->security);
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        add_parameter(out, parameter);
    }
    VEC_EACH(const struct media, media, &operation->bodies) {
        buf_printf(out, "  body %.*s", SPAN_ARG(media->type));
        add_node(out, "schema", media->schema);
        add_node(out, "example", media->example);
        add_node(out, "encoding", media->encoding);
        buf_byte(out, '\n');
    }
}

void dump_contract(struct buf *out, const struct contract *contract) {
    buf_printf(out, "contract %u", contract->dialect);
    add_text(out, "title", contract->title);
    add_text(out, "version", contract->version);
    buf_byte(out, '\n');
    VEC_EACH(const struct server, server, &contract->servers) {
        buf_printf(out, "server %.*s", SPAN_ARG(server->url));
        add_place(out, server->place);
    }
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        add_scheme(out, scheme);
    }
    VEC_EACH(const struct operation, operation, &contract->operations) {
        add_operation(out, operation);
    }
    VEC_EACH(const struct unreadable, one, &contract->unreadable) {
        buf_printf(out, "unreadable %.*s %.*s: %.*s", SPAN_ARG(one->method), SPAN_ARG(one->path),
                   SPAN_ARG(one->reason));
        add_place(out, one->place);
    }
}

void dump_diag(struct buf *out, const struct diag *diag) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    VEC_EACH(const struct diag_item, item, &diag->items) {
        buf_add(out, diag_line(&arena, item));
        buf_byte(out, '\n');
    }
}
