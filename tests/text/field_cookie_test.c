/* SPDX-License-Identifier: Apache-2.0 */
/* Set-Cookie as browsers read it (RFC 6265 §5.2). */
#include "text/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define EQUAL(got, text) assert_true(span_equal((got), span_from(text)))

/* What Django sends at login. */
static void test_session(void **state) {
    (void)state;
    struct field_cookie cookie;
    assert_true(field_cookie(SPAN("sessionid=abc123; expires=Sun, 06 Dec 2026 10:00:00 GMT; "
                                  "HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax"),
                             &cookie));
    EQUAL(cookie.name, "sessionid");
    EQUAL(cookie.value, "abc123");
    EQUAL(cookie.path, "/");
    assert_true(cookie.http_only && cookie.has_max_age && cookie.has_expires);
    assert_false(cookie.secure);
    assert_int_equal(cookie.max_age, 1209600);
    assert_int_equal(cookie.expires, 1796551200);
    assert_int_equal(cookie.same_site, SAME_SITE_LAX);
}

static void test_spelling(void **state) {
    (void)state;
    struct field_cookie cookie;
    assert_true(field_cookie(SPAN(" n = \"a=b\" ;SECURE ; samesite = NONE;domain=.Example.org;"
                                  "HTTPONLY=yes;max-age=-5; path=x;unknown=1;;"),
                             &cookie));
    EQUAL(cookie.name, "n");
    EQUAL(cookie.value, "\"a=b\"");
    EQUAL(cookie.domain, "Example.org");
    assert_true(cookie.secure && cookie.http_only);
    assert_int_equal(cookie.same_site, SAME_SITE_NONE);
    assert_int_equal(cookie.max_age, -5);
    assert_int_equal(cookie.path.len, 0);
}

static void test_last_attribute_counts(void **state) {
    (void)state;
    struct field_cookie cookie;
    assert_true(field_cookie(SPAN("a=; SameSite=Strict; SameSite=odd; Max-Age=1; Max-Age=2x; "
                                  "Path=/a; Path=/b"),
                             &cookie));
    assert_int_equal(cookie.value.len, 0);
    assert_int_equal(cookie.same_site, SAME_SITE_UNSET);
    assert_int_equal(cookie.max_age, 1); /* "2x" is passed over */
    EQUAL(cookie.path, "/b");
}

static void test_refused(void **state) {
    (void)state;
    struct field_cookie cookie;
    assert_false(field_cookie(SPAN(""), &cookie));
    assert_false(field_cookie(SPAN("Secure; HttpOnly"), &cookie));
    assert_false(field_cookie(SPAN("=value; Secure"), &cookie));
    assert_true(field_cookie(SPAN("a=b; Max-Age=99999999999999999999"), &cookie));
    assert_true(cookie.max_age == INT64_MAX);
    assert_true(field_cookie(SPAN("a=b; Max-Age=; Expires=never; Domain="), &cookie));
    assert_false(cookie.has_max_age || cookie.has_expires || cookie.domain.len);
}

static void test_next(void **state) {
    (void)state;
    struct field all[] = {{SPAN("Set-Cookie"), SPAN("a=1")},
                          {SPAN("Cookie"), SPAN("b=2")},
                          {SPAN("set-cookie"), SPAN("Secure")},
                          {SPAN("set-cookie"), SPAN("c=3")}};
    const struct fields fields = {.at = all, .n = sizeof(all) / sizeof(all[0])};
    struct field_cookie cookie;
    size_t n = 0;
    assert_true(field_next_cookie(&fields, 3, &n, &cookie));
    assert_true(span_equal(cookie.name, SPAN("a")));
    assert_true(field_next_cookie(&fields, 3, &n, &cookie));
    assert_true(span_equal(cookie.name, SPAN("c")));
    assert_false(field_next_cookie(&fields, 4, &n, &cookie));
    n = 0; /* what sets nothing counts, too */
    assert_true(field_next_cookie(&fields, 2, &n, &cookie));
    assert_false(field_next_cookie(&fields, 2, &n, &cookie));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session),
        cmocka_unit_test(test_spelling),
        cmocka_unit_test(test_last_attribute_counts),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
