/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a login: as JSON, as a form, in the query, by Basic, as a grant, by a program. */
#include "scan/login/login_try.h"

#include "base/mutant.h"
#include "scan/credential/secret.h"
#include "scan/login/login_answer.h"
#include "scan/login/login_command.h"
#include "scan/login/login_csrf.h"
#include "scan/login/login_send.h"
#include "text/field.h"
#include "text/uri.h"

enum { MOST_COOKIES = 32 };

static enum err settle(struct login_attempt *a, const struct exchange *exchange, struct span path) {
    a->succeeded = login_succeeded(&exchange->response);
    TRY(login_tell(a, exchange, path, ""));
    return a->succeeded ? login_take(a->login, &exchange->response, a->grant) : OK;
}

/* 403, or Laravel's 419, with a CSRF cookie: the pair was missing. */
static bool refused_for_csrf(const struct response *response) {
    struct field_cookie cookie;
    if (response->wire != WIRE_OK || (response->status != 403 && response->status != 419)) {
        return false;
    }
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        if (csrf_is_name(cookie.name)) {
            return true;
        }
    }
    return false;
}

/* The same by its words, where no cookie tells what is missing. */
static bool wants_csrf(const struct response *response) {
    int status = response->status;
    return response->wire == WIRE_OK && (status == 403 || status == 419 || status == 400) &&
           (span_find_nocase(response->body, SPAN("csrf")) != SIZE_MAX ||
            span_find_nocase(response->body, SPAN("xsrf")) != SIZE_MAX);
}

/* The same path but for the slash at its end: what was sent belongs there. */
static bool moved_slash(struct login_attempt *a, struct exchange *exchange) {
    const struct response *response = &exchange->response;
    struct span to, from = uri_path(exchange->request.url);
    struct span location = fields_get(&response->fields, SPAN("Location"));
    if (response->wire != WIRE_OK || response->status / 100 != 3 || !location.len ||
        uri_resolve(a->arena, exchange->request.url, location, &to) != OK ||
        !uri_same_origin(to, exchange->request.url)) {
        return false;
    }
    struct span path = uri_path(to);
    bool longer = path.len == from.len + 1 && span_ends(path, SPAN("/"));
    bool shorter = from.len == path.len + 1 && span_ends(from, SPAN("/"));
    if (!(longer && span_starts(path, from)) && !(shorter && span_starts(from, path))) {
        return false;
    }
    exchange->request.url = to;
    exchange->response = (struct response){0};
    return true;
}

static enum err try_fields(struct login_attempt *a) {
    const struct login_route *route = a->grant->route;
    struct exchange exchange = {.request = {.method = route->method, .url = route->url}};
    struct pairs pairs;
    TRY(pairs_start(a->arena, &pairs));
    TRY(pairs_of_user(a, &pairs));
    if (route->kind == LOGIN_QUERY) {
        TRY(pairs_query(&pairs, &exchange.request));
    } else {
        TRY(pairs_body(a, &pairs, route->kind == LOGIN_FORM, &exchange.request));
    }
    TRY(login_fetch(a, &exchange));
    if (refused_for_csrf(&exchange.response)) { /* now that its cookie is known */
        TRY(login_take_cookies(a->login, &exchange.response, a->grant));
        TRY(csrf_put(a->arena, &a->grant->csrf, &exchange.request));
        TRY(site_put(a->arena, &a->login->wallet->site, &exchange.request));
        TRY(login_fetch(a, &exchange));
    }
    if (wants_csrf(&exchange.response)) {
        struct csrf begun;
        TRY(login_csrf_begin(a, &begun));
        TRY(csrf_is_known(&begun) ? csrf_put(a->arena, &begun, &exchange.request) : OK);
        TRY(site_put(a->arena, &a->login->wallet->site, &exchange.request));
        TRY(csrf_is_known(&begun) ? login_fetch(a, &exchange) : OK);
    }
    struct span path = route->path;
    if (moved_slash(a, &exchange)) {
        path = uri_path(exchange.request.url);
        TRY(login_fetch(a, &exchange));
    }
    bool unsupported = exchange.response.wire == WIRE_OK && exchange.response.status == 415;
    if (unsupported && route->kind != LOGIN_QUERY) { /* the other way round, then */
        TRY(pairs_body(a, &pairs, route->kind != LOGIN_FORM, &exchange.request));
        TRY(login_fetch(a, &exchange));
    }
    return settle(a, &exchange, path);
}

static enum err try_basic(struct login_attempt *a) {
    const struct login_route *route = a->grant->route;
    struct exchange exchange = {.request = {.method = route->method, .url = route->url}};
    struct span value =
        credential_basic(a->arena, a->identity->username, a->identity->password.value);
    struct span whole = value.ptr ? arena_join(a->arena, SPAN("Basic "), value) : value;
    TRY_PTR(whole.ptr);
    TRY(credential_field(a->arena, &exchange.request, SPAN("Authorization"), whole));
    if (route->spec && (route->spec->with.n || route->spec->otp.value.len)) {
        struct pairs pairs;
        TRY(pairs_start(a->arena, &pairs));
        VEC_EACH(const struct login_member, with, &route->spec->with) {
            TRY(pairs_add(&pairs, with->name, with->value));
        }
        TRY(pairs_body(a, &pairs, false, &exchange.request));
    }
    TRY(login_fetch(a, &exchange));
    return settle(a, &exchange, route->path);
}

/* The client's own name and secret: the file's word for the scheme before the identity's. */
struct client_of {
    struct span id, secret, scope;
};

static struct client_of client_of(const struct login_attempt *a) {
    const struct login_spec *spec = a->grant->route->spec;
    const struct identity *identity = a->identity;
    bool own = spec && spec->client_id.len;
    return (struct client_of){
        .id = own ? spec->client_id : identity->client_id,
        .secret = own ? spec->client_secret.value : identity->client_secret.value,
        .scope = spec && spec->scope.len && !MUTANT(scope_of_user) ? spec->scope : identity->scope,
    };
}

static enum err grant_pairs(struct login_attempt *a, struct pairs *pairs, bool with_client) {
    struct client_of client = client_of(a);
    bool alone = a->grant->route->client;
    TRY(pairs_start(a->arena, pairs));
    TRY(pairs_text(pairs, SPAN("grant_type"),
                   alone ? SPAN("client_credentials") : SPAN("password")));
    if (!alone) {
        TRY(pairs_of_user(a, pairs));
    }
    if (client.scope.len) {
        TRY(pairs_text(pairs, SPAN("scope"), client.scope));
    }
    if (with_client && client.id.len) {
        TRY(pairs_text(pairs, SPAN("client_id"), client.id));
    }
    return with_client && client.secret.len
               ? pairs_text(pairs, SPAN("client_secret"), client.secret)
               : OK;
}

/* RFC 6749, section 2.3.1: every server takes a client's password by Basic; many only in the body.
 */
static enum err try_grant(struct login_attempt *a) {
    const struct login_route *route = a->grant->route;
    struct client_of client = client_of(a);
    struct pairs pairs;
    struct exchange exchange = {.request = {.method = route->method, .url = route->url}};
    bool secret = client.id.len && client.secret.len;
    if (secret) {
        struct span pair = credential_basic(a->arena, client.id, client.secret);
        struct span whole = pair.ptr ? arena_join(a->arena, SPAN("Basic "), pair) : pair;
        TRY_PTR(whole.ptr);
        TRY(credential_field(a->arena, &exchange.request, SPAN("Authorization"), whole));
    }
    TRY(grant_pairs(a, &pairs, !secret));
    TRY(pairs_body(a, &pairs, true, &exchange.request));
    TRY(login_fetch(a, &exchange));
    if (secret && exchange.response.wire == WIRE_OK && exchange.response.status >= 400 &&
        exchange.response.status < 500 && exchange.response.status != 404) {
        fields_remove(&exchange.request.fields, SPAN("Authorization"));
        TRY(grant_pairs(a, &pairs, true));
        TRY(pairs_body(a, &pairs, true, &exchange.request));
        TRY(login_fetch(a, &exchange));
    }
    TRY(settle(a, &exchange, route->path));
    if (a->grant->refresh.value.len) {
        a->grant->refresh_url = route->url;
        a->grant->refresh_field = SPAN("refresh_token");
        a->grant->refresh_form = true;
    }
    return OK;
}

/* What it prints now replaces what it printed before; JSON must hold the token. */
static enum err try_command(struct login_attempt *a) {
    struct response response = {.wire = WIRE_OK, .status = 200};
    struct grant *grant = a->grant;
    struct span before = grant->access.value;
    TRY(login_run_command(a->arena, &a->identity->command, &response.body, &a->answer));
    a->succeeded = response.body.len != 0;
    if (!a->succeeded) {
        return OK;
    }
    if (!MUTANT(first_print_kept)) {
        grant->access.value = (struct span){NULL, 0};
    }
    TRY(login_take(a->login, &response, grant));
    bool json = response.body.ptr[0] == '{' || response.body.ptr[0] == '[';
    if (grant->access.value.len) {
        return OK;
    }
    if (json && before.len) { /* a renewal: the first time, cookies and fields are looked at, too */
        a->succeeded = false;
        a->answer = SPAN("its command printed JSON without the token that it had before");
        grant->access.value = before;
    }
    if (json) {
        return OK;
    }
    struct span value = arena_dup(a->login->wallet->arena, response.body);
    TRY_PTR(value.ptr);
    grant->expires = secret_expiry(value);
    return secret_set(a->login->wallet->identities, grant->identity->name, &grant->access,
                      SPAN("TOKEN"), value);
}

static enum err refresh_request(struct login_attempt *a, const struct login_route *route,
                                struct span refresh, struct request *out) {
    struct pairs pairs;
    struct client_of client = {0};
    *out = (struct request){.method = SPAN("POST"), .url = route->url};
    TRY(pairs_start(a->arena, &pairs));
    if (route->kind == LOGIN_GRANT) {
        client = client_of(a);
        TRY(pairs_text(&pairs, SPAN("grant_type"), SPAN("refresh_token")));
    }
    TRY(pairs_text(&pairs, route->password_field, refresh));
    if (client.id.len) {
        TRY(pairs_text(&pairs, SPAN("client_id"), client.id));
    }
    if (client.secret.len) {
        TRY(pairs_text(&pairs, SPAN("client_secret"), client.secret));
    }
    bool form = route->kind == LOGIN_GRANT || route->kind == LOGIN_FORM;
    return pairs_body(a, &pairs, form, out);
}

enum err login_refresh_request(struct arena *arena, struct login *login, const struct grant *grant,
                               struct span token, struct request *out) {
    struct grant kept = *grant;
    struct login_attempt a = {
        .login = login, .identity = grant->identity, .arena = arena, .grant = &kept};
    const struct login_route route = {
        .kind = LOGIN_GRANT, .url = grant->refresh_url, .password_field = grant->refresh_field};
    return refresh_request(&a, &route, token, out);
}

enum err login_try_refresh(struct login_attempt *a, const struct login_route *route) {
    struct exchange exchange = {.response = {0}};
    struct span refresh =
        a->grant->refresh.value.len ? a->grant->refresh.value : a->identity->refresh.value;
    TRY(refresh_request(a, route, refresh, &exchange.request));
    TRY(login_fetch(a, &exchange));
    struct span before = a->grant->access.value;
    TRY(settle(a, &exchange, route->path));
    a->succeeded = a->succeeded && !span_equal(before, a->grant->access.value);
    return OK;
}

static enum err try_route(struct login_attempt *a) {
    switch (a->grant->route->kind) {
    case LOGIN_JSON:
    case LOGIN_FORM:
    case LOGIN_QUERY:
        return try_fields(a);
    case LOGIN_BASIC:
        return try_basic(a);
    case LOGIN_GRANT:
        return try_grant(a);
    case LOGIN_PAGE:
        return login_try_page(a);
    case LOGIN_COMMAND:
        return try_command(a);
    case LOGIN_RENEWAL:
        return login_try_refresh(a, a->grant->route);
    }
    return OK;
}

enum err login_try(struct login_attempt *a) {
    a->answer = (struct span){NULL, 0};
    a->succeeded = a->wrong = false;
    TRY(try_route(a));
    return a->succeeded ? login_csrf_fetch(a) : OK;
}
