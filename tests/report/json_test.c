/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON report, read back: every member of the documented shape is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/report.h"
#include "sample.h"
#include "text/json.h"

struct document {
    struct arena arena;
    struct buf text;
    const struct node *root;
};

static int set_up(void **state) {
    static struct document document;
    struct result result;
    document = (struct document){0};
    arena_init(&document.arena, SIZE_MAX);
    sample_result(&document.arena, &result);
    assert_int_equal(report_write(&result, REPORT_JSON, &(struct report_style){0}, &document.text),
                     OK);
    struct json_options options = {.refuse_duplicates = true};
    assert_int_equal(
        json_parse(&document.arena, buf_span(&document.text), &options, &document.root, NULL), OK);
    *state = &document;
    return 0;
}

static int tear_down(void **state) {
    struct document *document = *state;
    buf_free(&document->text);
    arena_free(&document->arena);
    return 0;
}

static void is_text(const struct document *document, const char *pointer, const char *text) {
    struct span found = node_text(node_at(document->root, span_from(pointer)));
    if (!span_equal(found, span_from(text))) {
        fail_msg("%s is \"%.*s\"", pointer, SPAN_ARG(found));
    }
}

static void is_number(const struct document *document, const char *pointer, int64_t number) {
    int64_t found = -1;
    assert_true(node_i64(node_at(document->root, span_from(pointer)), &found));
    assert_int_equal(found, number);
}

static void test_head(void **state) {
    const struct document *document = *state;
    is_text(document, "/postern", POSTERN_VERSION);
    is_text(document, "/kind", "scan");
    is_text(document, "/contract", "openapi.yaml");
    is_text(document, "/target", "http://127.0.0.1:8000");
    is_text(document, "/started", "2026-11-22T10:00:00Z");
    is_text(document, "/finished", "2026-11-22T10:00:04Z");
    is_number(document, "/requests", 1412);
    assert_true(node_is(node_at(document->root, SPAN("/complete")), NODE_FALSE));
    is_number(document, "/summary/operations/open", 2);
    is_number(document, "/summary/findings/critical", 1);
    is_number(document, "/summary/known", 1);
}

static void test_operation(void **state) {
    const struct document *document = *state;
    is_text(document, "/operations/0/method", "GET");
    is_text(document, "/operations/0/path", "/api/orders/");
    is_text(document, "/operations/0/declared/0", "bearerAuth");
    is_text(document, "/operations/0/verdict", "open");
    is_text(document, "/operations/0/matrix/anonymous", "granted");
    is_text(document, "/operations/1/matrix/valid:bob", "denied");
    is_number(document, "/operations/1/statuses/valid:bob", 404);
    is_text(document, "/operations/6/matrix/garbage", "unclear");
    is_text(document, "/operations/8/path", "/api/\x1b]0;owned\x07<script>alert(1)</script>/");
}

static void test_finding(void **state) {
    const struct document *document = *state;
    is_text(document, "/findings/0/rule", "anonymous-access");
    is_text(document, "/findings/0/severity", "critical");
    is_text(document, "/findings/0/confidence", "confirmed");
    is_text(document, "/findings/0/cwe/0", "CWE-306");
    is_text(document, "/findings/0/owasp/0", "API2:2023");
    is_text(document, "/findings/0/title", "Anyone without a credential is served");
    is_text(document, "/findings/0/fingerprint", "0011223344556677");
    is_text(document, "/findings/0/operations/19/path", "/api/orders/19/");
    is_text(document, "/findings/0/location/file", "openapi.yaml");
    is_number(document, "/findings/0/location/line", 31);
    is_text(document, "/findings/0/evidence/1/what", "attack");
    is_text(document, "/findings/0/evidence/1/request/url", "http://127.0.0.1:8000/api/orders/");
    is_number(document, "/findings/0/evidence/1/response/status", 200);
    is_text(document, "/findings/0/evidence/1/response/headers/2/value", "b=\xEF\xBF\xBD");
    is_text(document, "/findings/0/evidence/1/curl", "curl 'http://127.0.0.1:8000/api/orders/'");
    is_text(document, "/findings/1/evidence/0/response/error", "timed out");
    assert_true(node_true(node_at(document->root, SPAN("/findings/2/known"))));
    assert_null(node_at(document->root, SPAN("/findings/0/known")));
}

/* A report may be shown on a terminal with cat. */
static void test_no_controls(void **state) {
    const struct document *document = *state;
    struct span text = buf_span(&document->text);
    for (size_t i = 0; i < text.len; i++) {
        assert_true(text.ptr[i] == '\n' || (unsigned char)text.ptr[i] >= ' ');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_operation),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_no_controls),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
