/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a login, as JSON, as a form, or by way of a page. */
#include "scan/login/login_try.h"

#include "scan/build/build_style.h"
#include "scan/build/build_value.h"
#include "scan/credential/wallet.h"
#include "scan/login/login_answer.h"
#include "scan/login/login_page.h"
#include "text/field.h"
#include "text/json.h"
#include "text/uri.h"

enum { EXCERPT = 160 };

/* The start of an answer's body on one line; nothing of a page, which says little. */
static struct span excerpt(struct login_attempt *a, const struct response *response) {
    struct span type = fields_get(&response->fields, SPAN("Content-Type"));
    struct span body =
        identities_redact(a->login->identities, a->arena, span_slice(response->body, 0, 4096));
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

/* Says what an answer was that gave nothing. */
static enum err fail(struct login_attempt *a, const struct request *request, struct span path,
                     const struct response *response, const char *why) {
    a->wire = response->wire;
    if (response->wire != WIRE_OK) {
        a->failure = arena_printf(a->arena, "%.*s %.*s: %s", SPAN_ARG(request->method),
                                  SPAN_ARG(path), wire_words(response->wire));
        return a->failure.ptr ? OK : ERR_MEMORY;
    }
    struct span text = excerpt(a, response);
    a->failure = arena_printf(a->arena, "%.*s %.*s answered %d%s%.*s", SPAN_ARG(request->method),
                              SPAN_ARG(path), response->status, why, SPAN_ARG(text));
    return a->failure.ptr ? OK : ERR_MEMORY;
}

static enum err fetch(struct login_attempt *a, struct exchange *exchange) {
    TRY(client_fetch(a->login->client, a->arena, exchange));
    if (exchange->response.wire == WIRE_STOPPED) {
        return ERR_STOPPED;
    }
    return exchange->response.wire == WIRE_BUDGET ? ERR_BUDGET : OK;
}

static bool succeeded(const struct response *response) {
    return response->wire == WIRE_OK && response->status >= 200 && response->status < 400;
}

/* The pairs of a body, put down as JSON or as a form. */
struct pairs {
    struct arena *arena;
    struct node *object, *last;
};

static enum err add_node(struct pairs *pairs, struct span name, const struct node *value) {
    struct node *copy = arena_new(pairs->arena, struct node);
    TRY_PTR(copy);
    *copy = *value;
    copy->next = NULL;
    copy->key = name.ptr;
    copy->key_len = (uint32_t)name.len;
    if (pairs->last) {
        pairs->last->next = copy;
    } else {
        pairs->object->child = copy;
    }
    pairs->last = copy;
    pairs->object->len++;
    return OK;
}

static enum err add_text(struct pairs *pairs, struct span name, struct span value) {
    const struct node *node = value_string(pairs->arena, value);
    TRY_PTR(node);
    return add_node(pairs, name, node);
}

static enum err start_pairs(struct arena *arena, struct pairs *pairs) {
    *pairs = (struct pairs){.arena = arena, .object = value_node(arena, NODE_OBJECT)};
    return pairs->object ? OK : ERR_MEMORY;
}

/* Other properties that the schema requires get a value, too. */
static enum err add_others(struct login_attempt *a, const struct login_way *way,
                           struct pairs *pairs) {
    struct schema_view view;
    schema_open(&view, a->login->contract, way->schema);
    for (size_t i = 0; i < view.n; i++) {
        NODE_EACH(each, node_get(view.part[i], SPAN("required"))) {
            struct value_maker maker = {.arena = a->arena, .contract = a->login->contract};
            struct schema_view inner;
            const struct node *value = NULL, *schema = schema_property(&view, node_text(each));
            schema_open(&inner, a->login->contract, schema);
            if (schema && !schema_flag(&inner, SPAN("readOnly")) &&
                !node_get(pairs->object, node_text(each))) {
                TRY(value_make(&maker, schema, node_text(each), &value));
            }
            if (value) {
                TRY(add_node(pairs, node_text(each), value));
            }
        }
    }
    return OK;
}

static enum err put_body(struct login_attempt *a, const struct pairs *pairs, bool form,
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
    return fields_add(a->arena, &request->fields, SPAN("Content-Type"), type) &&
                   fields_add(a->arena, &request->fields, SPAN("Accept"),
                              SPAN("application/json, */*;q=0.5"))
               ? OK
               : ERR_MEMORY;
}

static enum err try_direct(struct login_attempt *a, const struct login_way *way) {
    struct exchange exchange = {.request = {.method = way->method, .url = way->url}};
    struct pairs pairs;
    TRY(start_pairs(a->arena, &pairs));
    if (way->kind == LOGIN_GRANT) {
        TRY(add_text(&pairs, SPAN("grant_type"), SPAN("password")));
    }
    TRY(add_text(&pairs, way->username_field, a->identity->username));
    TRY(add_text(&pairs, way->password_field, a->identity->password.value));
    TRY(add_others(a, way, &pairs));
    TRY(put_body(a, &pairs, way->kind != LOGIN_JSON, &exchange.request));
    TRY(fetch(a, &exchange));
    if (!succeeded(&exchange.response)) {
        return fail(a, &exchange.request, way->path, &exchange.response, "");
    }
    TRY(login_take(a->login, a->identity, way, a->needs, &exchange.response, &a->gained));
    if (a->gained) {
        if (way->kind == LOGIN_GRANT && a->identity->refresh.value.len) {
            a->identity->refresh_url = arena_dup(a->login->identities->arena, way->url);
            a->identity->refresh_field = SPAN("refresh_token");
            a->identity->refresh_form = true;
        }
        return OK;
    }
    /* what it answered may be a credential all the same, so it is not shown */
    exchange.response.body = (struct span){"", 0};
    return fail(a, &exchange.request, way->path, &exchange.response,
                way->token_pointer.len ? ", with nothing where the file says the token is"
                                       : ", without a token or session cookie");
}

/* The cookies that an answer sets, as the next request carries them. */
static enum err carry_cookies(struct login_attempt *a, const struct response *response,
                              struct request *request) {
    struct field_cookie cookie;
    struct span field;
    for (size_t n = 0;
         (field = fields_get_nth(&response->fields, SPAN("Set-Cookie"), n)).ptr && n < 32; n++) {
        if (field_cookie(field, &cookie) && cookie.value.len) {
            TRY(credential_cookie(a->arena, request, cookie.name, cookie.value));
        }
    }
    return OK;
}

static enum err fill_in(struct login_attempt *a, const struct login_way *way,
                        const struct page_form *form, struct request *request) {
    struct pairs pairs;
    TRY(start_pairs(a->arena, &pairs));
    bool csrf = false;
    for (size_t i = 0; i < form->hidden.n; i++) {
        csrf = csrf || span_equal(form->hidden.at[i].name, SPAN("csrfmiddlewaretoken"));
        TRY(add_text(&pairs, form->hidden.at[i].name, form->hidden.at[i].value));
    }
    if (!csrf && a->identity->csrf.value.len) {
        TRY(add_text(&pairs, SPAN("csrfmiddlewaretoken"), a->identity->csrf.value));
        if (!fields_add(a->arena, &request->fields, a->identity->csrf_header,
                        a->identity->csrf.value)) {
            return ERR_MEMORY;
        }
    }
    struct span username = form->username.len ? form->username : way->username_field;
    struct span password = form->password.len ? form->password : way->password_field;
    TRY(add_text(&pairs, username.len ? username : SPAN("username"), a->identity->username));
    TRY(add_text(&pairs, password.len ? password : SPAN("password"), a->identity->password.value));
    return put_body(a, &pairs, true, request);
}

/* Where the form goes; another origin is none of ours. {NULL, 0}: there. */
static struct span target_of(struct login_attempt *a, const struct login_way *way,
                             const struct page_form *form) {
    struct span target = way->url;
    if (form->action.len && uri_resolve(a->arena, way->url, form->action, &target) != OK) {
        return way->url;
    }
    return uri_same_origin(target, way->url) ? target : (struct span){NULL, 0};
}

static enum err submit(struct login_attempt *a, const struct login_way *way,
                       const struct page_form *form, const struct response *page) {
    struct exchange exchange = {
        .request = {.method = SPAN("POST"), .url = target_of(a, way, form)}};
    if (!exchange.request.url.ptr) {
        a->failure =
            arena_printf(a->arena, "GET %.*s: its form goes to another host", SPAN_ARG(way->path));
        return a->failure.ptr ? OK : ERR_MEMORY;
    }
    TRY(carry_cookies(a, page, &exchange.request));
    if (!fields_add(a->arena, &exchange.request.fields, SPAN("Referer"), way->url)) {
        return ERR_MEMORY;
    }
    TRY(fill_in(a, way, form, &exchange.request));
    TRY(fetch(a, &exchange));
    struct page_form again;
    const struct response *answer = &exchange.response;
    bool refused = !succeeded(answer) || page_read(a->arena, answer->body, &again);
    if (!refused) {
        TRY(login_take(a->login, a->identity, way, a->needs, answer, &a->gained));
        if (!a->gained) { /* a session that was begun with the page goes on */
            TRY(login_take(a->login, a->identity, way, a->needs, page, &a->gained));
        }
    }
    return a->gained ? OK
                     : fail(a, &exchange.request, way->path, answer,
                            succeeded(answer) ? ", without a session cookie" : "");
}

static enum err try_page(struct login_attempt *a, const struct login_way *way) {
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = way->url}};
    struct page_form form;
    TRY(fetch(a, &exchange));
    bool page = exchange.response.wire == WIRE_OK && exchange.response.status == 200 &&
                page_read(a->arena, exchange.response.body, &form);
    if (!page && !way->declared) {
        return OK;
    }
    if (!page) {
        form = (struct page_form){0};
    }
    TRY(login_take_csrf(a->login, a->identity, &exchange.response));
    return submit(a, way, &form, &exchange.response);
}

enum err login_try(struct login_attempt *a, const struct login_way *way) {
    a->failure = (struct span){NULL, 0};
    a->gained = 0;
    switch (way->kind) {
    case LOGIN_JSON:
    case LOGIN_FORM:
    case LOGIN_GRANT:
        return try_direct(a, way);
    case LOGIN_PAGE:
        return try_page(a, way);
    }
    return OK;
}

enum err login_try_refresh(struct login_attempt *a, const struct login_way *way) {
    struct exchange exchange = {.request = {.method = SPAN("POST"), .url = way->url}};
    struct pairs pairs;
    a->failure = (struct span){NULL, 0};
    a->gained = 0;
    TRY(start_pairs(a->arena, &pairs));
    if (way->kind == LOGIN_GRANT) {
        TRY(add_text(&pairs, SPAN("grant_type"), SPAN("refresh_token")));
    }
    TRY(add_text(&pairs, way->password_field, a->identity->refresh.value));
    TRY(put_body(a, &pairs, way->kind != LOGIN_JSON, &exchange.request));
    TRY(fetch(a, &exchange));
    if (!succeeded(&exchange.response)) {
        return fail(a, &exchange.request, way->path, &exchange.response, "");
    }
    return login_take(a->login, a->identity, way, a->needs, &exchange.response, &a->gained);
}
