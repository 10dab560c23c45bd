/* SPDX-License-Identifier: Apache-2.0 */
/* Ids learnt from answers in all the forms that lists have. */
#include "scan/build/build_known.h"

#include "contract_text.h"

static const char text[] =
    "openapi: 3.0.3\n"
    "info: {title: t, version: '1'}\n"
    "servers: [{url: /api}]\n"
    "paths:\n"
    "  /orders/: {get: {responses: {}}}\n"
    "  /orders/{id}/: {get: {parameters: [{in: path, name: id, required: true, schema: {type: "
    "integer}}], responses: {}}}\n"
    "  /orders/{order_pk}/lines/{line}/: {get: {responses: {}}}\n"
    "  /books/: {get: {responses: {}}}\n"
    "  /books/{isbn}/: {get: {responses: {}}}\n"
    "  /deep/{id}: {get: {responses: {}}}\n";

static void learn(struct loaded *l, struct known_values *known, const char *path,
                  const char *body) {
    struct response response = {.wire = WIRE_OK, .status = 200, .body = span_from(body)};
    known->arena = &l->arena;
    assert_int_equal(
        build_harvest(known, &l->contract, operation_of(l, "GET", path), SPAN(""), &response), OK);
}

static struct span url_of(struct loaded *l, const struct known_values *known, const char *path) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, "GET", path), known,
                                   SPAN("http://h"), BUILD_REAL, &draft),
                     OK);
    return draft.request.url;
}

static void forms_of_lists(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "[{\"id\": 5, \"x\": {}}, {\"id\": 6}]",
        "{\"count\": 1, \"next\": null, \"results\": [{\"id\": 5}]}",
        "{\"items\": [{\"id\": 5}]}",
        "{\"data\": [{\"id\": \"5\"}]}",
        "{\"_embedded\": {\"orders\": [{\"id\": 5}]}}",
        "{\"orders\": [{\"id\": 5}], \"total\": 1}",
        "[{\"url\": \"http://h/api/orders/5/\"}]",
        "[{\"href\": \"/api/orders/5/\"}]",
        "[5, 6]",
        "{\"id\": 5}",
    };
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        struct loaded l;
        struct known_values known = {0};
        load_contract(&l, text);
        learn(&l, &known, "/orders/", bodies[i]);
        struct span url = url_of(&l, &known, "/orders/{id}/");
        if (!span_equal(url, SPAN("http://h/api/orders/5/"))) {
            fail_msg("%s gave %.*s", bodies[i], SPAN_ARG(url));
        }
        arena_free(&l.arena);
    }
}

static void names(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    learn(&l, &known, "/orders/", "[{\"id\": 5}]");
    learn(&l, &known, "/books/", "[{\"isbn\": \"978/1\", \"title\": \"t\"}]");
    assert_span(url_of(&l, &known, "/orders/{order_pk}/lines/{line}/"),
                "http://h/api/orders/5/lines/postern-no-such/");
    assert_span(url_of(&l, &known, "/books/{isbn}/"), "http://h/api/books/978%2F1/");
    assert_span(url_of(&l, &known, "/deep/{id}"), "http://h/api/deep/postern-no-such");
    arena_free(&l.arena);
}

/* One collection and one path below it, however their names are written; links with any base path.
 */
static void naming_styles(void **state) {
    (void)state;
    static const struct {
        const char *list, *detail, *body, *wanted;
    } rows[] = {
        {"/orders", "/orders/{orderId}", "[{\"id\": 7}]", "/orders/7"},
        {"/orders", "/orders/{order_id}", "[{\"orderId\": 7}]", "/orders/7"},
        {"/orders", "/orders/{orderId}", "[{\"order_id\": 7}]", "/orders/7"},
        {"/orders", "/orders/{id}", "[{\"OrderID\": 7}]", "/orders/7"},
        {"/orders", "/orders/{id}", "[{\"customer_id\": 3, \"order-id\": 7}]", "/orders/7"},
        {"/orders", "/orders/{order}", "[{\"id\": 7}]", "/orders/7"},
        {"/order-lines", "/order-lines/{orderLineId}", "[{\"id\": 7}]", "/order-lines/7"},
        {"/categories", "/categories/{category_pk}", "[{\"pk\": 7}]", "/categories/7"},
        {"/boxes", "/shelf/{box_id}/in", "[{\"id\": 7}]", "/shelf/7/in"},
        {"/users", "/users/{id}", "[{\"_id\": \"a1\"}]", "/users/a1"},
        {"/users", "/users/{userUuid}", "[{\"uuid\": \"u-1\"}]", "/users/u-1"},
        {"/users", "/users/{login}", "[{\"id\": 4, \"login\": \"ann\"}]", "/users/ann"},
        {"/tasks", "/labels/{id}", "{\"tasks\": [{\"id\": 1, \"labels\": [{\"id\": 6}]}]}",
         "/labels/6"},
        {"/tasks", "/labels/{id}", "[{\"id\": 1, \"label\": {\"id\": 6}}]", "/labels/6"},
        {"/tasks", "/labels/{id}", "[{\"id\": 1, \"labels\": [6, 7]}]", "/labels/6"},
        {"/tasks", "/labels/{id}", "[{\"id\": 1, \"labelId\": 6}]", "/labels/6"},
        {"/tasks", "/labels/{labelId}", "[{\"id\": 1, \"label_id\": 6}]", "/labels/6"},
        {"/api/tasks", "/api/labels/{id}/", "[{\"id\": 1, \"labels\": [{\"id\": 6}]}]",
         "/api/labels/6/"},
        {"/me", "/teams/{teamId}", "{\"id\": 1, \"team\": {\"id\": 5}}", "/teams/5"},
        {"/posts", "/people/{personId}",
         "{\"data\": [{\"id\": \"1\", \"relationships\": {\"person\": {\"data\": {\"id\": "
         "\"9\"}}}}]}",
         "/people/9"},
        {"/orders", "/orders/{id}", "[{\"url\": \"/orders/7\"}]", "/orders/7"},
        {"/orders", "/orders/{id}", "[{\"url\": \"http://h/base/v1/orders/7/\"}]", "/orders/7"},
        {"/orders", "/orders/{id}", "[{\"links\": {\"self\": \"/api/orders/7\"}}]", "/orders/7"},
        {"/orders", "/orders/{id}", "[{\"_links\": {\"self\": {\"href\": \"/orders/7\"}}}]",
         "/orders/7"},
        {"/orders", "/users/{id}/orders", "[{\"buyer_url\": \"/api/users/3/orders\"}]",
         "/users/3/orders"},
        /* near misses */
        {"/tasks", "/labels/{id}", "[{\"id\": 1}]", "/labels/2147480123"},
        {"/tasks", "/labels/{id}", "[{\"id\": 1, \"owner\": {\"id\": 6}}]", "/labels/2147480123"},
        {"/orders", "/orders/{id}", "[{\"customer_id\": 3}]", "/orders/2147480123"},
        {"/orders", "/orders/{id}", "[{\"paid\": 3, \"grid\": 4}]", "/orders/2147480123"},
        {"/orders", "/orders/{id}", "[{\"url\": \"/7\"}]", "/orders/2147480123"},
        {"/orders", "/orders/{id}", "[{\"url\": \"/a/b/c/d/e/f/orders/7\"}]", "/orders/2147480123"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct loaded l;
        struct known_values known = {0};
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct span brace = span_from(rows[i].detail), name = {NULL, 0};
        (void)span_cut(&brace, '{');
        name = span_cut(&brace, '}');
        bool number = !span_ends(name, SPAN("login")) && !span_ends(name, SPAN("Uuid")) &&
                      !span_ends(span_from(rows[i].wanted), SPAN("a1"));
        load_contract(&l,
                      arena_printf(&arena,
                                   "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n"
                                   "  %s: {get: {}}\n  %s: {get: {parameters: [{in: path, name: "
                                   "%.*s, schema: {type: %s}}]}}\n",
                                   rows[i].list, rows[i].detail, SPAN_ARG(name),
                                   number ? "integer" : "string")
                          .ptr);
        learn(&l, &known, rows[i].list, rows[i].body);
        struct span url = span_from_index(url_of(&l, &known, rows[i].detail), 8);
        if (!span_equal(url, span_from(rows[i].wanted))) {
            fail_msg("%s of %s gave %.*s", rows[i].body, rows[i].list, SPAN_ARG(url));
        }
        arena_free(&l.arena);
    }
}

static struct span write_of(struct loaded *l, const struct known_values *known, const char *method,
                            const char *path) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, method, path), known,
                                   SPAN("http://h"), BUILD_REAL, &draft),
                     OK);
    return span_from_index(draft.request.url, 8);
}

/* Writes that may succeed: what others made, and people, are left alone. */
static void writes_on_own_objects(void **state) {
    (void)state;
    static const char paths[] = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n"
                                "  /notes: {get: {}, post: {}}\n"
                                "  /notes/{id}: {get: {}, put: {}, delete: {}}\n"
                                "  /notes/{id}/marks: {post: {}}\n"
                                "  /users: {get: {}}\n"
                                "  /users/{id}/notes: {post: {}}\n";
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, paths);
    learn(&l, &known, "/notes", "[{\"id\": 7}]");
    learn(&l, &known, "/users", "[{\"id\": 3}]");
    assert_span(span_from_index(url_of(&l, &known, "/notes/{id}"), 8), "/notes/7");
    assert_span(write_of(&l, &known, "DELETE", "/notes/{id}"), "/notes/2147480123");
    assert_span(write_of(&l, &known, "PUT", "/notes/{id}"), "/notes/2147480123");
    assert_span(write_of(&l, &known, "POST", "/notes/{id}/marks"), "/notes/2147480123/marks");
    assert_span(write_of(&l, &known, "POST", "/users/{id}/notes"), "/users/2147480123/notes");
    struct response made = {.wire = WIRE_OK, .status = 201, .body = SPAN("{\"id\": 8}")};
    assert_int_equal(
        build_harvest(&known, &l.contract, operation_of(&l, "POST", "/notes"), SPAN(""), &made),
        OK);
    assert_span(write_of(&l, &known, "DELETE", "/notes/{id}"), "/notes/8");
    assert_span(write_of(&l, &known, "POST", "/notes/{id}/marks"), "/notes/8/marks");
    arena_free(&l.arena);
}

#define NAMES                                                                             \
    "{requestBody: {required: true, content: {application/json: {schema: {type: object, " \
    "required: [pet_id, user_id], properties: {pet_id: {type: integer}, user_id: {type: " \
    "integer}}}}}}}"

static const char pets[] = "openapi: 3.0.3\n"
                           "info: {title: t, version: '1'}\n"
                           "paths:\n"
                           "  /pets: {get: {}, post: {}}\n"
                           "  /pets/{id}: {get: {}, delete: {}}\n"
                           "  /users: {get: {}}\n"
                           "  /visits: {get: {}, post: " NAMES "}\n"
                           "  /merge: {post: " NAMES "}\n";

/* A list of one pet. */
static const char *list_of(struct loaded *l, const char *id) {
    struct span list = arena_printf(&l->arena, "[{\"id\": \"%s\"}]%c", id, '\0');
    assert_non_null(list.ptr);
    return list.ptr;
}

static void nothing_to_learn(void **state) {
    (void)state;
    static const char *const bodies[] = {"",
                                         "<html>",
                                         "[",
                                         "null",
                                         "[]",
                                         "{\"results\": []}",
                                         "[[[1]]]",
                                         "[{\"id\": null}]",
                                         "[{\"id\": \"\"}]"};
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        learn(&l, &known, "/orders/", bodies[i]);
    }
    struct response refused = {.wire = WIRE_OK, .status = 403, .body = SPAN("[{\"id\": 5}]")};
    assert_int_equal(
        build_harvest(&known, &l.contract, operation_of(&l, "GET", "/orders/"), SPAN(""), &refused),
        OK);
    assert_int_equal(known.values.n, 0);
    arena_free(&l.arena);
}

static void bounded(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, text);
    learn(&l, &known, "/orders/", "[1,2,3,4,5,6,7,8,9]");
    assert_int_equal(known.values.n, 5);
    learn(&l, &known, "/orders/", "[1,2,3,4,5,6,7,8,9]");
    assert_int_equal(known.values.n, 5);
    arena_free(&l.arena);
}

/* Nobody's id looks as those of the API do, where the contract rules nothing. */
static void forms_of_ids(void **state) {
    (void)state;
    static const struct {
        const char *known, *wanted;
    } rows[] = {
        {"7", "/pets/2147480123"},
        {"pet_17", "/pets/pet_2147480123"},
        {"PET-0017", "/pets/PET-2147480123"},
        {"1b4e28ba-2fa1-11d2-883f-0016d3cca427", "/pets/b7e15162-8aed-4a6a-bf71-58809cf4f3c7"},
        {"rex", "/pets/postern-no-such"},
        {"b2", "/pets/postern-no-such"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct loaded l;
        struct known_values known = {0};
        load_contract(&l, pets);
        learn(&l, &known, "/pets", list_of(&l, rows[i].known));
        assert_span(write_of(&l, &known, "DELETE", "/pets/{id}"), rows[i].wanted);
        arena_free(&l.arena);
    }
}

/* A long one keeps its length, and what stands where: digits, and letters of its alphabet. */
static void forms_of_random_ids(void **state) {
    (void)state;
    static const char id[] = "5f0d1c8e77aa41b90c3d2e6f";
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, pets);
    learn(&l, &known, "/pets", list_of(&l, id));
    struct span url = write_of(&l, &known, "DELETE", "/pets/{id}");
    struct span made = span_from_index(url, sizeof("/pets/") - 1);
    assert_int_equal(made.len, sizeof(id) - 1);
    for (size_t i = 0; i < made.len; i++) {
        bool digit = made.ptr[i] >= '0' && made.ptr[i] <= '9';
        assert_true(digit || (made.ptr[i] >= 'a' && made.ptr[i] <= 'f'));
        assert_true(digit == (id[i] >= '0' && id[i] <= '9'));
    }
    assert_false(span_equal(made, span_from(id)));
    arena_free(&l.arena);
}

static struct span body_of(struct loaded *l, const struct known_values *known, const char *path) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, "POST", path), known,
                                   SPAN("http://h"), BUILD_REAL, &draft),
                     OK);
    return draft.request.body;
}

/* What is made may name objects that are there, but nobody's account; what only does something
 * names none. */
static void bodies_name_objects(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, pets);
    learn(&l, &known, "/pets", "[{\"id\": 7}]");
    learn(&l, &known, "/users", "[{\"id\": 3}]");
    assert_span(body_of(&l, &known, "/visits"), "{\"pet_id\":7,\"user_id\":1}");
    assert_span(body_of(&l, &known, "/merge"), "{\"pet_id\":1,\"user_id\":1}");
    arena_free(&l.arena);
}

/* What was made and taken away is named no more; what others made is. */
static void gone_is_not_named(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known = {0};
    load_contract(&l, pets);
    struct response made = {.wire = WIRE_OK, .status = 201, .body = SPAN("{\"id\": 8}")};
    known.arena = &l.arena;
    assert_int_equal(
        build_harvest(&known, &l.contract, operation_of(&l, "POST", "/pets"), SPAN(""), &made), OK);
    learn(&l, &known, "/pets", "[{\"id\": 7}]");
    assert_span(span_from_index(url_of(&l, &known, "/pets/{id}"), 8), "/pets/8");
    build_take_away(&known, SPAN("http://h/pets/7"));
    assert_span(span_from_index(url_of(&l, &known, "/pets/{id}"), 8), "/pets/8");
    build_take_away(&known, SPAN("http://h/pets/8"));
    assert_span(span_from_index(url_of(&l, &known, "/pets/{id}"), 8), "/pets/7");
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_lists),    cmocka_unit_test(names),
        cmocka_unit_test(naming_styles),     cmocka_unit_test(writes_on_own_objects),
        cmocka_unit_test(nothing_to_learn),  cmocka_unit_test(bounded),
        cmocka_unit_test(forms_of_ids),      cmocka_unit_test(forms_of_random_ids),
        cmocka_unit_test(gone_is_not_named), cmocka_unit_test(bodies_name_objects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
