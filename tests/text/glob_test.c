/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns: stars, double stars, methods. */
#include "text/glob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct row {
    const char *pattern, *text;
    bool fits;
};

static void stars(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"/a", "/a", true},
        {"/a", "/ab", false},
        {"", "", true},
        {"", "/", false},
        {"/*", "/a", true},
        {"/*", "/a/b", false},
        {"/**", "/a/b", true},
        {"/**", "/", true},
        {"/a/*/c", "/a/b/c", true},
        {"/a/*/c", "/a/b/b/c", false},
        {"/a/**/c", "/a/b/b/c", true},
        {"/a/**/c", "/a/c", true},
        {"/a/**/c", "/a//c", true},
        {"/a/**/c", "/ac", false},
        {"/a/**/c", "/a/cc", false},
        {"**/id", "/x/id", true},
        {"**/id", "id", false},
        {"/?", "/a", true},
        {"/?", "//", false},
        {"/o*s", "/orders", true},
        {"/o*s", "/orders/", false},
        {"/o*r*s", "/orders", true},
        {"/**s*/x", "/a/b/sss/x", true},
        {"/**s*/x", "/a/b/ttt/x", false},
        {"/orders/{id}/", "/orders/{id}/", true},
        {"/orders/{id}/", "/orders/1/", false},
        {"*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        bool fits = glob_match(span_from(rows[i].pattern), span_from(rows[i].text));
        if (fits != rows[i].fits) {
            fail_msg("%s on %s", rows[i].pattern, rows[i].text);
        }
    }
}

static void operations(void **state) {
    (void)state;
    struct span get = SPAN("GET"), path = SPAN("/api/orders/{id}/");
    assert_true(glob_operation(SPAN("/api/**"), get, path));
    assert_true(glob_operation(SPAN("GET /api/**"), get, path));
    assert_true(glob_operation(SPAN("get   /api/**"), get, path));
    assert_true(glob_operation(SPAN("* /api/**"), get, path));
    assert_false(glob_operation(SPAN("POST /api/**"), get, path));
    assert_false(glob_operation(SPAN("/api/*"), get, path));
    assert_true(glob_operation(SPAN("orders"), get, path));
    assert_true(glob_operation(SPAN("o?d*s"), get, path));
    assert_true(glob_operation(SPAN("GET orders"), get, path));
    assert_false(glob_operation(SPAN("users"), get, path));
    assert_true(glob_operation(SPAN("**"), get, path));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(stars), cmocka_unit_test(operations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
