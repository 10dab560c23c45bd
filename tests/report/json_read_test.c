/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON report, read again: nothing is lost on the way, and what is damaged is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/json_read.h"
#include "report/report.h"
#include "sample.h"
#include "text/json.h"

typedef void make(struct arena *arena, struct result *result);

static enum err read_text(struct arena *arena, struct span text, struct result *out,
                          struct diag *diag) {
    static const struct registry none;
    const struct node *root;
    struct json_read read = {
        .arena = arena, .registry = &none, .file = SPAN("report.json"), .diag = diag};
    assert_int_equal(json_parse(arena, text, &(struct json_options){0}, &root, NULL), OK);
    return json_read_result(&read, root, out);
}

static void write(const struct result *result, struct buf *out) {
    struct result bare = *result;
    bare.diag = NULL; /* not a part of what is read */
    assert_int_equal(report_write(&bare, REPORT_JSON, &(struct report_style){0}, out), OK);
}

static void goes_round(make *sample) {
    ARENA_SCOPE arena;
    BUF_SCOPE first = {0}, second = {0};
    struct result result, again;
    arena_init(&arena, SIZE_MAX);
    sample(&arena, &result);
    write(&result, &first);
    assert_int_equal(read_text(&arena, buf_span(&first), &again, NULL), OK);
    write(&again, &second);
    assert_true(span_equal(buf_span(&first), buf_span(&second)));
}

static void test_scan(void **state) {
    (void)state;
    goes_round(sample_result);
}

static void test_audit(void **state) {
    (void)state;
    goes_round(sample_audit);
}

static void marked(struct arena *arena, struct result *result) {
    sample_result(arena, result);
    struct operation_result *row = &result->operations.at[0];
    row->accepted = row->spared = true;
    result->operations.at[1].broken = true;
    result->operations.at[1].unreadable = result->operations.at[1].unsteady = true;
    row->unnamed = true;
    result->findings.at[0].cause = SPAN("the same view");
    result->findings.at[0].evidence.at[0].exchange.response.wire = WIRE_TIMEOUT;
    result->findings.at[0].evidence.at[0].exchange.response.cut = true;
}

/* What is counted depends on them: with one lost, a merged report would promise something else. */
static void test_marks(void **state) {
    (void)state;
    goes_round(marked);
}

struct damage {
    const char *from, *to, *says;
};

static void refuses(const struct damage *damage) {
    ARENA_SCOPE arena;
    BUF_SCOPE text = {0}, damaged = {0};
    struct result result, again;
    struct diag diag;
    arena_init(&arena, SIZE_MAX);
    diag_init(&diag, &arena);
    sample_result(&arena, &result);
    write(&result, &text);
    struct span whole = buf_span(&text);
    size_t at = span_find(whole, span_from(damage->from));
    assert_true(at != SIZE_MAX);
    buf_add(&damaged, span_slice(whole, 0, at));
    buf_text(&damaged, damage->to);
    buf_add(&damaged, span_from_index(whole, at + strlen(damage->from)));
    assert_int_equal(read_text(&arena, buf_span(&damaged), &again, &diag), ERR_INVALID);
    assert_int_equal(diag.errors, 1);
    struct span line = diag_line(&arena, &diag.items.at[0]);
    if (span_find(line, span_from(damage->says)) == SIZE_MAX) {
        fail_msg("%s: %.*s", damage->says, SPAN_ARG(line));
    }
}

static void test_damaged(void **state) {
    (void)state;
    static const struct damage damages[] = {
        {"\"postern\"", "\"another\"", "no JSON report"},
        {"\"findings\": [", "\"found\": [", "no JSON report"},
        {"\"kind\": \"scan\"", "\"kind\": \"guess\"", "report.json:3:"},
        {"\"complete\": false", "\"complete\": \"no\"", "\"complete\" is missing"},
        {"2026-11-22T10:00:00Z", "yesterday", "when it started"},
        {"\"verdict\": \"open\"", "\"verdict\": \"ajar\"", "no verdict"},
        {"\"method\": \"GET\"", "\"method\": 5", "without its method"},
        {"\"anonymous\": \"granted\"", "\"anonymous\": \"waved through\"", "no verdict of a"},
        {"\"severity\": \"critical\"", "\"severity\": \"awful\"", "without its rule"},
        {"\"standing\": \"proven\"", "\"standing\": \"upright\"", "no such standing"},
    };
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        refuses(&damages[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan),
        cmocka_unit_test(test_audit),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
