/* SPDX-License-Identifier: Apache-2.0 */
/* Logins taken apart and put together with other names and passwords. */
#include "scan/door.h"

#include "contract_text.h"

static struct span rewritten(struct arena *arena, const char *user, const char *password,
                             const char *body) {
    struct identities identities = {.arena = arena};
    struct identity who = {.name = SPAN("anna"),
                           .username = span_from(user),
                           .password = {.value = span_from(password), .name = SPAN("PASSWORD")}};
    assert_true(vec_push(arena, &identities.all, who));
    struct exchange exchange = {.request = {.method = SPAN("POST"),
                                            .url = SPAN("http://127.0.0.1/login"),
                                            .body = span_from(body)},
                                .response = {.wire = WIRE_OK, .status = 200}};
    struct doors doors = {0};
    assert_int_equal(door_note(arena, &identities, &exchange, &doors), OK);
    assert_int_equal(door_note(arena, &identities, &exchange, &doors), OK); /* known already */
    if (!doors.all.n) {
        return SPAN("");
    }
    assert_int_equal(doors.all.n, 1);
    struct request same, other;
    const struct door *door = &doors.all.at[0];
    assert_int_equal(door_request(arena, door, door->user, door->password, &same), OK);
    assert_span(same.body, body);
    assert_int_equal(door_request(arena, door, SPAN("U"), SPAN("P"), &other), OK);
    return other.body;
}

static void test_bodies(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    assert_span(rewritten(&arena, "anna", "s3cret-one", "{\"u\":\"anna\",\"p\":\"s3cret-one\"}"),
                "{\"u\":\"U\",\"p\":\"P\"}");
    assert_span(rewritten(&arena, "anna", "annas-password", "u=anna&p=annas-password"), "u=U&p=P");
    assert_span(rewritten(&arena, "anna@example.com", "a b&c", "u=anna%40example.com&p=a%20b%26c"),
                "u=U&p=P");
}

/* A Basic pair is a login's as well, whatever stands in the body. */
static void test_basic(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct identities identities = {.arena = &arena};
    struct identity who = {.name = SPAN("anna"),
                           .basic_user = SPAN("anna"),
                           .basic_password = {.value = SPAN("s3cret-one")}};
    assert_true(vec_push(&arena, &identities.all, who));
    struct exchange exchange = {
        .request = {.method = SPAN("POST"), .url = SPAN("http://127.0.0.1/token")},
        .response = {.wire = WIRE_OK, .status = 200}};
    struct fields *fields = &exchange.request.fields;
    struct doors doors = {0};
    assert_true(fields_set(&arena, fields, SPAN("Authorization"), SPAN("Basic bm9ib2R5OnB3")));
    assert_int_equal(door_note(&arena, &identities, &exchange, &doors), OK);
    assert_int_equal(doors.all.n, 0);
    assert_true(
        fields_set(&arena, fields, SPAN("Authorization"), SPAN("Basic YW5uYTpzM2NyZXQtb25l")));
    assert_int_equal(door_note(&arena, &identities, &exchange, &doors), OK);
    assert_int_equal(doors.all.n, 1);
    struct request other;
    assert_int_equal(door_request(&arena, &doors.all.at[0], SPAN("U"), SPAN("P"), &other), OK);
    assert_span(fields_get(&other.fields, SPAN("Authorization")), "Basic VTpQ");
    assert_span(other.body, "");
}

/* Where it cannot be told which place is which, nothing is tried. */
static void test_unclear(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    assert_span(rewritten(&arena, "anna", "s3cret-one", "{\"id\":7}"), "");
    assert_span(rewritten(&arena, "anna", "pw-one-two", "anna anna pw-one-two"), "");
    assert_span(rewritten(&arena, "anna", "pw-one-two", "anna pw-one-two pw-one-two"), "");
}

/* Of two identities that log in at one place, the first one's door speaks for both. */
static void test_first(void **state) {
    (void)state;
    struct identity anna = {.name = SPAN("anna")}, berta = {.name = SPAN("berta")};
    struct span login = SPAN("http://127.0.0.1/login");
    struct door at[] = {
        {.identity = &anna, .request = {.url = login}},
        {.identity = &berta, .request = {.url = login}},
        {.identity = &berta, .request = {.url = SPAN("http://127.0.0.1/staff/login")}},
    };
    struct doors doors = {.all = {.at = at, .n = 3}};
    assert_true(door_is_first(&doors, &at[0]));
    assert_false(door_is_first(&doors, &at[1]));
    assert_true(door_is_first(&doors, &at[2]));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bodies), cmocka_unit_test(test_basic),
                                       cmocka_unit_test(test_unclear),
                                       cmocka_unit_test(test_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
