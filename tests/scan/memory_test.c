/* SPDX-License-Identifier: Apache-2.0 */
/* What a scan remembers: what paths taught, and who asked first. */
#include "contract_text.h"

#include "scan/subject.h"

static void learn(struct path_memory *memory, const char *path, int valid, int anonymous) {
    struct controls controls = {
        .valid = {.wire = WIRE_OK, .status = valid},
        .anonymous = {.wire = WIRE_OK, .status = anonymous},
    };
    assert_int_equal(path_memory_learn(memory, span_from(path), &controls), OK);
}

static void paths_teach(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct path_memory memory = {.arena = &arena};
    assert_false(path_memory_shows(&memory, SPAN("/a/")));
    learn(&memory, "/a/", 200, 401);
    assert_true(path_memory_shows(&memory, SPAN("/a/")));
    assert_true(path_memory_shows(&memory, SPAN("/a/{id}/")));
    assert_true(path_memory_shows(&memory, SPAN("/c"))); /* by way of "/" */
    learn(&memory, "/b/{id}/", 200, 404);                /* one that hides */
    assert_false(path_memory_shows(&memory, SPAN("/b/{id}/")));
    assert_false(path_memory_shows(&memory, SPAN("/c")));
    assert_true(path_memory_shows(&memory, SPAN("/a/")));
    learn(&memory, "/a/", 200, 500); /* teaches nothing */
    assert_true(path_memory_shows(&memory, SPAN("/a/")));
}

static void learn_order(struct path_memory *memory, const char *path, enum path_order order,
                        unsigned times) {
    while (times--) {
        assert_int_equal(path_memory_learn_order(memory, span_from(path), order, false, SPAN("")),
                         OK);
    }
}

/* What several do first is what others beside them do, but where those have a habit of their own.
 */
static void order_is_learnt(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct path_memory memory = {.arena = &arena};
    learn_order(&memory, "/a/{id}", PATH_ASKS_FIRST, 2);
    learn_order(&memory, "/b/{id}", PATH_IN_DOUBT, 1);
    assert_false(path_memory_asks_first(&memory, SPAN("/b/{id}"), SPAN(""),
                                        SPAN(""))); /* two are not several */
    learn_order(&memory, "/a/{id}/x", PATH_ASKS_FIRST, 1);
    assert_true(path_memory_asks_first(&memory, SPAN("/b/{id}"), SPAN(""), SPAN("")));
    learn_order(&memory, "/c/{id}", PATH_LOOKS_FIRST, 1);
    assert_false(path_memory_asks_first(&memory, SPAN("/c/{id}"), SPAN(""), SPAN("")));
    assert_true(path_memory_asks_first(&memory, SPAN("/a/{id}/y"), SPAN(""),
                                       SPAN(""))); /* /a/ has enough of its own */
    assert_false(
        path_memory_asks_first(&memory, SPAN("/b/{id}"), SPAN(""), SPAN(""))); /* by way of "/" */
}

/* A write that asks, beside reads that do, breaks the habit that several in doubt would make. */
static void habits_break(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct path_memory memory = {.arena = &arena};
    learn_order(&memory, "/a/{id}", PATH_ASKS_FIRST, 5);
    learn_order(&memory, "/b/{id}", PATH_ASKS_FIRST, 1);
    learn_order(&memory, "/b/{id}/x", PATH_IN_DOUBT, 2);
    assert_false(path_memory_asks_first(&memory, SPAN("/b/{id}/x"), SPAN(""), SPAN("")));
    assert_int_equal(
        path_memory_learn_order(&memory, SPAN("/b/{id}/y"), PATH_ASKS_FIRST, true, SPAN("")), OK);
    assert_true(path_memory_asks_first(&memory, SPAN("/b/{id}/x"), SPAN(""), SPAN("")));
    learn_order(&memory, "/b/{id}/x", PATH_IN_DOUBT, 1);
    assert_false(path_memory_asks_first(&memory, SPAN("/b/{id}/x"), SPAN(""), SPAN("")));
}

/* One that asks, beside two that perhaps do not, makes no habit of asking. */
static void doubts_outweigh(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct path_memory memory = {.arena = &arena};
    learn_order(&memory, "/a/{id}", PATH_ASKS_FIRST, 5);
    learn_order(&memory, "/b/{id}", PATH_ASKS_FIRST, 1);
    learn_order(&memory, "/b/{id}", PATH_IN_DOUBT, 1);
    assert_true(path_memory_asks_first(&memory, SPAN("/b/{id}"), SPAN(""), SPAN("")));
    learn_order(&memory, "/b/{id}", PATH_IN_DOUBT, 1);
    assert_false(path_memory_asks_first(&memory, SPAN("/b/{id}"), SPAN(""), SPAN("")));
    learn_order(&memory, "/c/{id}", PATH_IN_DOUBT, 2); /* nobody there asks at all */
    assert_true(path_memory_asks_first(&memory, SPAN("/c/{id}"), SPAN(""), SPAN("")));
}

/* Of two that look first below the same object nothing is told, though others there ask first. */
static void nests_doubt(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct path_memory memory = {.arena = &arena};
    struct span nest = SPAN("/a/{id}/");
    learn_order(&memory, "/a/{id}/x", PATH_ASKS_FIRST, 5);
    learn_order(&memory, "/a/{id}/x/{x}", PATH_IN_DOUBT, 1);
    assert_true(path_memory_asks_first(&memory, SPAN("/a/{id}/x/{x}"), SPAN(""), nest));
    learn_order(&memory, "/a/{id}/y", PATH_IN_DOUBT, 1);
    assert_false(path_memory_asks_first(&memory, SPAN("/a/{id}/x/{x}"), SPAN(""), nest));
}

/* The first to ask is first again when it starts over, and nobody else ever is. */
static void first_to_ask(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct planned planned[2] = {{.index = 0}, {.index = 1}};
    struct engine engine = {.arena = &arena};
    struct subject one = {.engine = &engine, .planned = &planned[0]};
    struct subject two = {.engine = &engine, .planned = &planned[1]};
    assert_true(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&two, SPAN("key")));
    one.restarts[RESTART_SLASH]++;
    two.restarts[RESTART_RENEWAL]++;
    assert_false(subject_first(&two, SPAN("key")));
    assert_true(subject_first(&one, SPAN("key")));
    assert_false(subject_first(&one, SPAN("key")));
    assert_true(subject_first(&two, SPAN("other key")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_teach),     cmocka_unit_test(order_is_learnt),
        cmocka_unit_test(doubts_outweigh), cmocka_unit_test(nests_doubt),
        cmocka_unit_test(habits_break),    cmocka_unit_test(first_to_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
