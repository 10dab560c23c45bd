/* SPDX-License-Identifier: Apache-2.0 */
/* Sightings of one cause become one finding, the same in whatever order they come. */
#include "../base/check.h"

#include "catalog/findings.h"

static const struct rule rule = {.id = "test-rule", .severity = SEVERITY_HIGH};
static const struct rule other_rule = {.id = "other-rule", .severity = SEVERITY_LOW};

static const struct operation_name names[3] = {
    {SPAN_INIT("GET"), SPAN_INIT("/a/")},
    {SPAN_INIT("GET"), SPAN_INIT("/b/{id}/")},
    {SPAN_INIT("PUT"), SPAN_INIT("/b/{id}/")},
};

struct world {
    struct arena arena;
    struct findings findings;
    struct result result;
};

static void set_up(struct world *world) {
    *world = (struct world){.result = {.kind = KIND_SCAN}};
    arena_init(&world->arena, SIZE_MAX);
    world->findings.arena = &world->arena;
}

/* Enough of a digest for a test: the text's hash, told in digits. */
static enum err digest(struct span text, char hex[FINDINGS_HEX]) {
    static const uint64_t key[2] = {1, 2};
    uint64_t hash = map_hash(key, text);
    for (size_t i = 0; i < FINDINGS_HEX; i++) {
        hex[i] = "0123456789abcdef"[hash >> (i % 16 * 4) & 15];
    }
    return OK;
}

/* True when it is the one to be shown. */
static bool add(struct world *world, size_t index, const char *cause, enum confidence confidence) {
    struct finding *shown;
    struct sighting sighting = {
        .rule = &rule,
        .cause = span_from(cause),
        .rank = index,
        .place = {.line = (uint32_t)(10 + index * 10)},
        .message = arena_printf(&world->arena, "at %zu", index),
        .confidence = confidence,
        .operation = names[index],
    };
    assert_int_equal(findings_add(&world->findings, &sighting, &shown), OK);
    if (shown) {
        assert_int_equal(shown->evidence.n, 0);
        assert_non_null(vec_add(&world->arena, &shown->evidence));
    }
    return shown != NULL;
}

static void any_order(void **state) {
    static const size_t orders[4][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};
    (void)state;
    char fingerprint[64] = "";
    for (size_t i = 0; i < 4; i++) {
        struct world world;
        set_up(&world);
        for (size_t k = 0; k < 3; k++) {
            enum confidence sure = orders[i][k] == 1 ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED;
            add(&world, orders[i][k], "cause", sure);
        }
        assert_false(add(&world, 0, "cause", CONFIDENCE_CONFIRMED)); /* twice is once */
        assert_int_equal(findings_finish(&world.findings, digest, &world.result), OK);
        assert_int_equal(world.result.findings.n, 1);
        const struct finding *finding = &world.result.findings.at[0];
        assert_int_equal(finding->operations.n, 3);
        assert_int_equal(finding->confidence, CONFIDENCE_LIKELY); /* the least sure speaks */
        assert_span(finding->message, "at 0");
        assert_int_equal(finding->place.line, 10);
        assert_int_equal(finding->evidence.n, 1); /* of the one that is shown */
        assert_int_equal(finding->fingerprint.len, FINDINGS_FINGERPRINT);
        if (i == 0) {
            memcpy(fingerprint, finding->fingerprint.ptr, FINDINGS_FINGERPRINT);
        }
        assert_memory_equal(finding->fingerprint.ptr, fingerprint, FINDINGS_FINGERPRINT);
        arena_free(&world.arena);
    }
}

static void causes_apart(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    assert_true(add(&world, 0, "one", CONFIDENCE_CONFIRMED));
    assert_true(add(&world, 0, "two", CONFIDENCE_CONFIRMED));
    assert_int_equal(world.findings.sightings, 2);
    assert_int_equal(findings_finish(&world.findings, digest, &world.result), OK);
    assert_int_equal(world.result.findings.n, 2);
    assert_false(span_equal(world.result.findings.at[0].fingerprint,
                            world.result.findings.at[1].fingerprint));
    arena_free(&world.arena);
}

/* What is left of a cause stays; what is left without any operation is no finding, until it is seen
 * again. */
static void taken_back(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    add(&world, 0, "one", CONFIDENCE_CONFIRMED);
    add(&world, 1, "one", CONFIDENCE_CONFIRMED);
    add(&world, 0, "two", CONFIDENCE_CONFIRMED);
    add(&world, 2, "three", CONFIDENCE_CONFIRMED);
    findings_withdraw(&world.findings, &rule, SPAN("one"), &names[0]);
    findings_withdraw(&world.findings, &rule, SPAN("two"), &names[0]);
    findings_withdraw(&world.findings, &other_rule, SPAN("one"), &names[1]);
    findings_withdraw(&world.findings, &rule, SPAN("three"), &names[1]);
    findings_withdraw(&world.findings, &rule, SPAN("three"), &names[2]);
    assert_true(findings_has_cause(&world.findings, rule.id, SPAN("one")));
    assert_false(findings_has_cause(&world.findings, rule.id, SPAN("two")));
    assert_true(add(&world, 2, "three", CONFIDENCE_LIKELY));
    assert_int_equal(findings_finish(&world.findings, digest, &world.result), OK);
    assert_int_equal(world.result.findings.n, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(world.result.findings.at[i].operations.n, 1);
        assert_false(operation_is(
            &(struct operation_result){.method = names[0].method, .path = names[0].path},
            &world.result.findings.at[i].operations.at[0]));
    }
    arena_free(&world.arena);
}

/* What may be meant so is milder; the gravest sighting speaks for the finding. */
static void milder(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    struct finding *shown;
    struct sighting sighting = {
        .rule = &rule, .cause = SPAN("c"), .message = SPAN("m"), .mild = true};
    assert_int_equal(findings_add(&world.findings, &sighting, &shown), OK);
    assert_int_equal(shown->severity, rule.severity - 1);
    sighting.mild = false;
    assert_int_equal(findings_add(&world.findings, &sighting, &shown), OK);
    sighting.mild = true;
    assert_int_equal(findings_add(&world.findings, &sighting, &shown), OK);
    assert_int_equal(findings_finish(&world.findings, digest, &world.result), OK);
    assert_int_equal(world.result.findings.n, 1);
    assert_int_equal(world.result.findings.at[0].severity, rule.severity);
    arena_free(&world.arena);
}

/* A finding of the whole contract, or of a source, has no operation. */
static void without_operation(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    struct finding *shown;
    struct sighting sighting = {.rule = &other_rule, .cause = SPAN("c"), .message = SPAN("m")};
    assert_int_equal(findings_add(&world.findings, &sighting, &shown), OK);
    assert_non_null(shown);
    add(&world, 1, "c", CONFIDENCE_CONFIRMED); /* another rule's: the graver comes first */
    assert_true(findings_has(&world.findings, "other-rule"));
    assert_false(findings_has(&world.findings, "third-rule"));
    assert_int_equal(findings_finish(&world.findings, digest, &world.result), OK);
    assert_int_equal(world.result.findings.n, 2);
    assert_ptr_equal(world.result.findings.at[0].rule, &rule);
    assert_int_equal(world.result.findings.at[1].operations.n, 0);
    arena_free(&world.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order),         cmocka_unit_test(causes_apart),
        cmocka_unit_test(taken_back),        cmocka_unit_test(milder),
        cmocka_unit_test(without_operation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
