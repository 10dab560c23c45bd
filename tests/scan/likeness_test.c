/* SPDX-License-Identifier: Apache-2.0 */
/* The likeness of samples: what is volatile, what is filtered, what another form is. */
#include "sample_text.h"

static void likenesses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(like(&arena, "{\"a\":1,\"b\":[]}", "{\"b\": [], \"a\": 1}"), LIKE_SAME);
    assert_int_equal(like(&arena, "{\"a\":2}", "{\"a\":1}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"detail\":\"no\"}", "{\"a\":1}"), LIKE_NOTHING);
    assert_int_equal(like(&arena, "{\"rows\":[]}", "{\"rows\":[{\"a\":1}]}"), LIKE_FILTERED);
    assert_int_equal(like(&arena, "{\"rows\":[{\"a\":1}]}", "{\"rows\":[]}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"rows\":[],\"n\":1,\"m\":2,\"o\":3}",
                          "{\"rows\":[{\"a\":1}],\"n\":1,\"m\":2,\"o\":3}"),
                     LIKE_FILTERED); /* though most of it is there */
    assert_int_equal(like(&arena, "[1,2]", "{\"a\":1}"), LIKE_NOTHING);
    struct sample ok = json(&arena, "{}"), error = take(&arena, 404, "application/json", "{}");
    const struct volatility none = {.differing = 0};
    assert_int_equal(sample_compare(&ok, &error, &none), LIKE_NOTHING);
}

/* What differs between two answers to the same request is not held against a third. */
static void volatile_paths(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample one = json(&arena, "{\"now\": 1, \"name\": \"x\"}");
    struct sample two = json(&arena, "{\"now\": 2, \"name\": \"x\"}");
    struct sample three = json(&arena, "{\"now\": 3, \"name\": \"x\"}");
    struct sample other = json(&arena, "{\"now\": 3, \"name\": \"y\"}");
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &one, &two, &learned), OK);
    assert_int_equal(sample_compare(&three, &one, &learned), LIKE_SAME);
    assert_int_equal(sample_compare(&other, &one, &learned), LIKE_FORM);
}

/* What is in one of two answers alone is volatile, and so is all that hangs on it. */
static void volatile_parts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample plain = json(&arena, "{\"n\":1}"), more = json(&arena, "{\"n\":1,\"x\":5}"),
                  again = json(&arena, "{\"n\":1,\"x\":7}");
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &plain, &more, &learned), OK);
    assert_int_equal(sample_compare(&again, &plain, &learned), LIKE_SAME);
    struct sample none = json(&arena, "{\"x\":null}"), some = json(&arena, "{\"x\":{\"a\":1}}"),
                  other = json(&arena, "{\"x\":{\"b\":2}}");
    assert_int_equal(sample_learn(&arena, &none, &some, &learned), OK);
    assert_int_equal(sample_compare(&other, &some, &learned), LIKE_SAME);
}

/* Blanked objects: a few of many are somebody's own, most of them is a refusal. */
static void emptied(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(like(&arena, "{\"data\":null}", "{\"data\":{\"a\":1,\"b\":2}}"),
                     LIKE_FILTERED);
    assert_int_equal(
        like(&arena, "{\"d\":null,\"x\":1,\"y\":2}", "{\"d\":{\"a\":1},\"x\":1,\"y\":2}"),
        LIKE_FORM);
    assert_int_equal(like(&arena, "{\"a\":null,\"b\":2}", "{\"a\":1,\"b\":2}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"a\":null,\"b\":\"\",\"c\":1}", "{\"a\":1,\"b\":2,\"c\":1}"),
                     LIKE_FILTERED);
    struct sample full = json(&arena, "{\"rows\":[1],\"n\":1}"),
                  less = json(&arena, "{\"rows\":[],\"n\":1}"), gone = json(&arena, "{\"n\":1}"),
                  other = json(&arena, "{\"rows\":[2],\"n\":9}");
    assert_true(sample_emptied(&less, &full));
    assert_true(sample_emptied(&gone, &full));
    assert_false(sample_emptied(&other, &full));
    assert_false(sample_emptied(&full, &less)); /* there was nothing to empty */
}

static void texts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    struct sample a =
        take(&arena, 200, "text/plain", "one two three four five six seven eight nine ten");
    struct sample b =
        take(&arena, 200, "text/plain", "one two three four five six seven eight nine TEN");
    struct sample c =
        take(&arena, 200, "text/plain", "another text that has not much to do with it");
    assert_int_equal(sample_compare(&b, &a, &none), LIKE_FORM);
    assert_int_equal(sample_compare(&c, &a, &none), LIKE_NOTHING);
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &a, &b, &learned), OK);
    assert_int_equal(learned.differing, 100 - 9 * 100 / 11);
    assert_int_equal(sample_compare(&b, &a, &learned), LIKE_SAME);
    assert_int_equal(sample_compare(&c, &a, &learned), LIKE_NOTHING);
    struct sample page = take(&arena, 200, "text/html", "one two three");
    assert_int_equal(sample_compare(&page, &a, &none), LIKE_NOTHING); /* another kind */
}

static void redirects(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    struct sample a = take(&arena, 302, "text/plain", ""), b = a;
    a.location = SPAN("/here");
    b.location = SPAN("/there");
    assert_int_equal(sample_compare(&a, &a, &none), LIKE_SAME);
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_NOTHING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likenesses),     cmocka_unit_test(volatile_paths),
        cmocka_unit_test(volatile_parts), cmocka_unit_test(emptied),
        cmocka_unit_test(texts),          cmocka_unit_test(redirects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
