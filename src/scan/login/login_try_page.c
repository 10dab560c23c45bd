/* SPDX-License-Identifier: Apache-2.0 */
/* Logging in by the form of a page. */
#include "scan/login/login_answer.h"
#include "scan/login/login_page.h"
#include "scan/login/login_send.h"
#include "text/field.h"
#include "text/uri.h"

enum { MOST_COOKIES = 32 };

/* The cookies that an answer sets, as the next request carries them. */
static enum err carry_cookies(struct login_attempt *a, const struct response *response,
                              struct request *request) {
    struct field_cookie cookie;
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        if (cookie.value.len) {
            TRY(credential_cookie(a->arena, request, cookie.name, cookie.value));
        }
    }
    return OK;
}

/* The form's own hidden fields; and where it has none for the CSRF token, the cookie's value in
 * header and field. */
static enum err add_hidden(struct login_attempt *a, const struct page_form *form,
                           struct pairs *pairs, struct request *request) {
    const struct csrf *csrf = &a->grant->csrf;
    bool has_token = false;
    for (size_t i = 0; i < form->hidden.n; i++) {
        has_token |= csrf_is_field(form->hidden.at[i].name);
        TRY(pairs_text(pairs, form->hidden.at[i].name, form->hidden.at[i].value));
    }
    if (has_token || !csrf->value.len) {
        return OK;
    }
    TRY(pairs_text(pairs, SPAN("csrfmiddlewaretoken"), csrf->value));
    struct span cookies = fields_get(&request->fields, SPAN("Cookie"));
    TRY(csrf_put(a->arena, csrf, request));
    return fields_set(a->arena, &request->fields, SPAN("Cookie"), cookies) ? OK : ERR_MEMORY;
}

static enum err fill_in(struct login_attempt *a, const struct page_form *form,
                        struct request *request) {
    const struct login_route *route = a->grant->route;
    struct pairs pairs;
    TRY(pairs_start(a->arena, &pairs));
    TRY(add_hidden(a, form, &pairs, request));
    struct span username = form->username.len ? form->username : route->username_field;
    struct span password = form->password.len ? form->password : route->password_field;
    TRY(pairs_text(&pairs, username.len ? username : SPAN("username"), a->identity->username));
    TRY(pairs_text(&pairs, password.len ? password : SPAN("password"),
                   a->identity->password.value));
    return pairs_body(a, &pairs, true, request);
}

/* Where the form goes; another origin is none of ours. {NULL, 0}: there. */
static struct span target_of(struct login_attempt *a, const struct page_form *form) {
    struct span url = a->grant->route->url, target = url;
    if (form->action.len && uri_resolve(a->arena, url, form->action, &target) != OK) {
        return url;
    }
    return uri_same_origin(target, url) ? target : (struct span){NULL, 0};
}

static enum err submit(struct login_attempt *a, const struct page_form *form,
                       const struct response *page) {
    const struct login_route *route = a->grant->route;
    struct exchange exchange = {.request = {.method = SPAN("POST"), .url = target_of(a, form)}};
    if (!exchange.request.url.ptr) {
        a->answer = arena_printf(a->arena, "GET %.*s: its form goes to another host",
                                 SPAN_ARG(route->path));
        return a->answer.ptr ? OK : ERR_MEMORY;
    }
    TRY(carry_cookies(a, page, &exchange.request));
    TRY(site_put(a->arena, &a->login->wallet->site, &exchange.request));
    if (!fields_set(a->arena, &exchange.request.fields, SPAN("Referer"), route->url)) {
        return ERR_MEMORY;
    }
    TRY(fill_in(a, form, &exchange.request));
    TRY(login_fetch(a, &exchange));
    struct page_form again;
    const struct response *answer = &exchange.response;
    bool shown_again = login_succeeded(answer) && page_read(a->arena, answer->body, &again);
    a->succeeded = login_succeeded(answer) && !shown_again;
    TRY(login_tell(a, &exchange, route->path, shown_again ? ", with the form again" : ""));
    return a->succeeded ? login_take(a->login, answer, a->grant) : OK;
}

enum err login_try_page(struct login_attempt *a) {
    const struct login_route *route = a->grant->route;
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = route->url}};
    struct page_form form;
    TRY(login_fetch(a, &exchange));
    bool page = exchange.response.wire == WIRE_OK && exchange.response.status == 200 &&
                page_read(a->arena, exchange.response.body, &form);
    if (!page && !route->declared) {
        return OK;
    }
    if (!page) {
        form = (struct page_form){0};
    }
    /* a session that was begun with the page goes on */
    TRY(login_take_cookies(a->login, &exchange.response, a->grant));
    return submit(a, &form, &exchange.response);
}
