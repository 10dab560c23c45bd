/* SPDX-License-Identifier: Apache-2.0 */
/* The pair against forged requests: known by what it is, and put where it is wanted back. All
 * values here are made up. */
#include "scan/credential/csrf.h"

#include "contract_text.h"

#include <stdio.h>

#define WITHOUT "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/orders: {post: {}}}\n"
#define PARAMETER                                                              \
    "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"                         \
    "paths: {/orders: {post: {parameters: [{name: X-Guard-Token, in: header, " \
    "schema: {type: string}}]}}}\n"
#define SCHEME \
    WITHOUT "components: {securitySchemes: {s: {type: apiKey, in: header, name: X-House-Csrf}}}\n"

struct row {
    const char *contract;
    const char *cookies[2]; /* of an answer */
    const char *name;       /* of the cookie that is the pair's; "": none is */
    const char *header;     /* where it goes back; "": the usual ones */
};

static void take(struct loaded *l, const struct row *row, struct csrf *csrf) {
    struct response response = {.wire = WIRE_OK, .status = 200};
    load_contract(l, row->contract);
    for (size_t i = 0; i < 2 && row->cookies[i]; i++) {
        assert_true(fields_add(&l->arena, &response.fields, SPAN("Set-Cookie"),
                               span_from(row->cookies[i])));
    }
    *csrf = (struct csrf){.sealed = false};
    assert_int_equal(csrf_take(&l->arena, &l->contract, &response, csrf), OK);
}

static void known_by_what_it_is(void **state) {
    (void)state;
    static const struct row rows[] = {
        {WITHOUT, {"XSRF-TOKEN=one; Path=/"}, "XSRF-TOKEN", ""},
        {WITHOUT, {"shop_csrf=one; HttpOnly"}, "shop_csrf", ""},
        {WITHOUT, {"theme=dark"}, "", ""},
        {WITHOUT, {"csrftoken="}, "", ""},
        {WITHOUT, {"csrftoken=gone; Max-Age=0"}, "", ""},
        {WITHOUT, {"csrf_access=one", "csrf_refresh=two"}, "csrf_access", ""},
        {WITHOUT, {"csrf_refresh=two", "csrf_access=one"}, "csrf_access", ""},
        {PARAMETER, {"guard_token=one"}, "guard_token", "X-Guard-Token"},
        {PARAMETER, {"guardToken=one"}, "guardToken", "X-Guard-Token"},
        {PARAMETER, {"guard_token=one; HttpOnly"}, "", ""}, /* no script can send it back */
        {PARAMETER, {"guard=one"}, "", ""},
        {PARAMETER, {"csrftoken=one"}, "csrftoken", ""}, /* the parameter is for something else */
        {SCHEME, {"csrftoken=one"}, "csrftoken", "X-House-Csrf"},
        {SCHEME, {"house_csrf=one"}, "house_csrf", "X-House-Csrf"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct loaded l;
        struct csrf csrf;
        take(&l, &rows[i], &csrf);
        if (!span_equal(csrf.cookie, span_from(rows[i].name)) ||
            !span_equal(csrf.header, span_from(rows[i].header))) {
            fail_msg("%s: \"%.*s\" in \"%.*s\"", rows[i].cookies[0], SPAN_ARG(csrf.cookie),
                     SPAN_ARG(csrf.header));
        }
        arena_free(&l.arena);
    }
}

static void readable_or_not(void **state) {
    (void)state;
    struct loaded l;
    struct csrf csrf;
    take(&l, &(struct row){WITHOUT, {"XSRF-TOKEN=one"}, "", ""}, &csrf);
    assert_false(csrf.sealed);
    assert_span(csrf.value, "one");
    arena_free(&l.arena);
    take(&l, &(struct row){WITHOUT, {"XSRF-TOKEN=one; HttpOnly"}, "", ""}, &csrf);
    assert_true(csrf.sealed);
    arena_free(&l.arena);
}

static void put(struct arena *arena, const struct csrf *csrf, struct request *request) {
    *request = (struct request){.method = SPAN("POST"), .url = SPAN("http://h/orders")};
    assert_int_equal(csrf_put(arena, csrf, request), OK);
}

static struct span field(const struct request *request, const char *name) {
    return fields_get(&request->fields, span_from(name));
}

/* As scripts do: decoded, in the header that is named, or in all the usual ones and one that is
 * called as the cookie. */
static void put_back(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct request request;
    struct csrf csrf = {
        .cookie = SPAN("shop_csrf"), .value = SPAN("a%2Fb"), .header = SPAN("X-Own")};
    put(&arena, &csrf, &request);
    assert_span(field(&request, "Cookie"), "shop_csrf=a%2Fb");
    assert_span(field(&request, "X-Own"), "a/b");
    assert_int_equal(request.fields.n, 2);
    csrf.header = SPAN("");
    put(&arena, &csrf, &request);
    assert_span(field(&request, "X-XSRF-TOKEN"), "a/b");
    assert_span(field(&request, "CSRF-Token"), "a/b");
    assert_span(field(&request, "X-shop-csrf"), "a/b");
    csrf = (struct csrf){.cookie = SPAN("csrftoken"), .value = SPAN("one")};
    put(&arena, &csrf, &request); /* Django's is asked for in one place */
    assert_span(field(&request, "X-CSRFToken"), "one");
    assert_int_equal(request.fields.n, 2);
}

/* A token that was fetched goes with the session that it belongs to, and not with its cookie's
 * value. */
static void fetched(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct request request;
    struct csrf csrf = {.token = SPAN("fetched-1"), .header = SPAN("X-Own")};
    assert_true(fields_add(&arena, &csrf.jar, SPAN("sid"), SPAN("nobodys")));
    put(&arena, &csrf, &request);
    assert_span(field(&request, "Cookie"), "sid=nobodys");
    assert_span(field(&request, "X-Own"), "fetched-1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_by_what_it_is),
        cmocka_unit_test(readable_or_not),
        cmocka_unit_test(put_back),
        cmocka_unit_test(fetched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
