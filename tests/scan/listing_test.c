/* SPDX-License-Identifier: Apache-2.0 */
/* Lists as two identities were shown them: whose is what, and when a list is only a page. */
#include "scan/owned.h"

#include "contract_text.h"

static const char text[] = "openapi: 3.0.3\n"
                           "info: {title: t, version: '1'}\n"
                           "paths:\n"
                           "  /orders: {get: {responses: {}}}\n"
                           "  /orders/{id}: {get: {responses: {}}}\n"
                           "  /slips/{order}: {get: {responses: {}}}\n"
                           "  /users/{id}: {get: {responses: {}}}\n";

struct shown {
    struct loaded loaded;
    struct listings listings;
    struct identity anna, ben;
};

static void show(struct shown *shown, const struct identity *who, int status, const char *body) {
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/orders")},
        .response = {.wire = WIRE_OK, .status = status, .body = span_from(body)}};
    shown->listings.arena = &shown->loaded.arena;
    assert_int_equal(listing_note(&shown->listings, &shown->loaded.contract,
                                  operation_of(&shown->loaded, "GET", "/orders"), who, &exchange),
                     OK);
}

/* How many ids of anna's are hers alone, when ben was shown that. */
static size_t hers(const char *annas, int status, const char *bens) {
    struct shown shown = {.anna = {.name = SPAN("anna")}, .ben = {.name = SPAN("ben")}};
    struct owned owned;
    load_contract(&shown.loaded, text);
    show(&shown, &shown.anna, 200, annas);
    show(&shown, &shown.ben, status, bens);
    assert_int_equal(
        owned_collect(&shown.loaded.arena, &shown.listings, &shown.anna, &shown.ben, &owned), OK);
    size_t n = owned.ids.n;
    arena_free(&shown.loaded.arena);
    return n;
}

static void test_owners(void **state) {
    (void)state;
    assert_int_equal(hers("[{\"id\": 1}, {\"id\": 2}]", 200, "[{\"id\": 2}]"), 1);
    assert_int_equal(hers("[{\"id\": 1}, {\"id\": 2}]", 200, "[]"), 2);
    assert_int_equal(hers("[{\"id\": 1}]", 403, "{\"detail\": \"no\"}"), 1);
    assert_int_equal(hers("[{\"id\": 1}]", 200, "[{\"id\": 9, \"parent\": {\"id\": 1}}]"), 0);
    assert_int_equal(hers("[{\"id\": 1}]", 200, "[{\"id\": 1}]"), 0);
    assert_int_equal(hers("[{\"id\": 1}]", 401, "{}"), 0); /* his credential does not work here */
    assert_int_equal(hers("[{\"id\": 1}]", 500, "{}"), 0);
    assert_int_equal(hers("[{\"id\": 1}]", 200, "<html>"), 0);
}

/* What ben's page does not show may stand on the next one. */
static void test_pages(void **state) {
    (void)state;
    static const char *const pages[] = {
        "{\"results\": [{\"id\": 2}], \"next\": \"/orders?page=2\"}",
        "{\"items\": [{\"id\": 2}], \"nextPageToken\": \"abc\"}",
        "{\"items\": [{\"id\": 2}], \"has_more\": true}",
        "{\"items\": [{\"id\": 2}], \"meta\": {\"total_count\": 7}}",
        "{\"items\": [{\"id\": 2}], \"total_pages\": 2}",
        ("[{\"id\":2},{\"id\":3},{\"id\":4},{\"id\":5},{\"id\":6},{\"id\":7},{\"id\":8},{\"id\":9},"
         "{\"id\":10},{\"id\":11}]"),
    };
    for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
        assert_int_equal(hers("[{\"id\": 1}]", 200, pages[i]), 0);
    }
    static const char *const wholes[] = {
        "{\"results\": [{\"id\": 2}], \"next\": null, \"count\": 1}",
        "{\"items\": [{\"id\": 2}], \"has_more\": false, \"page_size\": 50, \"pages\": 1}",
    };
    for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++) {
        assert_int_equal(hers("[{\"id\": 1}]", 200, wholes[i]), 1);
    }
}

static bool stands_in(const char *template, const char *url) {
    struct shown shown = {.anna = {.name = SPAN("anna")}, .ben = {.name = SPAN("ben")}};
    struct owned owned;
    load_contract(&shown.loaded, text);
    show(&shown, &shown.anna, 200, "[{\"id\": 31}]");
    show(&shown, &shown.ben, 200, "[]");
    assert_int_equal(
        owned_collect(&shown.loaded.arena, &shown.listings, &shown.anna, &shown.ben, &owned), OK);
    bool found = owned_in(&shown.loaded.arena, &owned, span_from(template), span_from(url)) != NULL;
    arena_free(&shown.loaded.arena);
    return found;
}

static void test_places(void **state) {
    (void)state;
    assert_true(stands_in("/orders/{id}", "http://127.0.0.1/api/orders/31"));
    assert_true(stands_in("/orders/{id}/lines/", "http://127.0.0.1/orders/31/lines/"));
    assert_true(stands_in("/slips/{order}", "http://127.0.0.1/slips/31"));
    assert_true(stands_in("/slips/{orderId}/", "http://127.0.0.1/slips/31"));
    assert_false(stands_in("/users/{id}", "http://127.0.0.1/users/31"));
    assert_false(stands_in("/orders/{id}", "http://127.0.0.1/orders/32"));
}

static void test_elsewhere(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 16);
    struct owned_id id = {.value = {.value = SPAN("31")}};
    struct span url =
        owned_elsewhere(&arena, &id, SPAN("a/b"), SPAN("http://127.0.0.1:3131/o/31/lines?x=31"));
    assert_true(span_equal(url, SPAN("http://127.0.0.1:3131/o/a%2Fb/lines?x=31")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_owners),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
