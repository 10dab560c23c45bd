/* SPDX-License-Identifier: Apache-2.0 */
/* What Django sees of a target, and what no server should be shown. */
#include "policy/path.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct row {
    const char *target, *expected; /* the path, or the fault's name */
};

static void targets(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"/", "/"},
        {"/api/orders/7/", "/api/orders/7/"},
        {"/api/orders/7/?a=b#", "path-fragment"},
        {"/api/orders/7/?a=//..\\", "/api/orders/7/"},
        {"/api/%6Frders/7/", "/api/orders/7/"},
        {"/api/%2561/", "/api/%61/"}, /* once */
        {"/caf%C3%A9/", "/caf\xC3\xA9/"},
        {"/caf\xC3\xA9/", "path-raw"},
        {"/a%20b", "/a b"},
        {"/...", "/..."},
        {"/.well-known/x", "/.well-known/x"},
        {"/a;b=c/", "/a;b=c/"},
        {"", "path-form"},
        {"*", "path-form"},
        {"api/", "path-form"},
        {"http://host/api/", "path-form"},
        {"//api/", "path-empty-segment"},
        {"/api//orders/", "path-empty-segment"},
        {"/api//", "path-empty-segment"},
        {"/api/%2Forders/", "path-encoded-slash"},
        {"/api%2forders/", "path-encoded-slash"},
        {"/api\\orders/", "path-backslash"},
        {"/api%5Corders/", "path-backslash"},
        {"/api/../admin/", "path-dot-segment"},
        {"/api/%2e%2E/admin/", "path-dot-segment"},
        {"/api/.%2e", "path-dot-segment"},
        {"/./api/", "path-dot-segment"},
        {"/api/.", "path-dot-segment"},
        {"/api/%00/", "path-control"},
        {"/api/orders/%0A", "path-control"},
        {"/api/%7f", "path-control"},
        {"/a b", "path-control"},
        {"/a\tb", "path-control"},
        {"/api/%", "path-escape"},
        {"/api/%4", "path-escape"},
        {"/api/%g0", "path-escape"},
        {"/api/%C0%AE/", "path-utf8"},
        {"/api/%E9/", "path-utf8"},
        {"/api/\xFF/", "path-raw"},
        {"/api/?\xFF", "/api/"},
        {"/api/%ED%A0%80/", "path-utf8"},
        {"/api/#/", "path-fragment"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct path path;
        enum path_fault fault = path_read(span_from(rows[i].target), &path);
        struct span got =
            fault == PATH_SOUND ? path_span(&path) : span_from(path_fault_name(fault));
        if (!span_equal(got, span_from(rows[i].expected))) {
            fail_msg("%s: expected %s, got %.*s", rows[i].target, rows[i].expected, SPAN_ARG(got));
        }
    }
}

static void bytes_and_length(void **state) {
    (void)state;
    struct path path;
    static char text[PATH_BYTES + 1];
    assert_int_equal(path_read(SPAN("/a\0b"), &path), PATH_CONTROL);
    memset(text, 'a', sizeof(text));
    text[0] = '/';
    assert_int_equal(path_read((struct span){text, PATH_BYTES}, &path), PATH_SOUND);
    assert_int_equal(path_span(&path).len, PATH_BYTES);
    assert_int_equal(path_read((struct span){text, sizeof(text)}, &path), PATH_TOO_LONG);
    assert_int_equal(path_read(SPAN("/a?b=c?d"), &path), PATH_SOUND);
    assert_true(span_equal(path.query, SPAN("b=c?d")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets),
        cmocka_unit_test(bytes_and_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
