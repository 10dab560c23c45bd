/* SPDX-License-Identifier: Apache-2.0 */
/* Paths that do not exist, beside those that do. */
#include "contract_text.h"

#include "scan/nowhere.h"

static void beside(void **state) {
    static const char *const cases[][3] = {
        {"/orders", "http://h/orders", "http://h/orders-postern-nowhere"},
        {"/orders", "http://h:8/api/v1/orders?a=/b",
         "http://h:8/api/v1/orders-postern-nowhere?a=/b"},
        {"/orders/", "http://h/orders/", "http://h/orders-postern-nowhere/"},
        {"/orders", "http://h/orders/", "http://h/orders-postern-nowhere/"}, /* a slash was added */
        {"/orders/{id}", "http://h/orders/7", "http://h/orders-postern-nowhere/7"},
        {"/orders/{id}/lines/{n}", "http://h/orders/7/lines/2",
         "http://h/orders/7/lines-postern-nowhere/2"},
        {"/orders/{id}.json", "http://h/orders/7.json", "http://h/orders-postern-nowhere/7.json"},
        {"/{id}", "http://h/7", "http://h/postern-nowhere/7"},
        {"/", "http://h/", "http://h/postern-nowhere/"},
        {"/", "http://h", "http://h/postern-nowhere"},
    };
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_span(nowhere_url(&arena, span_from(cases[i][1]), span_from(cases[i][0])),
                    cases[i][2]);
    }
}

static void nobodys_object(void **state) {
    static const char *const cases[][3] = {
        {"/orders/{id}", "http://h/v1/orders/7?a=/b", "http://h/v1/orders/2147480123?a=/b"},
        {"/orders/{id}/", "http://h/orders/7/", "http://h/orders/2147480123/"},
        {"/a/{id}/b/{n}/lines", "http://h/a/7/b/red/lines", "http://h/a/7/b/postern-no-such/lines"},
        {"/a/{id}", "http://h/a/6fa459ea-ee8a-3ca4-894e-db77e160355e",
         "http://h/a/b7e15162-8aed-4a6a-bf71-58809cf4f3c7"},
        {"/a/{id}.json", "http://h/a/7.json", ""},
        {"/a", "http://h/a", ""},
    };
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_span(nowhere_object(&arena, span_from(cases[i][1]), span_from(cases[i][0])),
                    cases[i][2]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beside),
        cmocka_unit_test(nobodys_object),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
