/* SPDX-License-Identifier: Apache-2.0 */
/* When two errors are the same, and which words of an answer refuse. */
#include "sample_text.h"

static bool same_error(struct arena *arena, int status, const char *type, const char *a,
                       const char *b) {
    const struct volatility none = {.differing = 0};
    struct sample x = take(arena, status, type, a), y = take(arena, status, type, b);
    return sample_same_error(&x, &y, &none);
}

static void same_errors(void **state) {
    static const char *const J = "application/json", *const T = "text/plain";
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_true(
        same_error(&arena, 400, J, "{\"m\":\"name is missing\"}", "{\"m\":\"name is missing\"}"));
    assert_false(
        same_error(&arena, 400, J, "{\"m\":\"name is missing\"}", "{\"m\":\"who asks?\"}"));
    assert_false(same_error(&arena, 400, J, "{\"m\":\"Bad Request\"}", "{\"m\":\"Bad Request\"}"));
    assert_false(same_error(&arena, 400, J, "{\"code\":17}", "{\"code\":17}"));
    assert_false(
        same_error(&arena, 400, J, "{\"path\":\"/api/orders\"}", "{\"path\":\"/api/orders\"}"));
    assert_false(same_error(&arena, 400, T, "", ""));
    assert_false(same_error(&arena, 404, T, "", ""));
    assert_true(same_error(&arena, 404, J, "{\"m\":\"Bad Request\"}", "{\"m\":\"Bad Request\"}"));
    assert_true(same_error(&arena, 422, T, "the name is missing", "the name is missing"));
    /* of forty words one differs: alike as a page, but another error */
    assert_false(
        same_error(&arena, 400, T,
                   "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh "
                   "ii jj kk ll mm nn oo pp one",
                   "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh "
                   "ii jj kk ll mm nn oo pp two"));
    struct sample bad = take(&arena, 400, J, "{\"m\":\"x y\"}"),
                  gone = take(&arena, 404, J, "{\"m\":\"x y\"}");
    const struct volatility none = {.differing = 0};
    assert_false(sample_same_error(&bad, &gone, &none));
}

/* A number that changes each time is no sign; one that stays is. */
static void volatile_errors(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample one =
        take(&arena, 400, "application/json", "{\"id\":\"a1\",\"m\":\"name is missing\"}");
    struct sample two =
        take(&arena, 400, "application/json", "{\"id\":\"b2\",\"m\":\"name is missing\"}");
    struct sample id =
        take(&arena, 400, "application/json", "{\"id\":\"c3\",\"m\":\"Bad Request\"}");
    struct sample other =
        take(&arena, 400, "application/json", "{\"id\":\"d4\",\"m\":\"Bad Request\"}");
    struct volatility learned, generic;
    assert_int_equal(sample_learn(&arena, &one, &two, &learned), OK);
    assert_int_equal(sample_learn(&arena, &id, &other, &generic), OK);
    assert_true(sample_same_error(&two, &one, &learned));
    assert_false(sample_same_error(&id, &other, &generic)); /* only the id would tell */
}

/* A hundred words and one: told of as the same page, and as another error. */
static const char *hundred(struct arena *arena, const char *last) {
    struct span text = SPAN("a page");
    for (int i = 0; i < 98; i++) {
        text = arena_printf(arena, "%.*s w%d", SPAN_ARG(text), i);
    }
    return arena_printf(arena, "%.*s %s", SPAN_ARG(text), last).ptr;
}

static void long_texts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    const char *one = hundred(&arena, "one"), *two = hundred(&arena, "two");
    struct sample a = take(&arena, 200, "text/plain", one);
    struct sample b = take(&arena, 200, "text/plain", two);
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
    assert_false(same_error(&arena, 400, "text/plain", one, two));
    struct sample html = take(&arena, 200, "text/html", one);
    assert_int_equal(sample_compare(&a, &html, &none), LIKE_NOTHING);
}

/* Two errors that differ in what each error has to itself are one; a success is not read so, and
 * words and codes of errors count. */
static void own_values_of_errors(void **state) {
    (void)state;
    static const char *const alike[][2] = {
        {"{\"error\":\"bad\",\"request_id\":\"a-7\"}",
         "{\"error\":\"bad\",\"request_id\":\"b-8\"}"},
        {"{\"error\":\"bad\",\"traceId\":12}", "{\"error\":\"bad\",\"traceId\":13}"},
        {"{\"status\":400,\"timestamp\":\"2026-11-26T10:00:00.123Z\"}",
         "{\"status\":400,\"timestamp\":\"2026-11-26T10:00:01.456Z\"}"},
        {"{\"e\":\"bad\",\"at\":1764150000.25}", "{\"e\":\"bad\",\"at\":1764150001.5}"},
        {"{\"e\":\"bad\",\"x\":\"req-2f\"}", "{\"e\":\"bad\",\"x\":\"req-30\"}"},
        {"{\"e\":\"bad\",\"took\":0.25}", "{\"e\":\"bad\",\"took\":0.5}"},
        {"{\"e\":\"bad\",\"x\":\"7f9c24e8-3b12-4fef-91d0-1a2b3c4d5e6f\"}",
         "{\"e\":\"bad\",\"x\":\"0f9c24e8-3b12-4fef-91d0-1a2b3c4d5e60\"}"},
        {"{\"e\":\"bad\",\"x\":\"Thu, 26 Nov 2026 10:00:00 GMT\"}",
         "{\"e\":\"bad\",\"x\":\"Thu, 26 Nov 2026 10:00:01 GMT\"}"},
    };
    static const char *const other[][2] = {
        {"{\"error\":\"bad\",\"code\":\"E10\"}", "{\"error\":\"bad\",\"code\":\"E11\"}"},
        {"{\"error\":\"token_expired\"}", "{\"error\":\"token_missing\"}"},
        {"{\"e\":\"req-missing\"}", "{\"e\":\"req-expired\"}"},
        {"{\"code\":40101}", "{\"code\":40401}"},
        {"{\"request\":\"is malformed\"}", "{\"request\":\"is refused\"}"},
    };
    const struct volatility none = {.differing = 0};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++) {
        struct sample a = take(&arena, 400, "application/json", alike[i][0]);
        struct sample b = take(&arena, 400, "application/json", alike[i][1]);
        assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
        assert_int_equal(like(&arena, alike[i][0], alike[i][1]), LIKE_FORM);
    }
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
        struct sample a = take(&arena, 400, "application/json", other[i][0]);
        struct sample b = take(&arena, 400, "application/json", other[i][1]);
        assert_int_not_equal(sample_compare(&a, &b, &none), LIKE_SAME);
    }
    struct sample a = take(&arena, 404, "text/html", "<p>Not Found</p><p>5f0c9a1be77d4c20aa01</p>");
    struct sample b = take(&arena, 404, "text/html", "<p>Not Found</p><p>8a1be77d4c20aa015f0c</p>");
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
}

static void denials(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample valid = json(&arena, "{\"note\": \"please log in\", \"a\": 1}");
    struct sample same = json(&arena, "{\"note\": \"please log in\", \"a\": 2}");
    struct sample denied = json(&arena, "{\"detail\": \"Invalid token.\"}");
    assert_false(sample_denies(&same, &valid)); /* it says so to everybody */
    assert_true(sample_denies(&denied, &valid));
}

static void blaming(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample none = json(&arena, "{\"m\":\"name is missing\"}"),
                  token = json(&arena, "{\"m\":\"the token is missing\"}"),
                  rights = json(&arena, "{\"m\":\"Forbidden\"}"),
                  page = take(&arena, 400, "text/html", "<p>please log in</p>");
    assert_true(sample_blames_credential(&token, &none));
    assert_false(sample_blames_credential(&token, &token)); /* it says so to everybody */
    assert_false(sample_blames_credential(&rights, &none));
    assert_true(sample_denies(&rights, &none));
    assert_true(sample_blames_credential(&page, &none));
    assert_false(sample_blames_credential(&page, &page));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_errors), cmocka_unit_test(volatile_errors),
        cmocka_unit_test(long_texts),  cmocka_unit_test(own_values_of_errors),
        cmocka_unit_test(denials),     cmocka_unit_test(blaming),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
