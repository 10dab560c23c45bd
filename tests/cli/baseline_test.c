/* SPDX-License-Identifier: Apache-2.0 */
/* The baseline: what it has counts no more, what it has not does, and what is no report is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "cli/baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct made {
    struct arena arena;
    struct diag diag;
    struct baseline baseline;
    enum err err;
};

static void read_text(struct made *made, const char *text) {
    char path[] = "/tmp/postern-baseline-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(io_write_fd(fd, span_from(text)), OK);
    (void)close(fd);
    *made = (struct made){0};
    arena_init(&made->arena, 1 << 20);
    diag_init(&made->diag, &made->arena);
    made->err = baseline_read(&made->arena, span_from(path), &made->baseline, &made->diag);
    (void)unlink(path);
}

static void test_marks(void **state) {
    (void)state;
    struct made made;
    read_text(&made, "{\"postern\": \"0.1.0\", \"kind\": \"audit\", \"findings\": ["
                     "{\"fingerprint\": \"00aa\"}, {\"fingerprint\": \"00bb\"}, {}]}");
    assert_int_equal(made.err, OK);
    static const struct rule rule = {.id = "a-rule"};
    struct finding findings[] = {{.rule = &rule, .fingerprint = SPAN("00bb")},
                                 {.rule = &rule, .fingerprint = SPAN("00cc")},
                                 {.rule = &rule, .fingerprint = SPAN("")}};
    struct result result = {0};
    result.findings.at = findings;
    result.findings.n = 3;
    assert_int_equal(baseline_mark(&made.baseline, &made.arena, &result), OK);
    assert_true(findings[0].known);
    assert_false(findings[1].known);
    assert_false(findings[2].known); /* one without a fingerprint is like no other */
    arena_free(&made.arena);
}

static const char *const accepted =
    "{\"postern\": \"0.1.0\", \"kind\": \"scan\", \"findings\": [{\"rule\": \"open-endpoint\", "
    "\"cause\": \"c1\", \"fingerprint\": \"00aa\", \"operations\": ["
    "{\"method\": \"GET\", \"path\": \"/a/\"}, {\"method\": \"GET\", \"path\": \"/b/\"}]}]}";

static struct operation_name places[] = {{SPAN_INIT("GET"), SPAN_INIT("/a/")},
                                         {SPAN_INIT("GET"), SPAN_INIT("/c/")}};

/* One of two places is mended: what is left was accepted. A place more was not. */
static void test_covers(void **state) {
    (void)state;
    static const struct rule rule = {.id = "open-endpoint"};
    struct made made;
    read_text(&made, accepted);
    assert_int_equal(made.err, OK);
    for (size_t n = 1; n <= 2; n++) {
        struct finding finding = {.rule = &rule, .cause = SPAN("c1"), .fingerprint = SPAN("00ff")};
        finding.operations.at = places;
        finding.operations.n = n;
        struct result result = {0};
        result.findings.at = &finding;
        result.findings.n = 1;
        assert_int_equal(baseline_mark(&made.baseline, &made.arena, &result), OK);
        assert_int_equal(finding.known, n == 1);
        assert_int_equal(result.fixed.n, 0);
    }
    arena_free(&made.arena);
}

/* Gone is told only where both operations were judged. */
static void test_fixed(void **state) {
    (void)state;
    struct made made;
    read_text(&made, accepted);
    struct operation_result rows[] = {
        {.method = SPAN("GET"), .path = SPAN("/a/"), .gate = GATE_ENFORCED},
        {.method = SPAN("GET"), .path = SPAN("/b/"), .gate = GATE_INCONCLUSIVE}};
    struct result result = {0};
    result.operations.at = rows;
    result.operations.n = 2;
    assert_int_equal(baseline_mark(&made.baseline, &made.arena, &result), OK);
    assert_int_equal(result.fixed.n, 0);
    rows[1].gate = GATE_ENFORCED;
    assert_int_equal(baseline_mark(&made.baseline, &made.arena, &result), OK);
    assert_int_equal(result.fixed.n, 1);
    arena_free(&made.arena);
}

static void test_no_report(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "[]",
                                        "{}",
                                        "{\"findings\": []}",
                                        "{\"postern\": 1, \"findings\": []}",
                                        "{\"postern\": \"0.1.0\", \"findings\": {}}"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct made made;
        read_text(&made, texts[i]);
        assert_int_not_equal(made.err, OK);
        assert_int_equal(made.diag.errors, 1);
        arena_free(&made.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_covers),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_no_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
