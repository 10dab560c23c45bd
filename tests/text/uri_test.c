/* SPDX-License-Identifier: Apache-2.0 */
/* URLs: every byte survives, the examples of RFC 3986 section 5.4 resolve as printed. */
#include "text/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define assert_span(got, wanted)                               \
    do {                                                       \
        struct span got_ = (got), wanted_ = span_from(wanted); \
        if (!span_equal(got_, wanted_)) {                      \
            fail_msg("%.*s, not %s", SPAN_ARG(got_), wanted);  \
        }                                                      \
    } while (0)

static void parts(void **state) {
    (void)state;
    struct uri uri;
    assert_int_equal(uri_split(SPAN("https://u:p@example.org:8443/a//b/../c?x=1&y#f?"), &uri), OK);
    assert_span(uri.scheme, "https");
    assert_span(uri.userinfo, "u:p");
    assert_span(uri.host, "example.org");
    assert_span(uri.port, "8443");
    assert_span(uri.path, "/a//b/../c");
    assert_span(uri.query, "x=1&y");
    assert_span(uri.fragment, "f?");
    assert_int_equal(uri_split(SPAN("http://[::1]:80"), &uri), OK);
    assert_span(uri.host, "[::1]");
    assert_span(uri.port, "80");
    assert_span(uri.path, "");
    assert_int_equal(uri_split(SPAN("/a:b"), &uri), OK);
    assert_false(uri.has_authority);
    assert_span(uri.path, "/a:b");
}

static void kept(void **state) {
    (void)state;
    static const char *const urls[] = {
        "http://h/%2e%2E/%zz//;a=b?q?=/&&#",
        "http://h?",
        "//h/p",
        "/p?#",
        "#",
        "",
        "http://@h:/",
        "mailto:a@b",
        "http://h/\xc3\xa9\xff",
        "a:b:c",
        "?",
    };
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        struct uri uri;
        assert_int_equal(uri_split(span_from(urls[i]), &uri), OK);
        assert_span(uri_join(&arena, &uri), urls[i]);
    }
}

static void refused(void **state) {
    (void)state;
    static const char *const urls[] = {"http://h:99999/", "http://h:8x/",  "http://[::1/",
                                       "http://[::1]x/",  "http://h/a b",  "http://h/\r\nX: y",
                                       "http://h/\t",     "http://h:1:2/", "http://h/\x7f"};
    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        struct uri uri;
        if (uri_split(span_from(urls[i]), &uri) != ERR_SYNTAX) {
            fail_msg("%s was accepted", urls[i]);
        }
    }
}

static void encoding(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span text = SPAN("a b/c?d&e=f+g%h:\xc3\xa9~");
    assert_span(uri_encoded(&arena, text, URI_UNRESERVED),
                "a%20b%2Fc%3Fd%26e%3Df%2Bg%25h%3A%C3%A9~");
    assert_span(uri_encoded(&arena, text, URI_SEGMENT), "a%20b%2Fc%3Fd&e=f+g%25h:%C3%A9~");
    assert_span(uri_encoded(&arena, text, URI_PATH), "a%20b/c%3Fd&e=f+g%25h:%C3%A9~");
    assert_span(uri_encoded(&arena, text, URI_QUERY), "a%20b/c?d&e=f+g%25h:%C3%A9~");
    assert_span(uri_encoded(&arena, text, URI_FORM), "a+b%2Fc%3Fd%26e%3Df%2Bg%25h%3A%C3%A9~");
    assert_span(uri_encoded(&arena, (struct span){"\0", 1}, URI_PATH), "%00");
    assert_span(uri_decode(&arena, SPAN("a%20b%2fc%zz%4+%")), "a b/c%zz%4+%");
    assert_span(uri_decode(&arena, uri_encoded(&arena, text, URI_UNRESERVED)), text.ptr);
}

/* RFC 3986, section 5.4.1 and 5.4.2. */
static void resolving(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct span got;
        assert_int_equal(
            uri_resolve(&arena, SPAN("http://a/b/c/d;p?q"), span_from(rows[i][0]), &got), OK);
        assert_span(got, rows[i][1]);
    }
    struct span got;
    assert_int_equal(uri_resolve(&arena, SPAN("http://a"), SPAN("g"), &got), OK);
    assert_span(got, "http://a/g");
    assert_int_equal(uri_resolve(&arena, SPAN("/a"), SPAN("g"), &got), ERR_SYNTAX);
    assert_int_equal(uri_resolve(&arena, SPAN("http://a"), SPAN("x:/.//h/p"), &got), OK);
    assert_span(got, "x:/.//h/p"); /* h does not become a host */
}

static void queries(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span name = SPAN("a b"), value = SPAN("1&2");
    assert_span(uri_query_add(&arena, SPAN("http://h/p"), name, value), "http://h/p?a%20b=1%262");
    assert_span(uri_query_add(&arena, SPAN("http://h/p?"), name, value), "http://h/p?a%20b=1%262");
    assert_span(uri_query_add(&arena, SPAN("/p?x"), name, value), "/p?x&a%20b=1%262");
    assert_span(uri_query_add(&arena, SPAN("/p?x&#f"), name, value), "/p?x&a%20b=1%262#f");
    assert_span(uri_query_add(&arena, SPAN("/p#f?"), name, value), "/p?a%20b=1%262#f?");
    assert_span(uri_path(SPAN("http://h:1/a/%2f?b")), "/a/%2f");
    assert_span(uri_path(SPAN("http://h")), "");
    assert_span(uri_origin(SPAN("http://h:1/a//b?c")), "http://h:1");
    assert_span(uri_origin(SPAN("https://h?next=/a")), "https://h");
    assert_span(uri_origin(SPAN("https://h")), "https://h");
    assert_span(uri_origin(SPAN("//h/a")), "//h");
    assert_span(uri_origin(SPAN("/login?next=http://h/a")), "");
    assert_span(uri_origin(SPAN("/a//b")), "");
    assert_span(uri_origin(SPAN("a//b")), "");
    assert_span(uri_origin(SPAN("")), "");
    assert_span(uri_without_slash(SPAN("/orders/7//")), "/orders/7");
    assert_span(uri_without_slash(SPAN("/")), "");
    assert_span(uri_last_segment(SPAN("/orders/7/")), "7");
    assert_span(uri_last_segment(SPAN("orders")), "orders");
    assert_span(uri_last_segment(SPAN("//")), "");
    assert_span(uri_last_segment(SPAN("")), "");
}

static void origins(void **state) {
    (void)state;
    assert_true(uri_same_origin(SPAN("http://h/a"), SPAN("HTTP://H:80/b?c")));
    assert_true(uri_same_origin(SPAN("https://h"), SPAN("https://h:443")));
    assert_false(uri_same_origin(SPAN("https://h"), SPAN("http://h:443")));
    assert_false(uri_same_origin(SPAN("http://h"), SPAN("http://h.example")));
    assert_false(uri_same_origin(SPAN("http://h@evil/"), SPAN("http://h/")));
    assert_false(uri_same_origin(SPAN("/a"), SPAN("/a")));
    assert_false(uri_same_origin(SPAN("file:///a"), SPAN("file:///a")));
}

static void hosts(void **state) {
    static const char *const here[] = {"http://localhost",        "http://LocalHost:80/a",
                                       "https://api.localhost./", "http://127.0.0.1:8000",
                                       "http://127.9.9.9",        "http://[::1]:1/",
                                       "http://0.0.0.0:3000"};
    static const char *const there[] = {"http://localhost.example", "http://127.0.0.1.nip.example",
                                        "http://127.example",       "http://10.0.0.1",
                                        "http://mylocalhost",       "/localhost",
                                        "http://[2001:db8::1]"};
    (void)state;
    for (size_t i = 0; i < sizeof(here) / sizeof(*here); i++) {
        assert_true(uri_is_loopback(span_from(here[i])));
        assert_false(uri_is_loopback(span_from(there[i])));
    }
    assert_true(uri_has_address(SPAN("http://10.0.0.1:80/")));
    assert_true(uri_has_address(SPAN("http://[::1]/")));
    assert_false(uri_has_address(SPAN("http://10.0.0.example/")));
    assert_false(uri_has_address(SPAN("http://1.2.3/")));
    assert_span(uri_host(SPAN("https://u@H.example:8443/p")), "H.example");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts),    cmocka_unit_test(kept),      cmocka_unit_test(refused),
        cmocka_unit_test(encoding), cmocka_unit_test(resolving), cmocka_unit_test(queries),
        cmocka_unit_test(origins),  cmocka_unit_test(hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
