/* SPDX-License-Identifier: Apache-2.0 */
/* Shares put together: nothing is lost, nothing is told twice, and nothing is promised that a share
 * did not keep. */
#include "../base/check.h"

#include "catalog/merge.h"

static const struct rule rule = {.id = "anonymous-access", .severity = SEVERITY_CRITICAL};

enum { SHARES = 3 };

static struct span scheme = SPAN_INIT("bearer");

struct share_run {
    struct operation_result row;
    struct credential_result credential;
    struct operation_name name;
    struct finding finding;
    struct result result;
};

struct world {
    struct arena arena;
    struct diag diag;
    struct share_run runs[SHARES];
    const struct result *parts[SHARES];
    struct span names[SHARES];
    struct merge merge;
    struct result result;
};

static enum err digest(struct span text, char hex[FINDINGS_HEX]) {
    static const uint64_t key[2] = {1, 2};
    uint64_t hash = map_hash(key, text);
    for (size_t i = 0; i < FINDINGS_HEX; i++) {
        hex[i] = "0123456789abcdef"[hash >> (i % 16 * 4) & 15];
    }
    return OK;
}

/* Three shares, each with an operation that shows the same cause; handed in from the last on. */
static void set_up(struct world *world) {
    static const char *const paths[SHARES] = {"/a/", "/b/", "/c/"};
    *world = (struct world){.merge = {.digest = digest, .n = SHARES}};
    arena_init(&world->arena, SIZE_MAX);
    diag_init(&world->diag, &world->arena);
    for (size_t i = 0; i < SHARES; i++) {
        struct share_run *run = &world->runs[i];
        run->name = (struct operation_name){SPAN("GET"), span_from(paths[i])};
        run->row = (struct operation_result){.method = run->name.method,
                                             .path = run->name.path,
                                             .declared = {&scheme, 1, 1},
                                             .gate = GATE_OPEN,
                                             .place = {SPAN("c.yaml"), (uint32_t)(10 + i), 5, {0}}};
        run->credential = (struct credential_result){
            .identity = SPAN("alice"), .scheme = SPAN("bearer"), .standing = STANDING_UNTRIED};
        run->finding = (struct finding){.rule = &rule,
                                        .severity = SEVERITY_CRITICAL,
                                        .confidence = CONFIDENCE_CONFIRMED,
                                        .message = span_from(paths[i]),
                                        .cause = SPAN("c1"),
                                        .fingerprint = span_from(paths[i])};
        run->finding.operations.at = &run->name;
        run->finding.operations.n = 1;
        run->result = (struct result){.kind = KIND_SCAN,
                                      .target = SPAN("http://127.0.0.1"),
                                      .started = 100 + (int64_t)i,
                                      .finished = 200 + (int64_t)i,
                                      .requests = 10,
                                      .ended = true,
                                      .complete = true,
                                      .shard = (unsigned)i + 1,
                                      .shards = SHARES};
        run->result.operations.at = &run->row;
        run->result.credentials.at = &run->credential;
        run->result.findings.at = &run->finding;
        run->result.operations.n = run->result.credentials.n = run->result.findings.n = 1;
        world->parts[SHARES - 1 - i] = &run->result;
        world->names[i] = SPAN("part.json");
    }
    world->runs[1].credential.standing = STANDING_PROVEN;
    world->merge.arena = &world->arena;
    world->merge.diag = &world->diag;
    world->merge.parts = world->parts;
    world->merge.names = world->names;
}

static void merged(struct world *world) {
    assert_int_equal(merge_results(&world->merge, &world->result), OK);
}

static void test_whole(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    merged(&world);
    const struct result *result = &world.result;
    assert_true(result->complete);
    assert_int_equal(result->operations.n, SHARES);
    assert_true(span_equal(result->operations.at[0].path, SPAN("/a/")));
    assert_true(span_equal(result->operations.at[2].path, SPAN("/c/")));
    assert_int_equal(result->started, 100);
    assert_int_equal(result->finished, 202);
    assert_int_equal(result->requests, 30);
    assert_int_equal(result->shards, 0);
    assert_int_equal(result->credentials.n, 1);
    assert_int_equal(result->credentials.at[0].standing, STANDING_PROVEN);
    assert_int_equal(world.diag.warnings, 0);
    arena_free(&world.arena);
}

/* As one run would have told it: the first operation's words, a fingerprint of all. */
static void test_one_cause(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.runs[1].finding.confidence = CONFIDENCE_LIKELY;
    merged(&world);
    assert_int_equal(world.result.findings.n, 1);
    struct finding finding = world.result.findings.at[0];
    assert_int_equal(finding.operations.n, SHARES);
    assert_true(span_equal(finding.operations.at[0].path, SPAN("/a/")));
    assert_true(span_equal(finding.message, SPAN("/a/")));
    assert_int_equal(finding.confidence, CONFIDENCE_LIKELY);
    struct span told = finding.fingerprint;
    assert_int_equal(finding_fingerprint(&world.arena, digest, &finding), OK);
    assert_true(span_equal(told, finding.fingerprint));
    arena_free(&world.arena);
}

static void test_two_causes(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.runs[0].finding.cause = SPAN("c2");
    merged(&world);
    assert_int_equal(world.result.findings.n, 2);
    arena_free(&world.arena);
}

static void is_incomplete(struct world *world, const char *says) {
    merged(world);
    assert_false(world->result.complete);
    assert_true(span_find(world->result.incomplete_why, span_from(says)) != SIZE_MAX);
    arena_free(&world->arena);
}

static void test_incomplete(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.merge.n = 2;
    is_incomplete(&world, "shard 1 of 3 is missing");
    set_up(&world);
    world.runs[1].result.complete = world.runs[1].result.ended = false;
    world.runs[1].result.incomplete_why = SPAN("the target went away");
    is_incomplete(&world, "went away");
    set_up(&world);
    world.runs[1].credential.standing = STANDING_UNTRIED;
    is_incomplete(&world, "alice was used nowhere");
}

static void is_refused(struct world *world) {
    assert_int_equal(merge_results(&world->merge, &world->result), ERR_INVALID);
    assert_int_equal(world->diag.errors, 1);
    arena_free(&world->arena);
}

static void test_strangers(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.runs[0].result.target = SPAN("http://127.0.0.2");
    is_refused(&world);
    set_up(&world);
    world.runs[0].result.kind = KIND_AUDIT;
    is_refused(&world);
    set_up(&world);
    world.runs[0].result.shards = 4;
    is_refused(&world);
}

/* What one share lacks, another has: a credential that it alone could prove. */
static void test_paid_by_another(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.runs[0].credential.standing = STANDING_REFUSED;
    world.runs[0].result.complete = false;
    world.runs[0].result.incomplete_why = SPAN("no credential for bearer was accepted");
    merged(&world);
    assert_true(world.result.complete);
    arena_free(&world.arena);
}

/* The same operation twice: told, and the one that was judged counts. */
static void test_twice(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    world.runs[0].row.path = world.runs[0].name.path = SPAN("/b/");
    world.runs[0].row.gate = GATE_UNTESTED;
    merged(&world);
    assert_int_equal(world.result.operations.n, 2);
    assert_int_equal(world.result.operations.at[0].gate, GATE_OPEN);
    assert_int_equal(world.diag.warnings, 1);
    arena_free(&world.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),           cmocka_unit_test(test_one_cause),
        cmocka_unit_test(test_two_causes),      cmocka_unit_test(test_incomplete),
        cmocka_unit_test(test_strangers),       cmocka_unit_test(test_twice),
        cmocka_unit_test(test_paid_by_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
