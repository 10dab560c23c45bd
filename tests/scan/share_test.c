/* SPDX-License-Identifier: Apache-2.0 */
/* Shares of the operations: each in one of them, a collection and its objects together, and the
 * same in every run. */
#include "../base/check.h"

#include "scan/share.h"

#include <stdio.h>

static unsigned share_of(const char *path, unsigned of) {
    unsigned found = 0;
    for (unsigned i = 1; i <= of; i++) {
        if (share_has((struct share){i, of}, span_from(path))) {
            assert_int_equal(found, 0);
            found = i;
        }
    }
    assert_int_not_equal(found, 0);
    return found;
}

static void test_each_in_one(void **state) {
    (void)state;
    unsigned n[6] = {0};
    for (unsigned i = 0; i < 500; i++) {
        char path[32];
        (void)snprintf(path, sizeof(path), "/api/thing%u/", i);
        n[share_of(path, 5)]++;
    }
    for (unsigned i = 1; i <= 5; i++) {
        assert_true(n[i] > 60); /* of 100 on average */
    }
    assert_true(share_has((struct share){0, 0}, SPAN("/anything")));
    assert_int_equal(share_of("/anything", 1), 1);
}

static void test_together(void **state) {
    (void)state;
    static const char *const kin[][4] = {
        {"/api/orders/", "/api/orders/{id}/", "/api/orders/{id}/lines/{line_id}/", "/api/orders"},
        {"/{tenant}/orders", "/{tenant}/orders/{id}", "/{tenant}/orders/{id}/lines", NULL},
        {"/users", "/users/{id}", "/users/{id}:reset", "/users/{id}/keys/{key}"},
    };
    for (size_t i = 0; i < sizeof(kin) / sizeof(kin[0]); i++) {
        for (unsigned of = 2; of <= 40; of++) {
            for (size_t k = 1; k < 4 && kin[i][k]; k++) {
                assert_int_equal(share_of(kin[i][k], of), share_of(kin[i][0], of));
            }
        }
    }
}

/* Machines that share a scan agree on it only if these never change. */
static void test_stable(void **state) {
    (void)state;
    assert_int_equal(share_of("/api/orders/", 1000), 384);
    assert_int_equal(share_of("/api/users/{id}/", 1000), 575);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_in_one),
        cmocka_unit_test(test_together),
        cmocka_unit_test(test_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
