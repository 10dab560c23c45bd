/* SPDX-License-Identifier: Apache-2.0 */
/* Samples: what of an answer is taken, and what its status says. */
#include "sample_text.h"

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

/* A body that was seen before is recalled, under the same type alone. */
static void memory(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample_memory seen = {.n = 0};
    struct exchange exchange = {
        .response = {.wire = WIRE_OK, .status = 401, .body = SPAN("{\"error\": 1}")}};
    struct response *response = &exchange.response;
    struct sample first, second;
    assert_true(fields_add(&arena, &response->fields, SPAN("Content-Type"), SPAN("text/html")));
    assert_int_equal(sample_take(&arena, &exchange, &seen, &first), OK);
    response->status = 403;
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_ptr_equal(first.leaves, second.leaves);
    assert_int_equal(second.status, 403);
    struct exchange other = exchange;
    exchange.request.url = SPAN("http://h/asked/here");
    other.request.url = SPAN("http://h/asked/there");
    exchange.response.body = other.response.body = SPAN("no route /asked/here");
    assert_int_equal(sample_take(&arena, &exchange, &seen, &first), OK);
    assert_int_equal(sample_take(&arena, &other, &seen, &second), OK);
    assert_true(first.leaves != second.leaves); /* of another path, the words are others */
    exchange.response.body = SPAN("{\"error\": 1}");
    exchange.request.url = SPAN("");
    response->fields.at[0].value = SPAN("application/json");
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_int_equal(second.kind, SAMPLE_JSON);
    assert_true(second.refusal && seen.n == 4);
}

/* The same body at another path is the same, unless it repeats the path, as it is or escaped. */
static void memory_of_paths(void **state) {
    (void)state;
    static const char *const bodies[] = {"{\"detail\": \"no\"}", "{\"detail\": \"no /asked/here\"}",
                                         "{\"detail\": \"no \\/asked\\/here\"}"};
    for (size_t i = 0; i < 3; i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct sample_memory seen = {.n = 0};
        struct exchange here = {.request = {.url = SPAN("http://h/asked/here")},
                                .response = {.wire = WIRE_OK, .status = 404}};
        here.response.body = span_from(bodies[i]);
        struct exchange there = here;
        there.request.url = SPAN("http://h/asked/there");
        struct sample first, second;
        assert_int_equal(sample_take(&arena, &here, &seen, &first), OK);
        assert_int_equal(sample_take(&arena, &there, &seen, &second), OK);
        assert_int_equal(second.kind, SAMPLE_JSON);
        assert_true((first.leaves == second.leaves) == (i == 0));
    }
}

static void locations(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    static const char *const cases[][2] = {{"/a/b?next=/c#d", "/a/b"},
                                           {"https://h:1/a/b?x", "/a/b"},
                                           {"//h/a", "/a"},
                                           {"https://h", ""},
                                           {"a/b", "a/b"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct sample sample;
        struct exchange exchange = {.response = {.wire = WIRE_OK, .status = 302}};
        assert_true(fields_add(&arena, &exchange.response.fields, SPAN("Location"),
                               span_from(cases[i][0])));
        assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
        assert_span(sample.location, cases[i][1]);
    }
}

static void throttling(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample sample;
    struct exchange exchange = {.response = {.wire = WIRE_OK, .status = 503}};
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_false(sample.throttled || sample.challenge);
    assert_true(fields_add(&arena, &exchange.response.fields, SPAN("Retry-After"), SPAN("5")));
    assert_true(fields_add(&arena, &exchange.response.fields, SPAN("WWW-Authenticate"), SPAN("x")));
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_true(sample.throttled && sample.challenge);
    exchange.response.status = 403; /* a quota, by its field */
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_true(sample.throttled && sample_asks_patience(&exchange.response));
    exchange.response.status = 401;
    assert_false(sample_asks_patience(&exchange.response));
    exchange.response.wire = WIRE_TIMEOUT;
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_true(!sample_past(&sample) && !sample_served(&sample) && !sample_refused(&sample));
}

/* The body of an answer to HEAD is none, whatever the fields say. */
static void heads(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("HEAD")},
        .response = {.wire = WIRE_OK, .status = 200, .body = SPAN("{\"a\":1}")}};
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_int_equal(sample.kind, SAMPLE_EMPTY);
    exchange.request.method = SPAN("GET");
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_int_equal(sample.kind, SAMPLE_JSON);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),     cmocka_unit_test(statuses),
        cmocka_unit_test(memory),    cmocka_unit_test(memory_of_paths),
        cmocka_unit_test(locations), cmocka_unit_test(throttling),
        cmocka_unit_test(heads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
