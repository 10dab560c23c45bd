/* SPDX-License-Identifier: Apache-2.0 */
/* Ids learnt from answers in all the forms that lists have. */
#include "scan/build/build.h"

#include "contract_text.h"

static const char text[] =
    "openapi: 3.0.3\n"
    "info: {title: t, version: '1'}\n"
    "servers: [{url: /api}]\n"
    "paths:\n"
    "  /orders/: {get: {responses: {}}}\n"
    "  /orders/{id}/: {get: {parameters: [{in: path, name: id, required: true, schema: {type: "
    "integer}}], responses: {}}}\n"
    "  /orders/{order_pk}/lines/{line}/: {get: {responses: {}}}\n"
    "  /books/: {get: {responses: {}}}\n"
    "  /books/{isbn}/: {get: {responses: {}}}\n"
    "  /deep/{id}: {get: {responses: {}}}\n";

static void learn(struct loaded *l, struct known_values *known, const char *path,
                  const char *body) {
    struct response response = {.wire = WIRE_OK, .status = 200, .body = span_from(body)};
    known->arena = &l->arena;
    assert_int_equal(build_harvest(known, &l->contract, operation_of(l, "GET", path), &response),
                     OK);
}

static struct span url_of(struct loaded *l, const struct known_values *known, const char *path) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, "GET", path), known,
                                   SPAN("http://h"), BUILD_REAL, &draft),
                     OK);
    return draft.request.url;
}

static void forms_of_lists(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "[{\"id\": 5, \"x\": {}}, {\"id\": 6}]",
        "{\"count\": 1, \"next\": null, \"results\": [{\"id\": 5}]}",
        "{\"items\": [{\"id\": 5}]}",
        "{\"data\": [{\"id\": \"5\"}]}",
        "{\"_embedded\": {\"orders\": [{\"id\": 5}]}}",
        "{\"orders\": [{\"id\": 5}], \"total\": 1}",
        "[{\"url\": \"http://h/api/orders/5/\"}]",
        "[{\"href\": \"/api/orders/5/\"}]",
        "[5, 6]",
        "{\"id\": 5}",
    };
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        struct loaded l;
        struct known_values known = {0};
        load_contract(&l, text);
        learn(&l, &known, "/orders/", bodies[i]);
        struct span url = url_of(&l, &known, "/orders/{id}/");
        if (!span_equal(url, SPAN("http://h/api/orders/5/"))) {
            fail_msg("%s gave %.*s", bodies[i], SPAN_ARG(url));
        }
        arena_free(&l.arena);
    }
}

static void names(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    learn(&l, &known, "/orders/", "[{\"id\": 5}]");
    learn(&l, &known, "/books/", "[{\"isbn\": \"978/1\", \"title\": \"t\"}]");
    assert_span(url_of(&l, &known, "/orders/{order_pk}/lines/{line}/"),
                "http://h/api/orders/5/lines/postern-no-such/");
    assert_span(url_of(&l, &known, "/books/{isbn}/"), "http://h/api/books/978%2F1/");
    assert_span(url_of(&l, &known, "/deep/{id}"), "http://h/api/deep/postern-no-such");
    arena_free(&l.arena);
}

static void nothing_to_learn(void **state) {
    (void)state;
    static const char *const bodies[] = {"",
                                         "<html>",
                                         "[",
                                         "null",
                                         "[]",
                                         "{\"results\": []}",
                                         "[[[1]]]",
                                         "[{\"id\": null}]",
                                         "[{\"id\": \"\"}]"};
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        learn(&l, &known, "/orders/", bodies[i]);
    }
    struct response refused = {.wire = WIRE_OK, .status = 403, .body = SPAN("[{\"id\": 5}]")};
    assert_int_equal(
        build_harvest(&known, &l.contract, operation_of(&l, "GET", "/orders/"), &refused), OK);
    assert_int_equal(known.values.n, 0);
    arena_free(&l.arena);
}

static void bounded(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    learn(&l, &known, "/orders/", "[1,2,3,4,5,6,7,8,9]");
    assert_int_equal(known.values.n, 5);
    learn(&l, &known, "/orders/", "[1,2,3,4,5,6,7,8,9]");
    assert_int_equal(known.values.n, 5);
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_lists),
        cmocka_unit_test(names),
        cmocka_unit_test(nothing_to_learn),
        cmocka_unit_test(bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
