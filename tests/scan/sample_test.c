/* SPDX-License-Identifier: Apache-2.0 */
/* Samples and their likeness: what is volatile, what is filtered, what refuses. */
#include "contract_text.h"

#include "scan/refusal.h"
#include "scan/sample.h"
#include "text/json.h"

static struct sample take(struct arena *arena, int status, const char *type, const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/api/orders?page=1")},
        .response = {.wire = WIRE_OK, .status = status, .body = span_from(body)}};
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static struct sample json(struct arena *arena, const char *body) {
    return take(arena, 200, "application/json", body);
}

static enum likeness like(struct arena *arena, const char *answer, const char *reference) {
    const struct volatility none = {.differing = 0};
    struct sample a = json(arena, answer), b = json(arena, reference);
    return sample_compare(&a, &b, &none);
}

static void kinds(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(json(&arena, "{\"a\": 1}").kind, SAMPLE_JSON);
    assert_int_equal(json(&arena, "{\"a\": ").kind, SAMPLE_TEXT); /* not what its type says */
    assert_int_equal(json(&arena, " \n").kind, SAMPLE_EMPTY);
    assert_int_equal(take(&arena, 200, "text/plain", "[1]").kind, SAMPLE_JSON);
    assert_int_equal(take(&arena, 200, "text/plain", "one [1]").kind, SAMPLE_TEXT);
    assert_int_equal(take(&arena, 200, "text/html", "hello").kind, SAMPLE_HTML);
    struct sample form = take(&arena, 200, "text/html", "<input type=\"password\">");
    assert_true(form.password_form);
}

static void statuses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample refused = take(&arena, 403, "text/plain", "no");
    assert_true(sample_refused(&refused) && !sample_past(&refused) && !sample_served(&refused));
    struct sample lacking = take(&arena, 404, "text/plain", "no");
    assert_true(!sample_refused(&lacking) && sample_past(&lacking) && !sample_served(&lacking));
    struct sample broken = take(&arena, 500, "text/plain", "no");
    assert_true(!sample_past(&broken) && !sample_refused(&broken));
    struct sample busy = take(&arena, 429, "text/plain", "no");
    assert_true(busy.throttled && !sample_past(&busy));
}

static void likenesses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(like(&arena, "{\"a\":1,\"b\":[]}", "{\"b\": [], \"a\": 1}"), LIKE_SAME);
    assert_int_equal(like(&arena, "{\"a\":2}", "{\"a\":1}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"detail\":\"no\"}", "{\"a\":1}"), LIKE_NOTHING);
    assert_int_equal(like(&arena, "{\"rows\":[]}", "{\"rows\":[{\"a\":1}]}"), LIKE_FILTERED);
    assert_int_equal(like(&arena, "{\"rows\":[{\"a\":1}]}", "{\"rows\":[]}"), LIKE_FORM);
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

/* A body that was seen before is recalled, under the same type alone. */
static void memory(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample_memory seen = {.n = 0};
    struct exchange exchange = {
        .response = {.wire = WIRE_OK, .status = 200, .body = SPAN("{\"error\": 1}")}};
    struct response *response = &exchange.response;
    struct sample first, second;
    assert_true(fields_add(&arena, &response->fields, SPAN("Content-Type"), SPAN("text/html")));
    assert_int_equal(sample_take(&arena, &exchange, &seen, &first), OK);
    response->status = 403;
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_ptr_equal(first.leaves, second.leaves);
    assert_int_equal(second.status, 403);
    response->fields.at[0].value = SPAN("application/json");
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_int_equal(second.kind, SAMPLE_JSON);
    assert_true(second.refusal && seen.n == 2);
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

static bool refuses(struct arena *arena, const char *body) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = 8};
    assert_int_equal(json_parse(arena, span_from(body), &options, &root, NULL), OK);
    return refusal_in_form(root);
}

static void forms_of_refusal(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_true(refuses(&arena, "{\"success\": false}"));
    assert_true(refuses(&arena, "{\"error\": \"x\"}"));
    assert_true(refuses(&arena, "{\"code\": 401}"));
    assert_true(refuses(&arena, "{\"detail\": \"what\"}"));
    assert_false(refuses(&arena, "{\"success\": true, \"error\": null, \"code\": 200}"));
    assert_false(refuses(&arena, "{\"error\": 0, \"a\": 1}"));
    assert_false(refuses(&arena, "[]"));
    assert_true(refusal_speaks(SPAN("Authentication credentials were not provided.")));
    assert_false(refusal_speaks(SPAN("12 orders")));
    assert_true(refusal_names_nobody(SPAN(" AnonymousUser ")));
    assert_false(refusal_names_nobody(SPAN("alice")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(statuses),
        cmocka_unit_test(likenesses),
        cmocka_unit_test(volatile_paths),
        cmocka_unit_test(memory),
        cmocka_unit_test(denials),
        cmocka_unit_test(forms_of_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
