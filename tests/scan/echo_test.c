/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer repeats of its request, a credential or a path, is not data. */
#include "sample_text.h"

#define CARRIED "aB3/dE6+gH9-made-up"

static struct sample echoing(struct arena *arena, const char *field, const char *value,
                             const char *type, const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/api/echo")},
        .response = {.wire = WIRE_OK, .status = 200, .body = span_from(body)}};
    if (field) {
        assert_true(
            fields_add(arena, &exchange.request.fields, span_from(field), span_from(value)));
    }
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static enum likeness like_echo(struct arena *arena, const char *type, const char *field,
                               const char *value, const char *valid, const char *anonymous) {
    const struct volatility none = {.differing = 0};
    struct sample a = echoing(arena, NULL, NULL, type, anonymous);
    struct sample b = echoing(arena, field, value, type, valid);
    return sample_compare(&a, &b, &none);
}

/* What an answer repeats of the credential that came with the request is not data. */
static void repeated_credentials(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const char *json_type = "application/json";
    static const char *const carriers[][2] = {{"X-API-Key", CARRIED},
                                              {"Authorization", "Bearer " CARRIED},
                                              {"Cookie", "theme=dark; sid=" CARRIED}};
    static const char *const shown[] = {CARRIED,
                                        "aB3\\/dE6\\u002bgH9-made-up",
                                        "aB3%2FdE6%2BgH9-made-up",
                                        "AB3/DE6+GH9-MADE-UP",
                                        "aB3&#x2F;dE6&#43;gH9-made-up",
                                        "6142332f6445362b6748392d6d6164652d7570"};
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < sizeof(shown) / sizeof(*shown); j++) {
            struct span valid = arena_printf(
                &arena, "{\"rows\": [1], \"key\": \"%s\", \"again\": \"%s\"}", shown[j], shown[j]);
            enum likeness like =
                like_echo(&arena, json_type, carriers[i][0], carriers[i][1], valid.ptr,
                          "{\"rows\": [1], \"key\": \"\", \"again\": \"\"}");
            assert_int_equal(like, LIKE_FORM);
        }
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"rows\": [1], \"key\": \"" CARRIED "\"}", "{\"rows\": [1]}"),
                         LIKE_FORM); /* a member that is not there without it */
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"user\": \"mira\", \"key\": \"" CARRIED "\"}",
                                   "{\"user\": null, \"key\": null}"),
                         LIKE_FILTERED); /* what is data is empty */
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"key\": \"" CARRIED "\"}", "{\"key\": \"\"}"),
                         LIKE_FILTERED); /* nothing but the credential is there */
        assert_int_equal(like_echo(&arena, "text/plain", carriers[i][0], carriers[i][1],
                                   "one two three, " CARRIED, "one two three, "),
                         LIKE_SAME);
    }
    assert_int_equal(like_echo(&arena, json_type, "X-API-Key", "another-value",
                               "{\"rows\": [1], \"key\": \"" CARRIED "\", \"b\": \"x\"}",
                               "{\"rows\": [1], \"key\": \"\", \"b\": \"\"}"),
                     LIKE_FILTERED);
}

static enum likeness elsewhere(struct arena *arena, const char *type, const char *there,
                               const char *here) {
    const struct volatility none = {.differing = 0};
    struct sample a = take_at(arena, "http://h/api/orders-x?a=1", 404, type, there);
    struct sample b = take_at(arena, "http://h/api/orders", 404, type, here);
    return sample_compare(&a, &b, &none);
}

/* An answer that repeats the path that was asked for is the same at another path. */
static void echoes(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(elsewhere(&arena, "application/json",
                               "{\"m\":\"no route /api/orders-x here\"}",
                               "{\"m\":\"no route /api/orders here\"}"),
                     LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "application/json", "{\"m\":\"no api/orders-x.\"}",
                               "{\"m\":\"no api/orders.\"}"),
                     LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "application/json",
                               "{\"m\":\"no route /api/orders-x here\"}",
                               "{\"m\":\"no order /api/orders here\"}"),
                     LIKE_FORM);
    assert_int_equal(
        elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x", "Cannot GET /api/orders"),
        LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x today",
                               "Cannot GET /api/orders never"),
                     LIKE_NOTHING);
    assert_int_equal(elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x", "Nothing there"),
                     LIKE_NOTHING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeated_credentials),
        cmocka_unit_test(echoes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
