/* SPDX-License-Identifier: Apache-2.0 */
/* URLs taken apart, and those that try to lead elsewhere. */
#include "../base/check.h"
#include "http/target.h"

#include <stdio.h>

static void test_split(void **state) {
    (void)state;
    struct target_origin origin;
    struct span target;
    assert_true(target_split(SPAN("HTTP://Example.org:8080/a?b#c"), &origin, &target));
    assert_span(origin.host, "Example.org");
    assert_int_equal(origin.port, 8080);
    assert_false(origin.tls);
    assert_span(target, "/a?b");
    assert_true(target_split(SPAN("https://[::1]"), &origin, &target));
    assert_span(origin.host, "[::1]");
    assert_int_equal(origin.port, 443);
    assert_true(origin.tls);
    assert_span(target, "");
    assert_true(target_split(SPAN("http://a?x"), &origin, &target));
    assert_span(target, "?x");
    assert_int_equal(origin.port, 80);
    assert_true(target_split(SPAN("http://a:/x"), &origin, NULL));
    assert_int_equal(origin.port, 80);
}

static void test_refused(void **state) {
    (void)state;
    static const char *const urls[] = {
        "",           "http:",        "http://",      "http:///x",       "//a/x",
        "ftp://a",    "http://a:0/",  "http://a:x/",  "http://a:65536/", "http://a:-1/",
        "http://:1/", "http://u@a/",  "http://a@b/",  "http://a:1@b/",   "http://[::1",
        "http://[]x", "http://a /x",  "http://a/\tx", "http://a/x\x7f",  "http://a:80:80/",
        "httpx://a",  "http://[::1]x"};
    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        struct target_origin origin;
        if (target_split(span_from(urls[i]), &origin, NULL)) {
            print_message("accepted: %s\n", urls[i]);
            fail();
        }
    }
}

static bool same(const char *a, const char *b) {
    struct target_origin first, second;
    return target_split(span_from(a), &first, NULL) && target_split(span_from(b), &second, NULL) &&
           target_same(&first, &second);
}

static void test_same(void **state) {
    (void)state;
    assert_true(same("http://a/", "HTTP://A:80/x"));
    assert_true(same("https://a:443", "https://a\\@b/")); /* sent to a, whoever b is */
    assert_false(same("http://a", "https://a"));
    assert_false(same("http://a", "http://a:81"));
    assert_false(same("http://a", "http://a."));
    assert_false(same("http://a", "http://b"));
    assert_false(same("http://127.0.0.1", "http://127.1"));
}

static void test_proxies(void **state) {
    (void)state;
    static const char *const good[] = {"http://a:1", "a:1", "a", "SOCKS5H://u:p@[::1]:9/",
                                       "https://a/"};
    static const char *const bad[] = {"",           "ftp://a:1", "http://",    "://",
                                      "http://a:b", "http://@",  "http://a b", "http://u@",
                                      "socks6://a", "http://a:0"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(target_is_proxy(span_from(good[i])));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(target_is_proxy(span_from(bad[i])));
    }
}

static void test_refuses(void **state) {
    (void)state;
    struct field field = {SPAN("X_a.b~"), SPAN(" \t\x80 v")};
    struct request request = {.method = SPAN("M-SEARCH"), .fields = {&field, 1, 1}};
    assert_null(target_refuses(&request));
    for (int byte = 0; byte < 256; byte++) {
        char text[] = {'a', (char)byte, 'b'};
        field.value = (struct span){text, 3};
        assert_int_equal(target_refuses(&request) == NULL,
                         byte != '\r' && byte != '\n' && byte != '\0');
    }
    field.value = SPAN("");
    for (int byte = 0; byte < 256; byte++) {
        char text[] = {'a', (char)byte};
        static const char separators[] = "\"(),/:;<=>?@[\\]{}";
        bool token = byte > ' ' && byte < 0x7f && !strchr(separators, byte);
        field.name = (struct span){text, 2};
        assert_int_equal(target_refuses(&request) == NULL, token);
        field.name = SPAN("a");
        request.method = (struct span){text, 2};
        assert_int_equal(target_refuses(&request) == NULL, token);
        request.method = SPAN("GET");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),   cmocka_unit_test(test_refused), cmocka_unit_test(test_same),
        cmocka_unit_test(test_proxies), cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
