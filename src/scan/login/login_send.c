/* SPDX-License-Identifier: Apache-2.0 */
/* Putting names and passwords into requests, and answers into words. */
#include "scan/login/login_send.h"

#include "scan/build/build_style.h"
#include "scan/build/build_value.h"
#include "scan/login/login_describe.h"
#include "scan/login/login_otp.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"

enum { EXCERPT = 160 };

/* The start of an answer's body on one line; nothing of a page, which says little. */
static struct span excerpt(struct login_attempt *a, const struct response *response) {
    struct span type = fields_get(&response->fields, SPAN("Content-Type"));
    struct span body = identities_redact(a->login->wallet->identities, a->arena,
                                         span_slice(response->body, 0, 4096));
    if (span_find_nocase(type, SPAN("html")) != SIZE_MAX || !body.len) {
        return (struct span){"", 0};
    }
    BUF_SCOPE text = {0};
    bool gap = false;
    for (size_t i = 0; i < body.len && text.len < EXCERPT; i++) {
        unsigned char c = (unsigned char)body.ptr[i];
        if (c <= ' ' || c == 0x7f) {
            gap = text.len != 0;
            continue;
        }
        buf_text(&text, gap ? " " : "");
        buf_byte(&text, (char)c);
        gap = false;
    }
    buf_text(&text, text.len >= EXCERPT ? "…" : "");
    return arena_printf(a->arena, " %.*s", SPAN_ARG(buf_span(&text)));
}

/* A place that is not there says nothing about the password. */
static bool may_mean_wrong(const struct response *response) {
    switch (response->status) {
    case 404:
    case 405:
    case 410:
    case 415:
    case 501:
        return false;
    default:
        return response->status >= 400 && response->status < 500;
    }
}

/* Nobody gave the seed of one-time codes, and the answer speaks of them. */
static bool wants_code(const struct login_attempt *a, const struct response *response) {
    const struct login_spec *spec = a->grant->route->spec;
    bool page = span_starts(span_trim(response->body), SPAN("<"));
    return !page && !a->identity->otp.value.len && !(spec && spec->otp.value.len) &&
           (words_any(response->body, SPAN(" otp totp mfa 2fa tfa ")) ||
            span_find_nocase(response->body, SPAN("one-time")) != SIZE_MAX ||
            span_find_nocase(response->body, SPAN("two-factor")) != SIZE_MAX ||
            span_find_nocase(response->body, SPAN("two_factor")) != SIZE_MAX);
}

enum err login_tell(struct login_attempt *a, const struct exchange *exchange, struct span path,
                    const char *why) {
    const struct request *request = &exchange->request;
    const struct response *response = &exchange->response;
    a->wrong = may_mean_wrong(response) || (login_succeeded(response) && *why);
    if (response->wire != WIRE_OK) {
        a->wrong = true; /* who knows what came of it */
        a->answer = arena_printf(a->arena, "%.*s %.*s: %s", SPAN_ARG(request->method),
                                 SPAN_ARG(path), wire_words(response->wire));
        return a->answer.ptr ? OK : ERR_MEMORY;
    }
    /* what a success answered may be a credential all the same, so it is not shown */
    struct span text = login_succeeded(response) ? login_describe(a->arena, request, response)
                                                 : excerpt(a, response);
    a->answer = arena_printf(a->arena, "%.*s %.*s answered %d%s%.*s%s", SPAN_ARG(request->method),
                             SPAN_ARG(path), response->status, why, SPAN_ARG(text),
                             wants_code(a, response) ? "; it asks for a one-time code: give the "
                                                       "identity its seed, as otp: env:SEED"
                                                     : "");
    a->grant->said = arena_dup(a->login->wallet->arena, a->answer);
    return a->answer.ptr && a->grant->said.ptr ? OK : ERR_MEMORY;
}

enum err login_fetch(struct login_attempt *a, struct exchange *exchange) {
    TRY(wallet_put_companions(a->login->wallet, a->arena, a->identity, &exchange->request));
    TRY(client_fetch(a->login->client, a->arena, exchange));
    if (exchange->response.wire == WIRE_STOPPED) {
        return ERR_STOPPED;
    }
    TRY(a->login->heard ? a->login->heard(a->login->hearer, exchange) : OK);
    return wire_ends(exchange->response.wire);
}

bool login_succeeded(const struct response *response) {
    return response->wire == WIRE_OK && response->status >= 200 && response->status < 400;
}

enum err pairs_add(struct pairs *pairs, struct span name, const struct node *value) {
    struct node *copy = arena_new(pairs->arena, struct node);
    TRY_PTR(copy);
    *copy = *value;
    copy->next = NULL;
    copy->key = name.ptr;
    copy->key_len = (uint32_t)name.len & NODE_KEY_MOST;
    if (pairs->last) {
        pairs->last->next = copy;
    } else {
        pairs->object->child = copy;
    }
    pairs->last = copy;
    pairs->object->len++;
    return OK;
}

enum err pairs_text(struct pairs *pairs, struct span name, struct span value) {
    const struct node *node = value_string(pairs->arena, value);
    TRY_PTR(node);
    return pairs_add(pairs, name, node);
}

enum err pairs_start(struct arena *arena, struct pairs *pairs) {
    *pairs = (struct pairs){.arena = arena, .object = value_node(arena, NODE_OBJECT)};
    return pairs->object ? OK : ERR_MEMORY;
}

/* Other properties that the schema requires get a value, too. */
static enum err add_required(struct login_attempt *a, struct pairs *pairs) {
    const struct contract *contract = a->login->contract;
    struct schema_view view;
    schema_open(&view, contract, a->grant->route->schema);
    if (a->grant->route->within.len) {
        schema_open(&view, contract, schema_property(&view, a->grant->route->within));
    }
    for (size_t i = 0; i < view.n; i++) {
        NODE_EACH(each, node_get(view.part[i], SPAN("required"))) {
            struct value_maker maker = {.arena = a->arena, .contract = contract};
            struct schema_view inner;
            const struct node *value = NULL, *schema = schema_property(&view, node_text(each));
            schema_open(&inner, contract, schema);
            if (schema && !schema_flag(&inner, SPAN("readOnly")) &&
                !node_get(pairs->object, node_text(each))) {
                TRY(value_make(&maker, schema, node_text(each), &value));
            }
            if (value) {
                TRY(pairs_add(pairs, node_text(each), value));
            }
        }
    }
    return OK;
}

static enum err add_code(struct login_attempt *a, struct pairs *pairs) {
    const struct login_route *route = a->grant->route;
    struct span seed =
        route->spec && route->spec->otp.value.len ? route->spec->otp.value : a->identity->otp.value;
    struct span code;
    if (!seed.len) {
        return OK;
    }
    if (!login_otp(a->arena, seed, &code)) {
        return OK; /* was told when the file was read */
    }
    return pairs_text(pairs, route->otp_field.len ? route->otp_field : SPAN("otp"), code);
}

/* All of them become one member of another object. */
static enum err put_within(struct span name, struct pairs *pairs) {
    const struct node *inner = pairs->object;
    TRY(pairs_start(pairs->arena, pairs));
    return pairs_add(pairs, name, inner);
}

enum err pairs_of_user(struct login_attempt *a, struct pairs *pairs) {
    const struct login_route *route = a->grant->route;
    TRY(pairs_text(pairs, route->username_field.len ? route->username_field : SPAN("username"),
                   a->identity->username));
    TRY(pairs_text(pairs, route->password_field.len ? route->password_field : SPAN("password"),
                   a->identity->password.value));
    TRY(add_code(a, pairs));
    if (route->spec) {
        VEC_EACH(const struct login_member, with, &route->spec->with) {
            TRY(pairs_add(pairs, with->name, with->value));
        }
    }
    TRY(add_required(a, pairs));
    return route->within.len ? put_within(route->within, pairs) : OK;
}

enum err pairs_body(struct login_attempt *a, const struct pairs *pairs, bool form,
                    struct request *request) {
    BUF_SCOPE body = {0};
    if (form) {
        NODE_EACH(pair, pairs->object) {
            buf_text(&body, body.len ? "&" : "");
            style_form(&body, node_key(pair), pair);
        }
    } else {
        struct json_writer writer = {.out = &body};
        json_node(&writer, pairs->object);
    }
    TRY(buf_status(&body));
    request->body = arena_dup(a->arena, buf_span(&body));
    TRY_PTR(request->body.ptr);
    struct span type = form ? SPAN("application/x-www-form-urlencoded") : SPAN("application/json");
    return fields_set(a->arena, &request->fields, SPAN("Content-Type"), type) &&
                   fields_set(a->arena, &request->fields, SPAN("Accept"),
                              SPAN("application/json, */*;q=0.5"))
               ? OK
               : ERR_MEMORY;
}

enum err pairs_query(const struct pairs *pairs, struct request *request) {
    NODE_EACH(pair, pairs->object) {
        BUF_SCOPE text = {0};
        style_text(&text, pair);
        TRY(buf_status(&text));
        request->url = uri_query_add(pairs->arena, request->url, node_key(pair), buf_span(&text));
        TRY_PTR(request->url.ptr);
    }
    return OK;
}
