/* SPDX-License-Identifier: Apache-2.0 */
/* Where tokens against forged requests are handed out. */
#include "scan/login/login_csrf.h"

#include "base/mutant.h"
#include "scan/build/build_effect.h"
#include "scan/login/login_answer.h"
#include "scan/login/login_csrf_read.h"
#include "scan/login/login_need.h"
#include "scan/login/login_send.h"
#include "scan/login/login_url.h"
#include "text/field.h"
#include "text/uri.h"

enum { MOST_COOKIES = 32, MOST_PLACES = 10, MOST_READS = 2 };

/* Where the contract names none; the page last, for its meta element. */
static const struct span USUAL[] = {SPAN_INIT("/csrf-token"), SPAN_INIT("/api/csrf-token"),
                                    SPAN_INIT("/csrf"), SPAN_INIT("/sanctum/csrf-cookie"),
                                    SPAN_INIT("/")};

/* ---- asking ---- */

/* The session that nobody's token belongs to. */
static enum err take_jar(struct arena *arena, const struct response *response, struct csrf *csrf) {
    struct field_cookie cookie;
    csrf->jar = (struct fields){0};
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        if (cookie.value.len) {
            struct span name = arena_dup(arena, cookie.name);
            struct span value = arena_dup(arena, cookie.value);
            TRY_PTR(name.ptr);
            TRY_PTR(value.ptr);
            if (!fields_add(arena, &csrf->jar, name, value)) {
                return ERR_MEMORY;
            }
        }
    }
    return OK;
}

/* who: NULL for nobody; begun: who goes on with nobody's session, or NULL. */
static enum err ask(struct login_attempt *a, struct span url, const struct grant *who,
                    struct grant *begun, struct csrf *out, bool *found) {
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = url}};
    const struct response *response = &exchange.response;
    struct arena *arena = a->login->wallet->arena;
    struct csrf got = who ? who->csrf : (struct csrf){0};
    *found = false;
    TRY(who ? grant_put_cookies(a->arena, who, &exchange.request) : OK);
    TRY(login_fetch(a, &exchange));
    if (response->wire != WIRE_OK || response->status / 100 != 2) {
        return OK;
    }
    TRY(csrf_take(arena, a->login->contract, response, &got));
    TRY(login_csrf_read(arena, response, csrf_is_name(uri_path(url)), &got));
    *found = got.token.len || (got.cookie.len && !(who && who->csrf.cookie.len));
    if (*found) {
        TRY(who ? OK : take_jar(arena, response, &got));
        *out = got;
    }
    return *found && begun ? login_take_cookies(a->login, response, begun) : OK;
}

/* ---- places ---- */

struct places {
    struct span at[MOST_PLACES];
    size_t n, declared;
};

static void add(struct places *places, struct span url) {
    if (places->n < MOST_PLACES && url.ptr) {
        places->at[places->n++] = url;
    }
}

/* Some set the cookie at every answer to a session, and nowhere before. */
static bool is_plain_read(const struct login *login, const struct operation *operation) {
    return span_equal(operation->method, SPAN("GET")) && !operation_has_variable(operation) &&
           !build_has_effect(operation) && login_selects(login, operation) &&
           security_asks(&operation->security, SCHEME_COOKIE);
}

static void add_reads(struct login_attempt *a, struct places *places) {
    const struct login *login = a->login;
    size_t reads = 0;
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        if (reads < MOST_READS && is_plain_read(login, operation) && !MUTANT(reads_tell_no_pair)) {
            add(places, login_url(a->arena, login, operation->base, operation->path));
            reads++;
        }
    }
}

static void think_of_places(struct login_attempt *a, struct places *places) {
    const struct login *login = a->login;
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        if (span_equal(operation->method, SPAN("GET")) && csrf_is_name(operation->path) &&
            !operation_has_variable(operation)) {
            add(places, login_url(a->arena, login, operation->base, operation->path));
        }
    }
    places->declared = places->n;
    if (a->grant->cookies.n) {
        add_reads(a, places);
    }
    for (size_t i = 0; i < sizeof(USUAL) / sizeof(*USUAL); i++) {
        add(places, arena_join(a->arena, login->base_url, USUAL[i]));
    }
}

/* Somebody writes with a session: nothing else has to be guarded so. */
static bool writes_with_sessions(const struct login *login) {
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        if (!build_is_read(operation->method) && login_selects(login, operation) &&
            security_asks(&operation->security, SCHEME_COOKIE)) {
            return true;
        }
    }
    return false;
}

enum err login_csrf_fetch(struct login_attempt *a) {
    struct login *login = a->login;
    struct wallet *wallet = login->wallet;
    struct grant *grant = a->grant;
    struct places places = {.n = 0};
    if (!grant->cookies.n || !writes_with_sessions(login)) {
        return OK;
    }
    think_of_places(a, &places);
    const struct csrf *held = &grant->csrf;
    bool known = held->token.len || (held->cookie.len && !held->sealed);
    size_t n = known || login->csrf_nowhere ? places.declared : places.n;
    bool found = false, nobodys;
    for (size_t i = 0; i < n && !found; i++) {
        TRY(ask(a, places.at[i], grant, NULL, &grant->csrf, &found));
        if (found && grant->csrf.token.len && !csrf_is_known(&wallet->nobodys)) {
            TRY(ask(a, places.at[i], NULL, NULL, &wallet->nobodys, &nobodys));
        }
    }
    login->csrf_nowhere |= !found;
    return OK;
}

enum err login_csrf_begin(struct login_attempt *a, struct csrf *out) {
    struct places places = {.n = 0};
    bool found = false;
    *out = (struct csrf){0};
    think_of_places(a, &places);
    for (size_t i = 0; i < places.n && !found; i++) {
        TRY(ask(a, places.at[i], NULL, a->grant, out, &found));
    }
    return OK;
}
