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

typedef void make(struct arena *arena, struct result *result);

static int read_back(void **state, make *sample) {
    static struct document document;
    struct result result;
    document = (struct document){0};
    arena_init(&document.arena, SIZE_MAX);
    sample(&document.arena, &result);
    assert_int_equal(report_write(&result, REPORT_JSON, &(struct report_style){0}, &document.text),
                     OK);
    struct json_options options = {.refuse_duplicates = true};
    assert_int_equal(
        json_parse(&document.arena, buf_span(&document.text), &options, &document.root, NULL), OK);
    *state = &document;
    return 0;
}

static int set_up(void **state) {
    return read_back(state, sample_result);
}

static void cut_one(struct arena *arena, struct result *result) {
    sample_result(arena, result);
    result->findings.at[0].evidence.at[1].exchange.response.cut = true;
}

static int set_up_cut(void **state) {
    return read_back(state, cut_one);
}

static int set_up_audit(void **state) {
    return read_back(state, sample_audit);
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
    is_number(document, "/requests_by/jwt-alg-none", 900);
    is_number(document, "/requests_by/anonymous", 512);
    assert_true(node_is(node_at(document->root, SPAN("/complete")), NODE_FALSE));
    assert_true(node_is(node_at(document->root, SPAN("/ended")), NODE_FALSE));
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

static void test_attacks(void **state) {
    const struct document *document = *state;
    is_number(document, "/operations/1/attacks/planned", 38);
    is_number(document, "/operations/1/attacks/judged", 38);
    is_number(document, "/operations/2/attacks/judged", 31);
    is_number(document, "/summary/judged/attacks", 145);
    is_number(document, "/summary/judged/attacks_of", 152);
    /* Of 13: the one with a missing attack, two unclear and three untested ones are not judged. */
    is_number(document, "/summary/judged/operations", 7);
    is_number(document, "/summary/judged/operations_of", 13);
}

static void test_credentials(void **state) {
    const struct document *document = *state;
    is_text(document, "/credentials/0/identity", "alice");
    is_text(document, "/credentials/0/scheme", "bearerAuth");
    is_text(document, "/credentials/0/origin", "POST /api/token/");
    is_text(document, "/credentials/0/standing", "proven");
    is_text(document, "/credentials/0/proven_at", "GET /api/orders/{id}/");
    is_text(document, "/credentials/1/standing", "lost");
    is_text(document, "/credentials/2/standing", "refused");
    is_text(document, "/credentials/2/proven_at", "");
    is_text(document, "/credentials/3/standing", "untried");
}

static void test_audit(void **state) {
    const struct document *document = *state;
    is_text(document, "/kind", "audit");
    assert_null(node_at(document->root, SPAN("/operations")));
    assert_null(node_at(document->root, SPAN("/credentials")));
    is_number(document, "/summary/endpoints/allowed", 1);
    is_number(document, "/summary/endpoints/undecided", 1);
    is_text(document, "/endpoints/0/route", "/api/slots/");
    is_text(document, "/endpoints/0/methods/1", "POST");
    is_text(document, "/endpoints/1/view", "appointments.views.SlotViewSet");
    is_text(document, "/endpoints/1/action", "partial_update");
    is_text(document, "/endpoints/1/settings", "clinic.settings.prod");
    is_text(document, "/endpoints/1/anonymous", "allowed");
    assert_true(node_true(node_at(document->root, SPAN("/endpoints/1/decided"))));
    assert_true(node_is(node_at(document->root, SPAN("/endpoints/2/decided")), NODE_FALSE));
    is_text(document, "/endpoints/2/anonymous", "undecided");
    is_text(document, "/endpoints/2/reason",
            "permission_classes comes from a call that is not understood");
    is_text(document, "/endpoints/0/authenticators/0/name", "ClinicJWTAuthentication");
    is_text(document, "/endpoints/0/authenticators/0/from", "settings");
    is_text(document, "/endpoints/0/authenticators/0/file", "clinic/settings/base.py");
    is_number(document, "/endpoints/0/authenticators/0/line", 102);
    is_text(document, "/endpoints/3/permissions/0/name", "IsAuthenticated");
    assert_true(node_is(node_at(document->root, SPAN("/endpoints/0/throttles")), NODE_ARRAY));
    is_text(document, "/findings/0/location/file", "appointments/views.py");
    is_text(document, "/findings/0/endpoints/0/route", "/api/slots/{pk}/");
    is_text(document, "/findings/0/endpoints/0/methods/0", "PATCH");
    is_text(document, "/findings/0/trace/0/words", "SlotViewSet is routed by urls.py");
    is_number(document, "/findings/0/trace/1/location/line", 51);
    assert_null(node_at(document->root, SPAN("/findings/0/operations")));
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

static void test_cut(void **state) {
    const struct document *document = *state;
    assert_true(node_true(node_at(document->root, SPAN("/findings/0/evidence/1/response/cut"))));
    assert_true(
        node_is(node_at(document->root, SPAN("/findings/0/evidence/0/response/cut")), NODE_FALSE));
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
#define ON_SCAN(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define ON_AUDIT(test) cmocka_unit_test_setup_teardown(test, set_up_audit, tear_down)
    const struct CMUnitTest tests[] = {
        ON_SCAN(test_head),
        ON_SCAN(test_operation),
        ON_SCAN(test_attacks),
        ON_SCAN(test_credentials),
        ON_SCAN(test_finding),
        ON_SCAN(test_no_controls),
        ON_AUDIT(test_audit),
        ON_AUDIT(test_no_controls),
        cmocka_unit_test_setup_teardown(test_cut, set_up_cut, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
