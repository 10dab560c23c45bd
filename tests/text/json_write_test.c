/* SPDX-License-Identifier: Apache-2.0 */
/* JSON writing: commas, indentation, escapes, bytes that are no UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/json.h"

static void expect(struct buf *out, const char *text) {
    assert_int_equal(buf_status(out), OK);
    buf_byte(out, '\0');
    assert_string_equal(out->data, text);
    buf_clear(out);
}

static void expect_quoted(struct span value, const char *text) {
    BUF_SCOPE out = {0};
    json_quote(&out, value);
    expect(&out, text);
}

static void write_sample(struct json_writer *w) {
    json_begin_object(w);
    json_key(w, "a");
    json_i64(w, INT64_MIN);
    json_key(w, "b");
    json_begin_array(w);
    json_bool(w, true);
    json_null(w);
    json_text(w, "x");
    json_begin_object(w);
    json_end_object(w);
    json_end_array(w);
    json_key_span(w, SPAN("c\""));
    json_begin_array(w);
    json_end_array(w);
    json_end_object(w);
}

static void test_one_line(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct json_writer w = {.out = &out};
    write_sample(&w);
    expect(&out, "{\"a\":-9223372036854775808,\"b\":[true,null,\"x\",{}],\"c\\\"\":[]}");
}

static void test_indented(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct json_writer w = {.out = &out, .indent = 2};
    write_sample(&w);
    expect(&out, "{\n  \"a\": -9223372036854775808,\n  \"b\": [\n    true,\n    null,\n    \"x\",\n"
                 "    {}\n  ],\n  \"c\\\"\": []\n}");
}

static void test_escapes(void **state) {
    (void)state;
    expect_quoted(SPAN(""), "\"\"");
    expect_quoted(SPAN("\"\\/\b\f\n\r\t"), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
    expect_quoted(SPAN("\0\x1b[31m\x7f"), "\"\\u0000\\u001b[31m\\u007f\"");
    expect_quoted(SPAN("\xC2\x9B"
                       "31m"),
                  "\"\\u009b31m\"");
    expect_quoted(SPAN("\xE2\x80\xA8\xE2\x80\xAE"), "\"\\u2028\\u202e\"");
    expect_quoted(SPAN("gr\xC3\xBC\xC3\x9F \xF0\x9F\x94\x91"),
                  "\"gr\xC3\xBC\xC3\x9F \xF0\x9F\x94\x91\"");
}

#define FFFD "\xEF\xBF\xBD"

static void test_invalid_utf8(void **state) {
    (void)state;
    expect_quoted(SPAN("\xFF"), "\"" FFFD "\"");
    expect_quoted(SPAN("a\xC0\x80"
                       "b"),
                  "\"a" FFFD FFFD "b\"");                                   /* overlong */
    expect_quoted(SPAN("\xED\xA0\x80"), "\"" FFFD FFFD FFFD "\"");          /* surrogate */
    expect_quoted(SPAN("\xF4\x90\x80\x80"), "\"" FFFD FFFD FFFD FFFD "\""); /* > U+10FFFF */
    expect_quoted(SPAN("\xE2\x82"), "\"" FFFD "\"");                        /* cut off */
    expect_quoted(SPAN("\xE2\x82\""), "\"" FFFD "\\\"\""); /* does not eat the quote */
}

static void test_node(void **state) {
    (void)state;
    const struct node name = {
        .kind = NODE_STRING, .text = "v\n", .len = 2, .key = "k", .key_len = 1};
    const struct node number = {.kind = NODE_NUMBER, .text = "1e3", .len = 3};
    const struct node flag = {.kind = NODE_FALSE, .next = (struct node *)(uintptr_t)&number};
    const struct node list = {.kind = NODE_ARRAY,
                              .child = (struct node *)(uintptr_t)&flag,
                              .key = "l",
                              .key_len = 1,
                              .next = (struct node *)(uintptr_t)&name};
    const struct node root = {.kind = NODE_OBJECT, .child = (struct node *)(uintptr_t)&list};
    BUF_SCOPE out = {0};
    struct json_writer w = {.out = &out};
    json_node(&w, &root);
    expect(&out, "{\"l\":[false,1e3],\"k\":\"v\\n\"}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_line), cmocka_unit_test(test_indented),
        cmocka_unit_test(test_escapes),  cmocka_unit_test(test_invalid_utf8),
        cmocka_unit_test(test_node),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
