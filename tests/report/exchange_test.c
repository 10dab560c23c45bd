/* SPDX-License-Identifier: Apache-2.0 */
/* The formats that other programs read: SARIF, JUnit, Markdown; and finding formats by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/markdown_escape.h"
#include "report/report.h"
#include "sample.h"
#include "text/json.h"

typedef void make(struct arena *arena, struct result *result);

static void write_made(make *sample, enum report_format format, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample(&arena, &result);
    assert_int_equal(report_write(&result, format, &(struct report_style){0}, out), OK);
}

static void write_sample(enum report_format format, struct buf *out) {
    write_made(sample_result, format, out);
}

static bool has(const struct buf *out, const char *text) {
    return span_find(buf_span(out), span_from(text)) != SIZE_MAX;
}

static void is_text(const struct node *root, const char *pointer, const char *text) {
    struct span found = node_text(node_at(root, span_from(pointer)));
    if (!span_equal(found, span_from(text))) {
        fail_msg("%s is \"%.*s\"", pointer, SPAN_ARG(found));
    }
}

static void test_sarif(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    const struct node *root = NULL;
    write_sample(REPORT_SARIF, &out);
    assert_int_equal(json_parse(&arena, buf_span(&out), &(struct json_options){0}, &root, NULL),
                     OK);
    is_text(root, "/version", "2.1.0");
    is_text(root, "/runs/0/tool/driver/name", "postern");
    is_text(root, "/runs/0/tool/driver/rules/1/id", "any-token-accepted");
    is_text(root, "/runs/0/tool/driver/rules/1/properties/tags/2", "external/cwe/cwe-345");
    is_text(root, "/runs/0/results/0/ruleId", "anonymous-access");
    is_text(root, "/runs/0/results/0/level", "error");
    is_text(root, "/runs/0/results/0/partialFingerprints/postern~1v1", "0011223344556677");
    is_text(root, "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            "openapi.yaml");
    is_text(root, "/runs/0/results/0/locations/0/logicalLocations/1/fullyQualifiedName",
            "GET /api/orders/1/");
    is_text(root, "/runs/0/results/2/baselineState", "unchanged");
    assert_true(
        node_is(node_at(root, SPAN("/runs/0/invocations/0/executionSuccessful")), NODE_FALSE));
    is_text(root, "/runs/0/invocations/0/toolExecutionNotifications/0/level", "error");
    is_text(root, "/runs/0/invocations/0/toolExecutionNotifications/0/message/text",
            "bob's login was lost: POST /api/token/ answered 401 after 212 requests");
}

static void break_one_rule_twice(struct arena *arena, struct result *result) {
    sample_result(arena, result);
    result->findings.at[1].rule = result->findings.at[0].rule;
}

static void test_sarif_rules(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    const struct node *root = NULL;
    write_made(break_one_rule_twice, REPORT_SARIF, &out);
    assert_int_equal(json_parse(&arena, buf_span(&out), &(struct json_options){0}, &root, NULL),
                     OK);
    is_text(root, "/runs/0/tool/driver/rules/0/id", "anonymous-access");
    is_text(root, "/runs/0/tool/driver/rules/1/id", "no-challenge");
}

static void test_junit(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(REPORT_JUNIT, &out);
    assert_true(has(&out, "tests=\"14\" failures=\"1\" errors=\"1\" skipped=\"6\""));
    assert_true(has(&out, "<failure type=\"any-token-accepted\""));
    assert_true(has(&out, "<skipped message=\"judged 31 of 38 attacks\"/>"));
    assert_true(has(&out, "&lt;script&gt;alert(1)"));
    assert_true(has(&out, "<error type=\"incomplete\" message=\"bob&#39;s login was lost"));
    assert_false(has(&out, "<script"));
    assert_false(has(&out, "\x1b"));
    assert_false(has(&out, "no-challenge"));
}

static void test_markdown(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(REPORT_MARKDOWN, &out);
    assert_true(has(&out, "| **open** | GET /api/orders/ | **OPEN** |"));
    assert_true(has(&out, "> **Incomplete:** bob's login was lost"));
    assert_true(has(&out, "\\<script\\>"));
    assert_true(has(&out, "\n| identity | scheme | from | standing | proven at |\n"
                          "|---|---|---|---|---|\n"
                          "| alice | bearerAuth | POST /api/token/ | proven | "
                          "GET /api/orders/{id}/ |\n"
                          "| bob | bearerAuth | POST /api/token/ | lost | GET /api/orders/{id}/ |\n"
                          "| alice | key | the identities file | refused |  |\n"));
    assert_true(has(&out, "| the identities file | untried |  |\n"));
    assert_true(has(&out, "- judged 31 of 38 attacks: DELETE /api/orders/{id}/\n"));
    assert_true(has(&out, "judged 7 of 13 that declare security, 145 of 152 attacks"));
    assert_true(has(&out, "```sh\ncurl 'http://127.0.0.1:8000/api/orders/'\n```\n"));
    assert_false(has(&out, "\x1b"));
    assert_false(has(&out, "no-challenge"));
}

/* A trace is a code flow, an endpoint a logical location. */
static void test_sarif_audit(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    const struct node *root = NULL;
    write_made(sample_audit, REPORT_SARIF, &out);
    assert_int_equal(json_parse(&arena, buf_span(&out), &(struct json_options){0}, &root, NULL),
                     OK);
    is_text(root, "/runs/0/results/0/locations/0/logicalLocations/0/fullyQualifiedName",
            "PATCH /api/slots/{pk}/");
    is_text(root, "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            "appointments/views.py");
    is_text(root, "/runs/0/results/0/codeFlows/0/threadFlows/0/locations/0/location/message/text",
            "SlotViewSet is routed by urls.py");
    int64_t line = 0;
    assert_true(node_i64(node_at(root, SPAN("/runs/0/results/0/codeFlows/0/threadFlows/0/locations/"
                                            "1/location/physicalLocation/region/startLine")),
                         &line));
    assert_int_equal(line, 51);
}

/* Each endpoint is a case: the open one fails, what is not decided is skipped. */
static void test_junit_audit(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_made(sample_audit, REPORT_JUNIT, &out);
    assert_true(has(&out, "tests=\"5\" failures=\"1\" errors=\"0\" skipped=\"1\""));
    assert_true(has(&out, "<testcase classname=\"postern.audit\" name=\"PATCH /api/slots/{pk}/\">"
                          "<failure type=\"open-endpoint\""));
    assert_true(has(&out, "appointments/views.py:51\n"));
    assert_true(has(&out, "<skipped message=\"undecided: permission_classes comes"));
    assert_true(has(&out, "name=\"GET,POST /api/slots/\"></testcase>"));
}

static void test_markdown_audit(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_made(sample_audit, REPORT_MARKDOWN, &out);
    assert_true(has(&out, "4 endpoints, 1 allowed, 2 refused, 1 undecided; **1 findings**"));
    assert_true(has(&out, "| **allowed** | PATCH /api/slots/{pk}/ | "
                          "appointments.views.SlotViewSet | ClinicJWTAuthentication (settings) | "
                          "AllowAny (get\\_permissions) |  |  |\n| undecided |"));
    assert_true(has(&out, "- PATCH /api/slots/{pk}/\n"));
    assert_true(has(&out, "1. appointments/views.py:40: SlotViewSet is routed by urls.py\n"));
    assert_false(has(&out, "<b>"));
}

static void test_fence(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    markdown_fence(&out, "", SPAN("a\n````\nb"));
    markdown_escape(&out, SPAN("x|y\n<b>&`\x1b"));
    buf_byte(&out, '\0');
    assert_string_equal(out.data, "`````\na\n````\nb\n`````\n\nx\\|y \\<b\\>&amp;\\`\\\\x1b");
}

static void test_names(void **state) {
    (void)state;
    enum report_format format = REPORT_TEXT;
    assert_true(report_format_of_path(SPAN("out/report.sarif"), &format));
    assert_int_equal(format, REPORT_SARIF);
    assert_true(report_format_of_path(SPAN("report.xml"), &format));
    assert_int_equal(format, REPORT_JUNIT);
    assert_true(report_format_of_path(SPAN("REPORT.SARIF"), &format));
    assert_int_equal(format, REPORT_SARIF);
    assert_true(report_format_of_path(SPAN("Report.Json"), &format));
    assert_int_equal(format, REPORT_JSON);
    assert_true(report_format_of_path(SPAN("gl.codequality.json"), &format));
    assert_int_equal(format, REPORT_CODE_QUALITY);
    assert_true(report_format_of_path(SPAN("codequality.json"), &format));
    assert_int_equal(format, REPORT_JSON);
    assert_false(report_format_of_path(SPAN("json"), &format));
    assert_false(report_format_of_path(SPAN("report.pdf"), &format));
    assert_false(report_format_of_path(SPAN(".json"), &format));
    assert_true(report_format_from(SPAN("markdown"), &format));
    assert_int_equal(format, REPORT_MARKDOWN);
    assert_false(report_format_from(SPAN("pdf"), &format));
}

static void test_code_quality(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    const struct node *root = NULL;
    write_sample(REPORT_CODE_QUALITY, &out);
    assert_int_equal(json_parse(&arena, buf_span(&out), &(struct json_options){0}, &root, NULL),
                     OK);
    assert_false(has(&out, "no-challenge")); /* the baseline has it */
    is_text(root, "/0/description",
            "Anyone without a credential is served (GET /api/orders/0/ and 19 more)");
    is_text(root, "/0/check_name", "anonymous-access");
    is_text(root, "/0/fingerprint", "0011223344556677");
    is_text(root, "/0/severity", "blocker");
    is_text(root, "/0/location/path", "openapi.yaml");
    is_text(root, "/1/severity", "critical");
    assert_true(has(&out, "\"begin\": 31"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sarif),       cmocka_unit_test(test_junit),
        cmocka_unit_test(test_markdown),    cmocka_unit_test(test_sarif_audit),
        cmocka_unit_test(test_junit_audit), cmocka_unit_test(test_markdown_audit),
        cmocka_unit_test(test_fence),       cmocka_unit_test(test_names),
        cmocka_unit_test(test_sarif_rules), cmocka_unit_test(test_code_quality),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
