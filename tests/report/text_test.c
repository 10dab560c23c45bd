/* SPDX-License-Identifier: Apache-2.0 */
/* The text report against golden files, at two widths, with and without colour; and what must never
 * be in it. POSTERN_GOLDEN=write writes the golden files anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "report/report.h"
#include "sample.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef void make(struct arena *arena, struct result *result);

static void write_made(make *sample, const struct report_style *style, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample(&arena, &result);
    assert_int_equal(report_write(&result, REPORT_TEXT, style, out), OK);
}

static void write_sample(const struct report_style *style, struct buf *out) {
    write_made(sample_result, style, out);
}

static void compare(const char *name, make *sample, const struct report_style *style) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    write_made(sample, style, &out);
    struct span path =
        arena_printf(&arena, "%s/tests/report/golden/%s.txt", getenv("POSTERN_SOURCE"), name);
    if (getenv("POSTERN_GOLDEN")) {
        assert_int_equal(io_write(path.ptr, buf_span(&out)), OK);
    }
    struct span golden = {0};
    assert_int_equal(io_read(&arena, path.ptr, 1 << 20, &golden), OK);
    assert_int_equal(buf_span(&out).len, golden.len);
    assert_memory_equal(out.data, golden.ptr, golden.len);
}

static void test_golden(void **state) {
    (void)state;
    compare("80", sample_result, &(struct report_style){.width = 80});
    compare("80-color", sample_result, &(struct report_style){.width = 80, .color = true});
    compare("120", sample_result, &(struct report_style){.width = 120});
    compare("120-color", sample_result, &(struct report_style){.width = 120, .color = true});
    compare("80-ascii", sample_result, &(struct report_style){.width = 80, .ascii = true});
    compare("120-verbose", sample_result, &(struct report_style){.width = 120, .verbose = true});
    compare("uncut", sample_result, &(struct report_style){.uncut = true});
    compare("audit-80", sample_audit, &(struct report_style){.width = 80});
    compare("audit-100-color", sample_audit, &(struct report_style){.width = 100, .color = true});
    compare("audit-100-verbose", sample_audit,
            &(struct report_style){.width = 100, .verbose = true});
    compare("audit-uncut", sample_audit, &(struct report_style){.uncut = true});
}

static size_t columns(struct span line) {
    size_t width = 0;
    for (size_t at = 0; at < line.len;) {
        uint32_t code;
        at += utf8_next(line, at, &code, NULL);
        width += utf8_width(code);
    }
    return width;
}

/* No line is wider than asked for, except the curl lines. */
static void test_width(void **state) {
    (void)state;
    static const unsigned widths[] = {76, 80, 99, 100, 120, 200};
    for (size_t i = 0; i < 12; i++) {
        BUF_SCOPE out = {0};
        unsigned width = widths[i / 2];
        write_made(i % 2 ? sample_audit : sample_result, &(struct report_style){.width = width},
                   &out);
        struct span rest = buf_span(&out);
        while (rest.ptr) {
            struct span line = span_cut(&rest, '\n');
            bool curl = span_starts(span_trim(line), SPAN("$ "));
            if (!curl && columns(line) > width) {
                fail_msg("%u columns: %.*s", width, SPAN_ARG(line));
            }
        }
    }
}

/* What is piped is read by a program: it gets whole paths, and every finding. */
static void test_uncut(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(&(struct report_style){.uncut = true}, &out);
    struct span whole = SPAN("GET    /api/organisations/{organisation_id}/projects/{project_id}/"
                             "members/{member_id}/permissions/");
    size_t at = span_find(buf_span(&out), whole);
    assert_true(at != SIZE_MAX);
    assert_true(span_find(span_from_index(buf_span(&out), at + 1), whole) != SIZE_MAX);
    assert_true(span_find(buf_span(&out), SPAN("\xE2\x80\xA6")) == SIZE_MAX);
}

/* Whatever a target or a contract says, no control reaches the terminal but our new lines. */
static void test_no_controls(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(&(struct report_style){.width = 80, .verbose = true}, &out);
    struct span text = buf_span(&out);
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        bool valid;
        at += utf8_next(text, at, &code, &valid);
        assert_true(valid && (code == '\n' || !utf8_is_control(code)));
    }
    buf_clear(&out);
    write_sample(&(struct report_style){.width = 80, .verbose = true, .ascii = true}, &out);
    write_made(sample_audit, &(struct report_style){.verbose = true, .ascii = true}, &out);
    for (size_t i = 0; i < out.len; i++) {
        assert_true(out.data[i] == '\n' || (out.data[i] >= ' ' && out.data[i] <= '~'));
    }
}

static void test_crowd(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample_crowd(&arena, 500, 12, &result);
    BUF_SCOPE out = {0};
    assert_int_equal(report_write(&result, REPORT_TEXT, &(struct report_style){.width = 80}, &out),
                     OK);
    assert_true(span_find(buf_span(&out), SPAN("/api/things/  444 operations")) != SIZE_MAX);
    assert_true(span_find(buf_span(&out), SPAN("ok identity-0+11")) != SIZE_MAX);
    assert_true(span_find(buf_span(&out), SPAN("/api/things/  56 operations")) != SIZE_MAX);
    assert_true(span_find(buf_span(&out), SPAN("500 operations: 56 open")) != SIZE_MAX);
    assert_true(span_find(buf_span(&out), SPAN("no findings")) != SIZE_MAX);
}

static size_t lines(struct span text) {
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n';
    }
    return n;
}

static void write_large(struct arena *arena, const struct report_style *style, struct buf *out) {
    struct result result;
    sample_large(arena, 1675, &result);
    assert_int_equal(report_write(&result, REPORT_TEXT, style, out), OK);
}

/* The first finding of a large API stands within the first screens, an open row is one line that
 * says why, and nothing is left out without being counted. */
static void test_large(void **state) {
    (void)state;
    static const struct report_style styles[] = {{.width = 80}, {.width = 120}, {.uncut = true}};
    for (size_t i = 0; i < 3; i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        BUF_SCOPE out = {0};
        write_large(&arena, &styles[i], &out);
        struct span text = buf_span(&out), rest = text;
        size_t finding = span_find(text, SPAN("\nHIGH "));
        assert_true(finding != SIZE_MAX);
        struct span matrix = span_slice(text, 0, finding);
        assert_in_range(lines(matrix), 20, 72);
        rest = span_from_index(matrix, span_find(matrix, SPAN("\n open ")) + 1);
        struct span row = span_cut(&rest, '\n'), next = span_cut(&rest, '\n');
        assert_true(span_find(row, SPAN("by path-variant")) != SIZE_MAX);
        assert_true(span_starts(next, SPAN(" open ")));
        assert_true(span_find(matrix, SPAN(" more operations")) != SIZE_MAX);
        assert_true(span_find(text, SPAN("1675 operations: 210 open")) != SIZE_MAX);
        assert_true(lines(text) < 250);
    }
}

/* With --verbose every operation has its row. */
static void test_large_verbose(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE out = {0};
    write_large(&arena, &(struct report_style){.width = 120, .verbose = true}, &out);
    assert_true(span_find(buf_span(&out), SPAN("/api/resource-40/1600/")) != SIZE_MAX);
    assert_true(lines(buf_span(&out)) > 1675);
}

static void test_nothing(void **state) {
    (void)state;
    struct result result = {.kind = KIND_SCAN};
    BUF_SCOPE out = {0};
    assert_int_equal(report_write(&result, REPORT_TEXT, &(struct report_style){0}, &out), OK);
    assert_true(span_find(buf_span(&out), SPAN("incomplete:")) != SIZE_MAX);
    /* Nothing found by half a run is no good news: not green. */
    buf_clear(&out);
    assert_int_equal(
        report_write(&result, REPORT_TEXT, &(struct report_style){.color = true}, &out), OK);
    assert_true(span_find(buf_span(&out), SPAN("\x1b[33mno findings")) != SIZE_MAX);
    result.complete = true;
    buf_clear(&out);
    assert_int_equal(
        report_write(&result, REPORT_TEXT, &(struct report_style){.color = true}, &out), OK);
    assert_true(span_find(buf_span(&out), SPAN("\x1b[32mno findings")) != SIZE_MAX);
}

/* An operation with a gate, and how many of its attacks were judged. */
static void add_judged(struct arena *arena, struct result *result, size_t planned, size_t judged) {
    struct operation_result *operation = vec_add(arena, &result->operations);
    assert_non_null(operation);
    *operation = (struct operation_result){.method = SPAN("GET"),
                                           .path = SPAN("/api/orders/"),
                                           .gate = GATE_ENFORCED,
                                           .accepted = true,
                                           .attacks = {planned, judged}};
    assert_true(vec_push(arena, &operation->declared, SPAN("bearerAuth")));
}

static bool says(const struct result *result, bool color, const char *words) {
    BUF_SCOPE out = {0};
    assert_int_equal(
        report_write(result, REPORT_TEXT, &(struct report_style){.color = color}, &out), OK);
    return span_find(buf_span(&out), span_from(words)) != SIZE_MAX;
}

/* The last lines: how much was judged, in words and numbers that people read. */
static void test_closing(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result = {.kind = KIND_SCAN, .complete = true, .arena = &arena};
    add_judged(&arena, &result, 1, 1);
    assert_true(says(&result, false, "\njudged 1 of 1 operation, 1 of 1 attack\nno findings\n"));
    add_judged(&arena, &result, 1204, 1204);
    assert_true(says(&result, false, "\njudged 2 of 2 operations, 1,205 of 1,205 attacks\n"));
    assert_true(says(&result, true, "\njudged 2 of 2 operations"));
    add_judged(&arena, &result, 1001007, 1001007);
    assert_true(says(&result, false, ", 1,002,212 of 1,002,212 attacks\n"));
    result.operations.at[2].accepted = false; /* all attacks judged, the operation not */
    assert_true(says(&result, true, "\x1b[33mjudged 2 of 3 operations"));
    result.operations.at[2] = result.operations.at[1];
    result.operations.at[2].declared.n = 0; /* no gate is declared, and attacks were not judged */
    result.operations.at[2].attacks.judged = 4;
    assert_true(says(&result, true, "\x1b[33mjudged 2 of 2 operations, 1,209 of 2,409 attacks"));
    result.operations.n = 1;
    result.operations.at[0].declared.n = 0;
    result.operations.at[0].attacks = (struct attack_count){0, 0};
    assert_false(says(&result, false, "judged")); /* nothing was to be judged */
}

/* What the project accepts is no finding, and is counted all the same. */
static void test_accepted(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample_result(&arena, &result);
    for (size_t i = 0; i < result.findings.n; i++) {
        result.findings.at[i].known = true;
        result.findings.at[i].accepted = SPAN("the proxy adds it");
    }
    assert_true(says(&result, false, "\nno new findings (3 more accepted in postern.yaml)\n"));
}

static void add_credential(struct arena *arena, struct result *result, struct span identity,
                           struct span scheme, struct span origin, struct span proven_at) {
    struct credential_result one = {identity, scheme, origin, STANDING_PROVEN, proven_at};
    assert_true(vec_push(arena, &result->credentials, one));
}

/* Identities share a line where scheme, origin and place of proof are the same; a crowd is cut. */
static void test_wallet(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result = {.kind = KIND_SCAN, .complete = true, .arena = &arena};
    struct span login = SPAN("POST /api/auth/login"), me = SPAN("GET /api/me");
    add_credential(&arena, &result, SPAN("alice"), SPAN("bearerAuth"), login, me);
    add_credential(&arena, &result, SPAN("bob"), SPAN("bearerAuth"), login, me);
    add_credential(&arena, &result, SPAN("carol"), SPAN("bearerAuth"), SPAN("a command"), me);
    add_credential(&arena, &result, SPAN("dave"), SPAN("bearerAuth"), login, SPAN("GET /api/x"));
    add_credential(&arena, &result, SPAN("alice"), SPAN("key"), login, me);
    assert_true(says(&result, false,
                     "\n bearerAuth  alice, bob: POST /api/auth/login, proven at GET /api/me\n"
                     "             carol: a command, proven at GET /api/me\n"
                     "             dave: POST /api/auth/login, proven at GET /api/x\n"
                     " key         alice: POST /api/auth/login, proven at GET /api/me\n"));
    for (size_t i = 0; i < 6; i++) {
        add_credential(&arena, &result, SPAN("e"), SPAN("bearerAuth"), login, me);
    }
    assert_true(says(&result, false, "alice, bob, e, e, e, e and 2 more: POST"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),      cmocka_unit_test(test_width),
        cmocka_unit_test(test_no_controls), cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_nothing),     cmocka_unit_test(test_uncut),
        cmocka_unit_test(test_large),       cmocka_unit_test(test_large_verbose),
        cmocka_unit_test(test_closing),     cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_wallet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
