/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two runs: silence is no mending where nobody could have spoken. */
#include "../base/check.h"

#include "catalog/difference.h"

static const struct rule rule = {
    .id = "anonymous-access", .group = "access", .severity = SEVERITY_CRITICAL};

static struct operation_name places[] = {
    {SPAN_INIT("GET"), SPAN_INIT("/a/")},
    {SPAN_INIT("GET"), SPAN_INIT("/b/")},
    {SPAN_INIT("GET"), SPAN_INIT("/c/")},
};

struct run {
    struct operation_result rows[3];
    struct finding finding;
    struct result result;
};

/* All rows judged, and a finding at n operations from the first one on; 0: no finding. */
static void make(struct run *run, size_t first, size_t n) {
    *run = (struct run){.result = {.kind = KIND_SCAN, .complete = true}};
    for (size_t i = 0; i < 3; i++) {
        bool open = i >= first && i < first + n;
        run->rows[i] = (struct operation_result){.method = places[i].method,
                                                 .path = places[i].path,
                                                 .attacks = {4, 4},
                                                 .gate = open ? GATE_OPEN : GATE_ENFORCED};
    }
    run->result.operations.at = run->rows;
    run->result.operations.n = 3;
    static const char *const prints[] = {"0", "1", "2", "3"};
    run->finding = (struct finding){.rule = &rule,
                                    .severity = SEVERITY_CRITICAL,
                                    .cause = SPAN("one cause"),
                                    .fingerprint = span_from(prints[n])};
    run->finding.operations.at = places + first;
    run->finding.operations.n = n;
    run->result.findings.at = &run->finding;
    run->result.findings.n = n > 0;
}

static void compare(const struct run *before, const struct run *after, struct arena *arena,
                    struct difference *out) {
    assert_int_equal(difference_of(arena, &before->result, &after->result, out), OK);
}

static void is_one(const struct difference *difference, enum change change) {
    assert_int_equal(difference->findings.n, 1);
    assert_string_equal(change_word(difference->findings.at[0].change), change_word(change));
    for (unsigned i = 0; i < CHANGES; i++) {
        assert_int_equal(difference->n[i], i == (unsigned)change);
    }
}

static void test_changes(void **state) {
    (void)state;
    static const struct {
        size_t before_first, before, after_first, after;
        enum change change;
        size_t rows;
    } cases[] = {
        {0, 2, 0, 2, CHANGE_SAME, 0},     {0, 0, 0, 1, CHANGE_NEW, 1},
        {0, 1, 0, 0, CHANGE_FIXED, 1},    {0, 1, 0, 2, CHANGE_WIDER, 1},
        {0, 3, 1, 1, CHANGE_NARROWER, 2},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ARENA_SCOPE arena;
        struct run before, after;
        struct difference difference;
        arena_init(&arena, SIZE_MAX);
        make(&before, cases[i].before_first, cases[i].before);
        make(&after, cases[i].after_first, cases[i].after);
        compare(&before, &after, &arena, &difference);
        is_one(&difference, cases[i].change);
        assert_int_equal(difference.rows.n, cases[i].rows);
    }
}

/* The same fingerprint is the same finding; another one, of the same cause at another place, grew.
 */
static void test_moved(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    struct run before, after;
    struct difference difference;
    arena_init(&arena, SIZE_MAX);
    make(&before, 0, 2);
    make(&after, 1, 2);
    after.finding.fingerprint = SPAN("another");
    compare(&before, &after, &arena, &difference);
    is_one(&difference, CHANGE_WIDER);
    assert_int_equal(difference.findings.at[0].more.n, 1);
    assert_true(span_equal(difference.findings.at[0].more.at[0], SPAN("GET /c/")));
    assert_true(span_equal(difference.findings.at[0].fewer.at[0], SPAN("GET /a/")));
}

static void unjudged(struct run *after) {
    ARENA_SCOPE arena;
    struct run before;
    struct difference difference;
    arena_init(&arena, SIZE_MAX);
    make(&before, 0, 1);
    compare(&before, after, &arena, &difference);
    is_one(&difference, CHANGE_UNJUDGED);
    assert_true(difference.findings.at[0].why.len > 0);
}

static void test_unjudged(void **state) {
    (void)state;
    struct run after;
    make(&after, 0, 0);
    after.rows[0].gate = GATE_INCONCLUSIVE;
    unjudged(&after);
    make(&after, 0, 0);
    after.rows[0].gate = GATE_UNTESTED;
    unjudged(&after);
    make(&after, 0, 0);
    after.rows[0].attacks.judged = 3;
    unjudged(&after);
    make(&after, 0, 0);
    after.result.operations.at++; /* the operation was not asked */
    after.result.operations.n--;
    unjudged(&after);
    make(&after, 0, 0);
    struct span left_out = SPAN("anonymous-access");
    after.result.left_out.at = &left_out;
    after.result.left_out.n = 1;
    unjudged(&after);
}

/* What is told by tokens, or was told beside a valid credential, is silent without one. */
static void test_unmeasured(void **state) {
    (void)state;
    static const struct rule jwt = {.id = "jwt-alg-none", .group = "jwt"};
    static const struct rule access = {.id = "method-gap", .group = "access"};
    static const struct {
        const struct rule *rule;
        bool before, after, judged;
    } cases[] = {
        {&jwt, true, true, true},    {&jwt, true, false, false},    {&jwt, false, false, false},
        {&access, true, true, true}, {&access, true, false, false}, {&access, false, false, true},
        {&rule, true, false, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct run before, after;
        make(&before, 0, 1);
        make(&after, 0, 0);
        before.finding.rule = cases[i].rule;
        before.rows[0].accepted = cases[i].before;
        after.rows[0].accepted = cases[i].after;
        struct span why = finding_unjudged(&before.result, &after.result, &before.finding);
        assert_int_equal(!why.len, cases[i].judged);
    }
}

/* What a later version found is not gone because this one knows no such rule. */
static void test_strange(void **state) {
    (void)state;
    static const struct rule strange = {.id = "of-tomorrow", .group = "other", .strange = true};
    struct run before, after;
    make(&before, 0, 1);
    make(&after, 0, 0);
    before.finding.rule = &strange;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &before.finding).len, 0);
}

/* What shows at no operation needs a whole run to be gone. */
static void test_whole_target(void **state) {
    (void)state;
    struct run before, after;
    struct finding finding = {.rule = &rule};
    make(&before, 0, 0);
    make(&after, 0, 0);
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.result.complete = false;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
}

/* What is judged by more than its place needs a whole run, too. */
static void test_wide(void **state) {
    (void)state;
    static const struct rule wide = {.id = "refresh-reuse", .group = "account", .wide = true};
    struct run before, after;
    struct finding finding = {.rule = &wide};
    make(&before, 0, 0);
    finding.operations.at = places;
    finding.operations.n = 1;
    make(&after, 0, 0);
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.result.complete = false;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    finding.rule = &rule;
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
}

/* It may stem from any row, and from any user: where fewer are asked, a complete run is no proof.
 */
static void test_wide_by_less(void **state) {
    (void)state;
    static const struct rule wide = {.id = "object-level", .group = "authorization", .wide = true};
    struct credential_result users[] = {
        {.identity = SPAN_INIT("anna"), .scheme = SPAN_INIT("b"), .standing = STANDING_PROVEN},
        {.identity = SPAN_INIT("ben"), .scheme = SPAN_INIT("b"), .standing = STANDING_PROVEN}};
    struct credential_result less[] = {users[0], users[1]};
    struct run before, after;
    struct finding finding = {.rule = &wide};
    finding.operations.at = places;
    finding.operations.n = 1;
    make(&before, 0, 0);
    make(&after, 0, 0);
    before.result.credentials.at = users;
    after.result.credentials.at = less;
    before.result.credentials.n = after.result.credentials.n = 2;
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.result.credentials.n = 1;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.result.credentials.n = 2;
    less[1].standing = STANDING_REFUSED;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    less[1].standing = STANDING_PROVEN;
    after.rows[2].gate = GATE_INCONCLUSIVE;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    before.rows[2].gate = GATE_INCONCLUSIVE; /* it said as little then */
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.rows[2].path = after.rows[1].path; /* another method of the same path */
    after.rows[2].method = SPAN("PUT");
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    make(&after, 0, 0);
    after.result.operations.n = 1;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    make(&after, 0, 0);
    before.result.operations.n = 0; /* nothing is known of it */
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
}

/* What shows by a user's name is gone only where one was tried, which comes late. */
static void test_named(void **state) {
    (void)state;
    static const struct rule named = {.id = "any-token-accepted", .group = "access", .named = true};
    struct run before, after;
    struct finding finding = {.rule = &named};
    finding.operations.at = places;
    finding.operations.n = 1;
    make(&before, 0, 0);
    make(&after, 0, 0);
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.result.ended = true;
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.rows[1].unnamed = true;
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.rows[0].unnamed = true;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
}

/* A method that no contract declares has no row: those of its path speak for it. */
static void test_undeclared(void **state) {
    (void)state;
    struct operation_name head = {SPAN("HEAD"), SPAN("/a/")}, gone = {SPAN("HEAD"), SPAN("/d/")};
    struct run before, after;
    struct finding finding = {.rule = &rule};
    finding.operations.at = &head;
    finding.operations.n = 1;
    make(&before, 0, 0);
    make(&after, 0, 0);
    assert_int_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    after.rows[1].path = after.rows[0].path;
    after.rows[1].attacks.judged = 3;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
    finding.operations.at = &gone;
    assert_int_not_equal(finding_unjudged(&before.result, &after.result, &finding).len, 0);
}

static void test_covers(void **state) {
    (void)state;
    struct run one, two;
    make(&one, 0, 1);
    make(&two, 0, 2);
    assert_true(finding_covers(&two.finding, &one.finding));
    assert_false(finding_covers(&one.finding, &two.finding));
    one.finding.cause = SPAN("another cause");
    assert_false(finding_covers(&two.finding, &one.finding));
    one.finding.fingerprint = two.finding.fingerprint;
    assert_true(finding_covers(&two.finding, &one.finding));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes),    cmocka_unit_test(test_moved),
        cmocka_unit_test(test_unjudged),   cmocka_unit_test(test_unmeasured),
        cmocka_unit_test(test_strange),    cmocka_unit_test(test_whole_target),
        cmocka_unit_test(test_covers),     cmocka_unit_test(test_wide),
        cmocka_unit_test(test_undeclared), cmocka_unit_test(test_wide_by_less),
        cmocka_unit_test(test_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
