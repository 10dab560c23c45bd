/* SPDX-License-Identifier: Apache-2.0 */
/* Media types, parameters, lists and Retry-After, well formed and not. */
#include "text/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define EQUAL(got, text) assert_true(span_equal((got), span_from(text)))

static void test_token(void **state) {
    (void)state;
    assert_true(field_is_token(SPAN("X-Shop#Key_2&~")));
    assert_false(field_is_token(SPAN("auth[key]")));
    assert_false(field_is_token(SPAN("two words")));
    assert_false(field_is_token(SPAN("a\0b")));
    assert_false(field_is_token(SPAN("k\xc3\xa4se")));
    assert_false(field_is_token(SPAN("")));
}

static void test_items(void **state) {
    (void)state;
    struct span rest = SPAN(" GET,, POST ,\"a,\\\"b\" , "), item;
    assert_true(field_next_item(&rest, &item));
    EQUAL(item, "GET");
    assert_true(field_next_item(&rest, &item));
    EQUAL(item, "POST");
    assert_true(field_next_item(&rest, &item));
    EQUAL(item, "\"a,\\\"b\"");
    assert_false(field_next_item(&rest, &item));
}

static void test_list_has(void **state) {
    (void)state;
    assert_true(field_list_has(SPAN("GET, HEAD,OPTIONS"), SPAN("HEAD")));
    assert_false(field_list_has(SPAN("GET, HEAD"), SPAN("head")));
    assert_true(field_list_has_nocase(SPAN("Accept, COOKIE"), SPAN("cookie")));
    assert_false(field_list_has(SPAN(""), SPAN("GET")));
    assert_false(field_list_has(SPAN("GETX"), SPAN("GET")));
}

static void test_params(void **state) {
    (void)state;
    struct span rest = SPAN("; charset=utf-8;x ; b = \"q;\\\"z\" ;=v; open=\"abc");
    struct field_param param;
    assert_true(field_next_param(&rest, &param));
    EQUAL(param.name, "charset");
    EQUAL(param.value, "utf-8");
    assert_false(param.quoted);
    assert_true(field_next_param(&rest, &param));
    EQUAL(param.name, "b");
    EQUAL(param.value, "q;\\\"z");
    assert_true(param.quoted);
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    EQUAL(field_unquote(&arena, &param), "q;\"z");
    assert_true(field_next_param(&rest, &param));
    EQUAL(param.name, "open");
    EQUAL(param.value, "abc");
    assert_false(field_next_param(&rest, &param));
}

static void test_media(void **state) {
    (void)state;
    struct field_media media;
    assert_true(field_media(SPAN(" Application/JSON ; charset=utf-8"), &media));
    EQUAL(media.essence, "Application/JSON");
    EQUAL(media.type, "Application");
    EQUAL(media.subtype, "JSON");
    struct field_param param;
    assert_true(field_next_param(&media.params, &param));
    EQUAL(param.value, "utf-8");
    assert_false(field_media(SPAN(""), &media));
    assert_false(field_media(SPAN("json"), &media));
    assert_false(field_media(SPAN("/json"), &media));
    assert_false(field_media(SPAN("text/"), &media));
    assert_true(field_essence_is(SPAN("text/HTML;q"), SPAN("text/html")));
    assert_false(field_essence_is(SPAN("text/htmlx"), SPAN("text/html")));
}

static void test_json(void **state) {
    (void)state;
    assert_true(field_is_json(SPAN("application/json")));
    assert_true(field_is_json(SPAN("application/problem+JSON; charset=utf-8")));
    assert_true(field_is_json(SPAN("text/json")));
    assert_false(field_is_json(SPAN("application/jsonx")));
    assert_false(field_is_json(SPAN("text/html; x=application/json")));
    assert_false(field_is_json(SPAN("json")));
    assert_false(field_is_json(SPAN("")));
}

static void test_retry_after(void **state) {
    (void)state;
    uint64_t seconds = 7;
    assert_true(field_retry_after(SPAN(" 120 "), 0, &seconds));
    assert_int_equal(seconds, 120);
    int64_t now = 784111777; /* Sun, 06 Nov 1994 08:49:37 GMT */
    assert_true(field_retry_after(SPAN("Sun, 06 Nov 1994 08:49:47 GMT"), now, &seconds));
    assert_int_equal(seconds, 10);
    assert_true(field_retry_after(SPAN("Sun, 06 Nov 1994 08:49:07 GMT"), now, &seconds));
    assert_int_equal(seconds, 0);
    assert_false(field_retry_after(SPAN("soon"), now, &seconds));
    assert_false(field_retry_after(SPAN("-1"), now, &seconds));
    assert_false(field_retry_after(SPAN("99999999999999999999"), now, &seconds));
    assert_false(field_retry_after(SPAN(""), now, &seconds));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_token),       cmocka_unit_test(test_items),
        cmocka_unit_test(test_list_has),    cmocka_unit_test(test_params),
        cmocka_unit_test(test_media),       cmocka_unit_test(test_json),
        cmocka_unit_test(test_retry_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
