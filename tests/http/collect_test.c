/* SPDX-License-Identifier: Apache-2.0 */
/* Answers put together line by line. */
#include "../base/check.h"
#include "base/limits.h"
#include "http/collect.h"

static void feed(struct collect *collect, const char *const *lines) {
    for (; *lines; lines++) {
        assert_true(collect_line(collect, span_from(*lines)));
    }
}

static int open_collect(void **state) {
    static struct collect collect;
    collect = (struct collect){0};
    collect_start(&collect, 10, false);
    *state = &collect;
    return 0;
}

static int close_collect(void **state) {
    collect_free(*state);
    return 0;
}

static void test_answer(void **state) {
    struct collect *collect = *state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    feed(collect, (const char *const[]){"HTTP/1.1 103 Early\r\n", "Link: x\r\n", "\r\n",
                                        "HTTP/2 429 \r\n", "A:b \r\n", " c\r\n", "a:\r\n",
                                        "Bare: line\n", "\r\n", "Trailer: t\r\n", NULL});
    assert_true(collect_body(collect, SPAN("0123456789")));
    assert_false(collect_body(collect, SPAN("x")));
    assert_true(collect->whole_head && collect->cut);
    assert_span(collect_field(collect, SPAN("BARE")), "line");
    assert_null(collect_field(collect, SPAN("Trailer")).ptr);
    struct response response = {0};
    assert_int_equal(collect_finish(collect, &arena, &response), OK);
    assert_int_equal(response.status, 429);
    assert_int_equal(response.fields.n, 3);
    assert_span(response.fields.at[0].value, "b  c");
    assert_span(response.fields.at[1].value, "");
    assert_span(response.body, "0123456789");
    assert_true(response.cut);
    /* the next answer starts afresh */
    collect_start(collect, 10, false);
    assert_false(collect->whole_head || collect->cut || collect->status);
    assert_null(collect_field(collect, SPAN("A")).ptr);
}

static void test_header_limit(void **state) {
    struct collect *collect = *state;
    size_t sent = 0;
    assert_true(collect_line(collect, SPAN("HTTP/1.1 103 Early\r\n")));
    while (collect_line(collect, SPAN("Name: value\r\n"))) {
        sent += 13;
        assert_true(sent <= LIMIT_RESPONSE_HEADER_BYTES);
    }
    assert_true(collect->overflow);
    assert_true(sent > LIMIT_RESPONSE_HEADER_BYTES - 64);
}

static void test_odd_lines(void **state) {
    struct collect *collect = *state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    feed(collect, (const char *const[]){" folded onto nothing\r\n", "HTTP/1.1 2x0\r\n",
                                        " folded onto the status: x\r\n", ": no name\r\n",
                                        "no colon\r\n", "\r\n", NULL});
    struct response response = {0};
    assert_int_equal(collect_finish(collect, &arena, &response), OK);
    assert_int_equal(response.status, 0);
    assert_int_equal(response.fields.n, 2);
    assert_int_equal(response.body.len, 0);
}

static void test_head_only(void **state) {
    struct collect *collect = *state;
    collect_start(collect, 10, true);
    feed(collect,
         (const char *const[]){"HTTP/1.1 100 Continue\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", NULL});
    assert_false(collect_line(collect, SPAN("\r\n"))); /* enough */
    assert_true(collect->whole_head);
}

static void test_no_memory_for_it(void **state) {
    struct collect *collect = *state;
    struct arena none = {0};
    struct response response = {0};
    feed(collect, (const char *const[]){"HTTP/1.1 200 OK\r\n", "A: b\r\n", "\r\n", NULL});
    assert_int_equal(collect_finish(collect, &none, &response), ERR_MEMORY);
}

#define collect_test(test) cmocka_unit_test_setup_teardown(test, open_collect, close_collect)

int main(void) {
    const struct CMUnitTest tests[] = {
        collect_test(test_answer),           collect_test(test_header_limit),
        collect_test(test_odd_lines),        collect_test(test_head_only),
        collect_test(test_no_memory_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
