/* SPDX-License-Identifier: Apache-2.0 */
/* Templates and the paths that are theirs. */
#include "routes/routes.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

static void add(struct routes *routes, const char *template, const char *method) {
    assert_int_equal(routes_add(routes, span_from(template), span_from(method), template), OK);
}

/* The template of a path in an index of these, or "-". */
static void precedence(void **state) {
    (void)state;
    static const char *const templates[] = {
        "/",
        "/orders",
        "/orders/{id}",
        "/orders/{id}/",
        "/orders/latest",
        "/orders/{id}/lines/{line}",
        "/orders/latest/lines/first",
        "/{any}/x",
        "/files/{name}",
        "/files/{from}-{to}.json",
        "/files/{name}.json",
        "/v{version}/me",
        "/raw/{rest+}",
        "/raw/{rest}/meta",
        "/a}b{c/{d}",
        "/pair/{a}{b}",
        "/text/{a}{}",
        "/text/{a}{b}",
    };
    static const char *const rows[][2] = {
        {"/", "/"},
        {"", "-"},
        {"/orders", "/orders"},
        {"/orders/", "-"},
        {"/orders/7", "/orders/{id}"},
        {"/orders/7/", "/orders/{id}/"},
        {"/orders/latest", "/orders/latest"},
        {"/orders/latest/", "/orders/{id}/"},
        {"/orders/latest/lines/first", "/orders/latest/lines/first"},
        {"/orders/latest/lines/2", "/orders/{id}/lines/{line}"},
        {"/orders/7/lines/", "-"},
        {"/orders/x", "/orders/{id}"},
        {"/else/x", "/{any}/x"},
        {"//x", "-"},
        {"/files/1-2.json", "/files/{from}-{to}.json"},
        {"/files/1-2-3.json", "/files/{from}-{to}.json"},
        {"/files/-2.json", "/files/{name}.json"},
        {"/files/a.json", "/files/{name}.json"},
        {"/files/.json", "/files/{name}"},
        {"/files/a.xml", "/files/{name}"},
        {"/v2/me", "/v{version}/me"},
        {"/v/me", "-"},
        {"/raw/a", "/raw/{rest+}"},
        {"/raw/a/b/c", "/raw/{rest+}"},
        {"/raw/a/meta", "/raw/{rest}/meta"},
        {"/raw/a/b/meta", "/raw/{rest+}"},
        {"/raw/", "-"},
        {"/a}b{c/1", "/a}b{c/{d}"},
        {"/pair/1", "-"},
        {"/pair/12", "/pair/{a}{b}"},
        {"/text/1{}", "/text/{a}{}"},
        {"/text/12", "/text/{a}{b}"},
        {"/Orders", "-"},
    };
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct routes routes = {.arena = &arena};
    for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++) {
        add(&routes, templates[i], "GET");
    }
    routes_seal(&routes);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct route *route = routes_find(&routes, span_from(rows[i][0]));
        struct span got = route ? route->template : SPAN("-");
        if (!span_equal(got, span_from(rows[i][1]))) {
            fail_msg("%s is %.*s, not %s", rows[i][0], SPAN_ARG(got), rows[i][1]);
        }
    }
}

static void methods(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct routes routes = {.arena = &arena};
    add(&routes, "/orders/{id}", "GET");
    add(&routes, "/orders/{pk}", "DELETE");
    routes_seal(&routes);
    const struct route *route = routes_at(&routes, SPAN("/orders/{pk}"));
    assert_ptr_equal(route, routes_at(&routes, SPAN("/orders/{id}")));
    assert_int_equal(routes.all.n, 1);
    assert_string_equal(route_has(route, SPAN("GET")), "/orders/{id}");
    assert_string_equal(route_has(route, SPAN("DELETE")), "/orders/{pk}");
    assert_null(route_has(route, SPAN("get")));
    assert_null(route_has(NULL, SPAN("GET")));
    assert_null(routes_at(&routes, SPAN("/orders/7")));
}

static void slashes(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct routes routes = {.arena = &arena};
    add(&routes, "/with/", "GET");
    add(&routes, "/without", "GET");
    add(&routes, "/both", "GET");
    add(&routes, "/both/", "GET");
    routes_seal(&routes);
    assert_non_null(routes_find_loosely(&routes, SPAN("/with")));
    assert_non_null(routes_find_loosely(&routes, SPAN("/without/")));
    assert_ptr_equal(routes_find_loosely(&routes, SPAN("/both/")),
                     routes_at(&routes, SPAN("/both/")));
    assert_null(routes_find_loosely(&routes, SPAN("/without//")));
    assert_null(routes_find_loosely(&routes, SPAN("/")));
}

static void empty_index(void **state) {
    (void)state;
    struct routes routes = {0};
    routes_seal(&routes);
    assert_null(routes_find(&routes, SPAN("/a")));
    assert_null(routes_at(&routes, SPAN("/a")));
}

static void values(void **state) {
    (void)state;
    static const struct {
        const char *template, *path, *values;
    } rows[] = {
        {"/a/{x}/b/{y}", "/a/1/b/2", "x=1@/a/;y=2@/a/{x}/b/;"},
        {"/a/{x}-{y}.z", "/a/1-2-3.z", "x=1@/a/;y=2-3@/a/{x}-;"},
        {"/a/{x}-{y}", "/a/1-", NULL},
        {"/a/{rest:path}", "/a/b/c", "rest:path=b/c@/a/;"},
        {"/a", "/a", ""},
        {"/a", "/a/", NULL},
        {"/a/{x}", "/a/", NULL},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct route_match match;
        BUF_SCOPE out = {0};
        bool fits = route_lay_over(span_from(rows[i].template), span_from(rows[i].path), &match);
        assert_int_equal(fits, rows[i].values != NULL);
        for (size_t k = 0; fits && k < match.n; k++) {
            buf_printf(&out, "%.*s=%.*s@%.*s;", SPAN_ARG(match.at[k].name),
                       SPAN_ARG(match.at[k].value), SPAN_ARG(match.at[k].before));
        }
        assert_true(!fits || span_equal(buf_span(&out), span_from(rows[i].values)));
    }
}

/* Whatever was added is found by its own text: a placeholder stands for itself, too. */
static void depth_and_size(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct routes routes = {.arena = &arena};
    BUF_SCOPE deep = {0};
    for (size_t i = 0; i < ROUTES_DEPTH + 10; i++) {
        buf_text(&deep, "/{a}");
    }
    struct span template = buf_span(&deep), fits = span_slice(template, 0, 4 * (ROUTES_DEPTH - 1));
    assert_int_equal(routes_add(&routes, template, SPAN("GET"), &routes), OK);
    assert_int_equal(routes_add(&routes, fits, SPAN("GET"), &routes), OK);
    for (int i = 0; i < 20000; i++) {
        struct span one = arena_printf(&arena, "/p%d/{a}/%d-{b}", i % 100, i);
        assert_int_equal(routes_add(&routes, one, SPAN("GET"), &routes), OK);
    }
    routes_seal(&routes);
    assert_null(routes_find(&routes, template));
    assert_non_null(routes_at(&routes, template));
    assert_ptr_equal(routes_find(&routes, fits), routes_at(&routes, fits));
    clock_t start = clock(); /* of the processor: others may be busy */
    for (int i = 0; i < 10000; i++) {
        struct span path = arena_printf(&arena, "/p%d/x/%d-y", i % 100, i);
        assert_non_null(routes_find(&routes, path));
    }
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precedence),  cmocka_unit_test(methods), cmocka_unit_test(slashes),
        cmocka_unit_test(empty_index), cmocka_unit_test(values),  cmocka_unit_test(depth_and_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
