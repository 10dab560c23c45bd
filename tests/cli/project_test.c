/* SPDX-License-Identifier: Apache-2.0 */
/* What postern.yaml says of operations reaches the contract and the requests; findings are accepted
 * wherever they show, until the day that was said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/accepted.h"
#include "cli/project_operations.h"

static const char contract_text[] =
    "openapi: 3.0.3\n"
    "info: {title: t, version: '1'}\n"
    "paths:\n"
    "  /orders/{id}/: {get: {security: [{b: []}], parameters: [{in: path, name: id, required: "
    "true, "
    "schema: {type: integer}}], responses: {}}}\n"
    "  /carts/{id}: {get: {security: [{b: []}], parameters: [{in: path, name: id, required: true, "
    "schema: {type: integer}}], responses: {}}}\n"
    "  /labels: {post: {security: [{b: []}], requestBody: {content: {application/json: {schema: "
    "{type: object, required: [text, size], properties: {text: {type: string}, size: {type: "
    "integer}}}}}}, responses: {}}}\n"
    "components: {securitySchemes: {b: {type: http, scheme: bearer}}}\n";

struct loaded {
    struct arena arena;
    struct diag diag;
    struct project project;
    struct contract contract;
    struct known_values known;
};

static void load(struct loaded *l, const char *text) {
    *l = (struct loaded){0};
    arena_init(&l->arena, 16 << 20);
    diag_init(&l->diag, &l->arena);
    l->known.arena = &l->arena;
    l->project.reader =
        (struct member_reader){.arena = &l->arena, .file = SPAN("postern.yaml"), .diag = &l->diag};
    struct contract_options options = {.file = SPAN("c.yaml")};
    assert_int_equal(
        contract_load(&l->arena, span_from(contract_text), &options, &l->contract, &l->diag), OK);
    assert_int_equal(project_parse(span_from(text), &l->project), OK);
    assert_int_equal(project_operations(&l->project, &l->contract, &l->known), OK);
}

static struct draft built(struct loaded *l, size_t operation) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, &l->contract.operations.at[operation],
                                   &l->known, SPAN("http://h"), BUILD_REAL, &draft),
                     OK);
    return draft;
}

static void assert_span(struct span s, const char *text) {
    assert_true(span_equal(s, span_from(text)));
}

static void test_values(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "operations:\n  GET /orders/{id}: {parameters: {id: 42}}\n"
             "  POST /labels: {body: {size: 7, flag: true}}\n");
    assert_int_equal(l.diag.warnings, 0);
    assert_span(built(&l, 0).request.url, "http://h/orders/42/");
    assert_true(span_find(built(&l, 1).request.url, SPAN("42")) == SIZE_MAX); /* not his */
    struct span body = built(&l, 2).request.body;
    assert_true(span_find(body, SPAN("\"size\":7,\"flag\":true")) != SIZE_MAX);
    assert_true(span_find(body, SPAN("\"text\":")) != SIZE_MAX);
    arena_free(&l.arena);
}

static void test_whole_body(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "operations: {'/labels': {body: [1, 2]}}\n");
    assert_span(built(&l, 2).request.body, "[1,2]");
    arena_free(&l.arena);
}

static void test_marks(void **state) {
    (void)state;
    struct loaded l;
    load(&l, "operations:\n  GET /orders/**: {public: true}\n  /labels: {skip: it prints}\n"
             "  GET /carts/{id}: {body: {a: 1}}\n");
    assert_true(security_is_public(&l.contract.operations.at[0].security));
    assert_false(security_is_public(&l.contract.operations.at[1].security));
    assert_span(l.contract.operations.at[2].skip, "it prints");
    assert_int_equal(l.contract.operations.at[1].skip.len, 0);
    assert_int_equal(l.diag.warnings, 1); /* a GET without a body */
    arena_free(&l.arena);
}

static const struct rule RULE = {.id = "no-hsts", .kind = KIND_SCAN};

/* A finding at two operations. */
static struct finding *add_finding(struct loaded *l, struct result *result) {
    struct finding *finding = vec_add(&l->arena, &result->findings);
    assert_non_null(finding);
    *finding = (struct finding){.rule = &RULE, .fingerprint = SPAN("00aa")};
    struct operation_name names[] = {{SPAN("GET"), SPAN("/a")}, {SPAN("GET"), SPAN("/b/")}};
    for (size_t i = 0; i < 2; i++) {
        assert_true(vec_push(&l->arena, &finding->operations, names[i]));
        struct operation_result row = {.method = names[i].method, .path = names[i].path};
        assert_true(vec_push(&l->arena, &result->operations, row));
    }
    return finding;
}

static struct finding judged(const char *text, int64_t now, size_t warnings) {
    struct loaded l;
    struct result result = {.kind = KIND_SCAN, .complete = true};
    load(&l, text);
    size_t before = l.diag.warnings; /* by the contract, which has none of those routes */
    struct finding *finding = add_finding(&l, &result);
    assert_int_equal(accepted_mark(&l.project, now, &result), OK);
    assert_int_equal(l.diag.warnings - before, warnings);
    struct finding copy = *finding;
    copy.accepted = copy.accepted.len ? SPAN("yes") : SPAN("");
    arena_free(&l.arena);
    return copy;
}

static void test_reasons(void **state) {
    (void)state;
    struct loaded l;
    struct result result = {.kind = KIND_SCAN, .complete = true};
    load(&l, "accepted: [{rule: no-hsts, operation: /a, reason: the proxy does it},\n"
             "{rule: no-hsts, operation: GET /b, reason: soon, until: 2027-01-31}]");
    struct finding *finding = add_finding(&l, &result);
    assert_int_equal(accepted_mark(&l.project, 0, &result), OK);
    assert_span(finding->accepted, "the proxy does it; soon (until 2027-01-31)");
    arena_free(&l.arena);
}

enum { DAY_BEFORE = 1801353600, DAY_AFTER = 1801440000 }; /* 2027-01-31, 2027-02-01 */

static void test_accepted(void **state) {
    (void)state;
    struct finding by_rule = judged("accepted: [{rule: no-hsts, reason: a}]", 0, 0);
    assert_true(by_rule.known && by_rule.accepted.len);
    assert_true(judged("accepted: [{fingerprint: 00aa, reason: a}]", 0, 0).known);
    assert_false(judged("accepted: [{rule: no-hsts, operation: /a, reason: a}]", 0, 0).known);
    assert_true(judged("accepted: [{rule: no-hsts, operation: /a, reason: a},\n"
                       "{rule: no-hsts, operation: GET /b, reason: b}]",
                       0, 0)
                    .known);
    /* what fits nothing is told, where the run could have found it */
    assert_false(judged("accepted: [{rule: insecure-cookie, reason: a}]", 0, 1).known);
    assert_false(judged("accepted: [{rule: no-hsts, operation: /z, reason: a}]", 0, 0).known);
    assert_false(judged("accepted: [{rule: hsts-off, reason: a}]", 0, 0).known);
    assert_false(judged("accepted: [{rule: no-hsts, file: 'x/**', reason: a}]", 0, 1).known);
}

static void test_until(void **state) {
    (void)state;
    static const char text[] = "accepted: [{rule: no-hsts, reason: a, until: 2027-01-31}]";
    assert_true(judged(text, DAY_BEFORE, 0).known);
    assert_true(judged(text, DAY_AFTER - 1, 0).known);
    assert_false(judged(text, DAY_AFTER, 1).known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values), cmocka_unit_test(test_whole_body),
        cmocka_unit_test(test_marks),  cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_until),  cmocka_unit_test(test_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
