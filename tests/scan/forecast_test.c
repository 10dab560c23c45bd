/* SPDX-License-Identifier: Apache-2.0 */
/* What is foretold from rehearsals: how much of each counts, and the range that they span. */
#include "contract_text.h"

#include "scan/rehearsal/forecast.h"

/* What one operation takes in each mood. */
static const unsigned TAKES[MOODS] = {[MOOD_SOUND] = 20, [MOOD_OPEN] = 40, [MOOD_FRAGILE] = 64};

static void rehearsed(struct arena *arena, size_t operations, unsigned each, struct result *out) {
    *out = (struct result){.requests = operations * each};
    for (size_t i = 0; i < operations; i++) {
        struct operation_result *row = vec_add(arena, &out->operations);
        assert_non_null(row);
        *row = (struct operation_result){.requests = each};
    }
    assert_true(
        vec_push(arena, &out->requests_by, ((struct request_count){SPAN("valid"), operations})));
    assert_true(vec_push(arena, &out->requests_by,
                         ((struct request_count){SPAN("attack"), operations * (each - 1)})));
}

static void foretell(struct arena *arena, enum effort effort, size_t operations, bool alone,
                     struct result *out) {
    struct forecast forecast = {.arena = arena, .effort = effort};
    for (unsigned mood = 0; mood < MOODS; mood++) {
        if (mood == MOOD_SOUND || !alone) {
            struct result result;
            rehearsed(arena, operations, TAKES[mood], &result);
            assert_int_equal(forecast_keep(&forecast, (enum rehearsal_mood)mood, &result), OK);
        }
    }
    rehearsed(arena, operations, TAKES[MOOD_SOUND], out);
    assert_int_equal(forecast_settle(&forecast, arena, out), OK);
}

static void weighs(void **state) {
    static const struct {
        enum effort effort;
        size_t operations;
        bool alone;
        uint64_t requests, least, most;
        unsigned row;
    } cases[] = {
        {EFFORT_USUAL, 16, false, 508, 320, 1024, 32},    /* 0.27 of it as if all were fragile */
        {EFFORT_QUICK, 16, false, 416, 320, 1024, 26},    /* 3/16 as if open or fragile */
        {EFFORT_THOROUGH, 16, false, 320, 320, 1024, 20}, /* all of it anyhow */
        {EFFORT_USUAL, 1, false, 20, 20, 64, 20},         /* one gate, one kind */
        {EFFORT_QUICK, 1, false, 20, 20, 64, 20},
        {EFFORT_USUAL, 16, true, 320, 320, 320, 20}, /* too many to rehearse oftener */
        {EFFORT_QUICK, 16, true, 320, 320, 320, 20},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct result result;
        foretell(&arena, cases[i].effort, cases[i].operations, cases[i].alone, &result);
        assert_int_equal(result.requests, cases[i].requests);
        assert_int_equal(result.requests_least, cases[i].least);
        assert_int_equal(result.requests_most, cases[i].most);
        assert_int_equal(result.operations.at[0].requests, cases[i].row);
    }
}

static void by_rule(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    foretell(&arena, EFFORT_USUAL, 16, false, &result);
    assert_int_equal(result.requests_by.n, 2);
    assert_span(result.requests_by.at[0].by, "attack");
    assert_int_equal(result.requests_by.at[0].n, 492);
    assert_int_equal(result.requests_by.at[1].n, 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs),
        cmocka_unit_test(by_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
