/* SPDX-License-Identifier: Apache-2.0 */
/* From an operation to a request: path, query, header fields, cookies, body. */
#include "scan/build/build.h"

#include "base/mutant.h"
#include "scan/build/build_body.h"
#include "scan/build/build_known.h"
#include "scan/build/build_path.h"
#include "scan/build/build_schema.h"
#include "scan/build/build_style.h"
#include "scan/build/build_value.h"
#include "scan/build/noun.h"
#include "scan/credential/credential_place.h"
#include "text/field.h"
#include "text/uri.h"
#include "text/words.h"

/* An object that a read asks for in its query is one that is there: "/invoice?number=",
 * "?order_id=", and "/orders/export?id=". {NULL, 0}: none is known. */
static struct span known_in_query(const struct builder *b, const struct parameter *parameter) {
    struct schema_view view;
    schema_open(&view, b->contract, parameter->schema);
    struct span type = schema_type(&view), format = node_text(schema_get(&view, SPAN("format")));
    struct span path = uri_without_slash(b->operation->path), last = uri_last_segment(path);
    bool choice = schema_get(&view, SPAN("enum")) || schema_get(&view, SPAN("const"));
    if (parameter->in != IN_QUERY || b->spoil || !build_is_read(b->operation->method) || choice ||
        !noun_is_id(parameter->name) || MUTANT(queries_name_nothing)) {
        return (struct span){NULL, 0};
    }
    struct span known = build_known_id(b->known, parameter, type, format, path);
    struct span above = uri_without_slash(span_slice(path, 0, path.len - last.len));
    return known.ptr || noun_of(parameter->name).len
               ? known
               : build_known_id(b->known, parameter, type, format, above);
}

/* A value for a query, header or cookie parameter; NULL: the builder gave up. */
static enum err parameter_value(struct builder *b, const struct parameter *parameter,
                                const struct node **out) {
    struct span user = build_user_value(b->known, b->operation, parameter->name);
    if (user.ptr) {
        *out = value_string(b->arena, user);
        return *out ? OK : ERR_MEMORY;
    }
    struct span known = known_in_query(b, parameter);
    if (known.ptr) {
        *out = value_string(b->arena, known);
        return *out ? OK : ERR_MEMORY;
    }
    *out = parameter->example;
    if (*out && !node_is(*out, NODE_NULL)) {
        return OK;
    }
    struct value_maker maker = {.arena = b->arena, .contract = b->contract};
    TRY(value_make(&maker, parameter->schema, parameter->name, out));
    if (*out) {
        return OK;
    }
    return builder_give_up(b, "no value for the parameter %.*s: %.*s", SPAN_ARG(parameter->name),
                           SPAN_ARG(maker.reason));
}

/* True when a scheme of the contract carries its credential under that name: a request without a
 * credential must not hold it. */
static bool carries_credential(const struct contract *contract, const struct parameter *parameter) {
    static const enum scheme_kind kinds[] = {
        [IN_QUERY] = SCHEME_QUERY, [IN_HEADER] = SCHEME_HEADER, [IN_COOKIE] = SCHEME_COOKIE};
    if (parameter->in == IN_HEADER && span_equal_nocase(parameter->name, SPAN("Authorization"))) {
        return true;
    }
    return parameter->in != IN_PATH &&
           contract_carries(contract, kinds[parameter->in], parameter->name);
}

bool build_is_reserved_field(struct span name) {
    static const struct span names[] = {SPAN_INIT("Accept"),           SPAN_INIT("Content-Type"),
                                        SPAN_INIT("Content-Length"),   SPAN_INIT("Host"),
                                        SPAN_INIT("Cookie"),           SPAN_INIT("Connection"),
                                        SPAN_INIT("Transfer-Encoding")};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (span_equal_nocase(names[i], name)) {
            return true;
        }
    }
    return name.len == 0;
}

/* Optional parameters are left out, unless the user gave a value: each one is one more way to be
 * refused for reasons that have nothing to do with the gate. */
static bool is_sent(const struct builder *b, const struct parameter *parameter) {
    if (parameter->in == IN_PATH ||
        (carries_credential(b->contract, parameter) && !MUTANT(credential_as_parameter))) {
        return false;
    }
    if (parameter->in == IN_HEADER && build_is_reserved_field(parameter->name)) {
        return false;
    }
    return parameter->required || build_user_value(b->known, b->operation, parameter->name).ptr;
}

static enum err add_field(struct builder *b, const struct parameter *parameter,
                          const struct buf *value) {
    struct span text = arena_dup(b->arena, buf_span(value));
    TRY_PTR(text.ptr);
    if (!field_is_token(parameter->name)) {
        return builder_give_up(b, "the parameter %.*s has no name that a header can carry",
                               SPAN_ARG(parameter->name));
    }
    return fields_add(b->arena, &b->draft->request.fields, parameter->name, text) ? OK : ERR_MEMORY;
}

static enum err add_cookie(struct builder *b, const struct buf *pair) {
    struct span rest = buf_span(pair);
    struct span name = span_cut(&rest, '=');
    return credential_cookie(b->arena, &b->draft->request, name, rest);
}

static enum err add_parameter(struct builder *b, const struct parameter *parameter,
                              struct buf *query) {
    const struct node *value = NULL;
    TRY(parameter_value(b, parameter, &value));
    if (!value) {
        return OK;
    }
    BUF_SCOPE text = {0};
    switch (parameter->in) {
    case IN_PATH:
        break;
    case IN_QUERY:
        buf_text(query, query->len ? "&" : "");
        style_query(query, parameter, value);
        break;
    case IN_HEADER:
        style_header(&text, parameter, value);
        TRY(buf_status(&text));
        return add_field(b, parameter, &text);
    case IN_COOKIE:
        style_cookie(&text, parameter, value);
        TRY(buf_status(&text));
        return add_cookie(b, &text);
    }
    return OK;
}

static enum err add_parameters(struct builder *b, struct buf *query) {
    for (size_t i = 0; i < b->operation->parameters.n && !builder_gave_up(b); i++) {
        if (is_sent(b, &b->operation->parameters.at[i])) {
            TRY(add_parameter(b, &b->operation->parameters.at[i], query));
        }
    }
    return OK;
}

struct span build_base(struct span base_url, struct span base) {
    struct span given = uri_path(base_url);
    if (!base.len || span_ends(given, base)) {
        return (struct span){"", 0};
    }
    bool begun = given.len && span_starts(base, given) && base.ptr[given.len] == '/';
    return begun ? span_from_index(base, given.len) : base;
}

static enum err build_url(struct builder *b, struct span base_url) {
    BUF_SCOPE url = {0};
    BUF_SCOPE query = {0};
    buf_add(&url, base_url);
    build_add_literal(&url, build_base(base_url, b->operation->base));
    TRY(build_add_path(b, &url));
    TRY(add_parameters(b, &query));
    if (query.len) {
        buf_byte(&url, span_find_byte(b->operation->path, '?') == SIZE_MAX ? '?' : '&');
        buf_add(&url, buf_span(&query));
    }
    TRY(buf_status(&query));
    TRY(buf_status(&url));
    b->draft->request.url = arena_dup(b->arena, buf_span(&url));
    TRY_PTR(b->draft->request.url.ptr);
    return OK;
}

/* A write whose body is no guard, and which names what it writes, may create just that; but numbers
 * are given by servers, and a UUID is sent by clients with PUT alone. */
static bool may_create(const struct builder *b) {
    const struct operation *operation = b->operation;
    bool ends_in_id =
        span_ends(operation->path, SPAN("}")) || span_ends(operation->path, SPAN("}/"));
    bool put = span_equal(operation->method, SPAN("PUT"));
    bool post = span_equal(operation->method, SPAN("POST"));
    return ends_in_id && !b->number && (put || (post && !b->uuid));
}

static enum err check_guard(struct builder *b, bool guarded_by_id) {
    if (!b->spoil || builder_gave_up(b)) {
        return OK;
    }
    if (!b->guarded && b->operation->gap.len && !b->operation->bodies.n) {
        return builder_give_up(b, "%.*s, and nothing else can be spoiled: any request might run it",
                               SPAN_ARG(b->operation->gap));
    }
    if (!b->guarded && !MUTANT(unguarded_sent)) {
        b->draft->spared = true;
        bool nothing = b->operation->bodies.n == 0 && !build_has_placeholder(b->operation->path);
        return builder_give_up(b, "%s: any request would run it; use --allow-writes",
                               nothing ? "takes neither a body nor an id"
                                       : "takes nothing that can be spoiled for certain");
    }
    if (guarded_by_id && may_create(b) && !MUTANT(put_may_create)) {
        b->draft->spared = true;
        return builder_give_up(b, "may create what its path names, whatever the body; use "
                                  "--allow-writes");
    }
    return OK;
}

enum err build_request(struct arena *arena, const struct contract *contract,
                       const struct operation *operation, const struct known_values *known,
                       struct span base_url, enum build_mode mode, struct draft *out) {
    return build_request_as(arena, contract, operation, known, base_url,
                            (struct build_how){.mode = mode}, out);
}

enum err build_request_as(struct arena *arena, const struct contract *contract,
                          const struct operation *operation, const struct known_values *known,
                          struct span base_url, struct build_how how, struct draft *out) {
    bool read = build_is_read(operation->method);
    *out = (struct draft){.request = {.method = operation->method}};
    struct builder builder = {
        .arena = arena,
        .contract = contract,
        .operation = operation,
        .known = known,
        .mode = how.mode,
        .id = how.id,
        .spoil = !read && how.mode != BUILD_REAL && !MUTANT(spoil_forgotten),
        .within = how.within,
        .draft = out,
    };
    TRY(build_url(&builder, base_url));
    bool guarded_by_id = builder.guarded;
    if (guarded_by_id) {
        builder.guarded = false;
    }
    if (!builder_gave_up(&builder)) {
        TRY(build_body(&builder));
    }
    bool by_id_alone = guarded_by_id && !builder.guarded;
    out->body_guards = builder.guarded;
    builder.guarded = builder.guarded || guarded_by_id;
    TRY(check_guard(&builder, by_id_alone));
    out->built = !builder_gave_up(&builder);
    out->safe = out->built && (read || builder.spoil);
    return OK;
}

bool build_body_names(const struct contract *contract, const struct operation *operation,
                      struct span words) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        struct schema_view view;
        schema_open_whole(&view, contract, media->schema);
        for (struct schema_walk walk = {.view = &view}; schema_next(&walk);) {
            if (words_any(node_key(walk.property), words)) {
                return true;
            }
        }
    }
    return false;
}

bool build_is_no_text(const struct contract *contract, const struct parameter *parameter) {
    struct schema_view view;
    schema_open(&view, contract, parameter->schema);
    struct span type = schema_type(&view);
    return parameter->in == IN_QUERY && !parameter->content_type.len &&
           (span_equal(type, SPAN("integer")) || span_equal(type, SPAN("number")));
}
