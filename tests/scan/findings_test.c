/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of one cause become one, the same in whatever order operations are judged; and what the
 * paths taught is kept. */
#include "contract_text.h"

#include "scan/steps.h"

static const struct rule rule = {.id = "test-rule", .severity = SEVERITY_HIGH};
static const struct probe probe = {.rule = &rule};

static struct operation operations[3] = {
    {.method = SPAN_INIT("GET"), .path = SPAN_INIT("/a/"), .place = {.line = 10}},
    {.method = SPAN_INIT("GET"), .path = SPAN_INIT("/b/{id}/"), .place = {.line = 20}},
    {.method = SPAN_INIT("PUT"), .path = SPAN_INIT("/b/{id}/"), .place = {.line = 30}},
};

struct world {
    struct arena arena;
    struct identities identities;
    struct scan_options options;
    struct result result;
    struct engine engine;
};

static void set_up(struct world *world) {
    *world = (struct world){.identities = {.all = {0}}};
    arena_init(&world->arena, SIZE_MAX);
    world->options.identities = &world->identities;
    world->engine = (struct engine){
        .options = &world->options, .arena = &world->arena, .result = &world->result};
}

static void add(struct world *world, size_t index, const char *cause, enum confidence confidence) {
    struct subject subject = {
        .engine = &world->engine, .operation = &operations[index], .index = index};
    struct attack attack = {
        .probe = &probe,
        .cause = span_from(cause),
        .message = arena_printf(&world->arena, "at %zu", index),
    };
    struct shot again = {
        .exchange = {.request = {.method = SPAN("GET"), .url = SPAN("http://h/")}}};
    struct hit hit = {.attack = &attack, .again = &again};
    assert_int_equal(findings_add(&world->engine, &subject, &hit, confidence), OK);
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
        add(&world, orders[i][0], "cause", CONFIDENCE_CONFIRMED); /* twice is once */
        assert_int_equal(findings_finish(&world.engine), OK);
        assert_int_equal(world.result.findings.n, 1);
        const struct finding *finding = &world.result.findings.at[0];
        assert_int_equal(finding->operations.n, 3);
        assert_int_equal(finding->confidence, CONFIDENCE_LIKELY); /* the least sure speaks */
        assert_span(finding->message, "at 0");
        assert_int_equal(finding->place.line, 10);
        assert_int_equal(finding->evidence.n, 1);
        assert_int_equal(finding->fingerprint.len, 16);
        if (i == 0) {
            memcpy(fingerprint, finding->fingerprint.ptr, 16);
        }
        assert_span(finding->fingerprint, fingerprint);
        arena_free(&world.arena);
    }
}

static void causes_apart(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    add(&world, 0, "one", CONFIDENCE_CONFIRMED);
    add(&world, 0, "two", CONFIDENCE_CONFIRMED);
    assert_int_equal(findings_finish(&world.engine), OK);
    assert_int_equal(world.result.findings.n, 2);
    assert_false(span_equal(world.result.findings.at[0].fingerprint,
                            world.result.findings.at[1].fingerprint));
    arena_free(&world.arena);
}

static void learn(struct world *world, size_t index, int valid, int anonymous) {
    struct subject subject = {.engine = &world->engine, .operation = &operations[index]};
    subject.controls.valid = (struct sample){.wire = WIRE_OK, .status = valid};
    subject.controls.anonymous = (struct sample){.wire = WIRE_OK, .status = anonymous};
    assert_int_equal(path_memory_learn(&subject), OK);
}

static void paths_teach(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    assert_false(path_memory_shows(&world.engine, SPAN("/a/")));
    learn(&world, 0, 200, 401);
    assert_true(path_memory_shows(&world.engine, SPAN("/a/")));
    assert_true(path_memory_shows(&world.engine, SPAN("/a/{id}/")));
    assert_true(path_memory_shows(&world.engine, SPAN("/c"))); /* by way of "/" */
    learn(&world, 1, 200, 404);                                /* one that hides */
    assert_false(path_memory_shows(&world.engine, SPAN("/b/{id}/")));
    assert_false(path_memory_shows(&world.engine, SPAN("/c")));
    assert_true(path_memory_shows(&world.engine, SPAN("/a/")));
    learn(&world, 0, 200, 500); /* teaches nothing */
    assert_true(path_memory_shows(&world.engine, SPAN("/a/")));
    arena_free(&world.arena);
}

/* The first to ask is first again when it starts over, and nobody else ever is. */
static void first_to_ask(void **state) {
    (void)state;
    struct world world;
    set_up(&world);
    struct subject one = {.engine = &world.engine, .planned = &operations[0]};
    struct subject two = {.engine = &world.engine, .planned = &operations[1]};
    assert_true(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&two, SPAN("key")));
    one.round++;
    two.round++;
    assert_false(subject_first(&two, SPAN("key")));
    assert_true(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&one, SPAN("key")));
    assert_true(subject_first(&two, SPAN("other key")));
    arena_free(&world.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order),
        cmocka_unit_test(causes_apart),
        cmocka_unit_test(paths_teach),
        cmocka_unit_test(first_to_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
