/* SPDX-License-Identifier: Apache-2.0 */
/* Ids in paths: which known one fits, and what is made up where none does. */
#include "draft_text.h"

/* What nobody names takes the form that is asked for; what somebody does, does not. */
static void forms_of_ids(void **state) {
    (void)state;
    static const struct {
        const char *schema;
        enum build_id id;
        const char *url;
    } rows[] = {
        {"{type: string}", BUILD_ID_DECLARED, "http://h/a/postern-no-such"},
        {"{type: string}", BUILD_ID_NUMBER, "http://h/a/2147480123"},
        {"{type: string}", BUILD_ID_UUID, "http://h/a/b7e15162-8aed-4a6a-bf71-58809cf4f3c7"},
        {"{type: integer}", BUILD_ID_SLUG, "http://h/a/postern-no-such"},
        {"{type: string, format: uuid}", BUILD_ID_NUMBER, "http://h/a/2147480123"},
        {"{type: string, pattern: '^[A-Z]{9}$'}", BUILD_ID_NUMBER, "http://h/a/2147480123"},
        {"{type: string, enum: [x]}", BUILD_ID_NUMBER, NULL},
        {"{type: integer, maximum: 9}", BUILD_ID_DECLARED, NULL},
        {"{type: integer, maximum: 9}", BUILD_ID_UUID,
         "http://h/a/b7e15162-8aed-4a6a-bf71-58809cf4f3c7"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct loaded l;
        struct draft draft;
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        load_contract(&l, arena_printf(&arena,
                                       HEAD "paths: {'/a/{id}': {delete: {parameters: [{name: id, "
                                            "in: path, schema: %s}]}}}",
                                       rows[i].schema)
                              .ptr);
        assert_int_equal(
            build_request_as(&arena, &l.contract, operation_of(&l, "DELETE", "/a/{id}"), NULL,
                             SPAN("http://h"),
                             (struct build_how){BUILD_UNPARSABLE, rows[i].id, false}, &draft),
            OK);
        assert_int_equal(draft.built, rows[i].url != NULL);
        if (draft.built) {
            assert_span(draft.request.url, rows[i].url);
            assert_true(draft.made_up_id && draft.free_id && draft.safe);
        }
        arena_free(&l.arena);
    }
}

static const char numbered[] = HEAD
    "servers: [{url: /v1}]\n"
    "paths:\n"
    "  /orders/{id}/:\n"
    "    parameters: [{in: path, name: id, required: true, schema: {type: integer}}]\n"
    "    get: {responses: {}}\n"
    "    delete: {responses: {}}\n"
    "  /users/{user_id}/orders/{id}:\n"
    "    delete: {responses: {}}\n"
    "  /items/{item_id}: {get: {parameters: [{in: path, name: item_id, required: true, schema: "
    "{type: string, format: uuid}}], responses: {}}}\n";

static void add_known(struct loaded *l, struct known_values *known, const char *name,
                      const char *path, const char *value) {
    known->arena = &l->arena;
    struct known_value added = {
        .name = span_from(name), .path = span_from(path), .value = span_from(value)};
    assert_true(vec_push(&l->arena, &known->values, added));
}

static void ids(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, numbered);
    struct known_values known = {0};
    struct draft draft = draft_of(&l, "GET", "/orders/{id}/", BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/");
    assert_true(draft.made_up_id);
    add_known(&l, &known, "id", "/items/", "7");
    add_known(&l, &known, "id", "/orders/", "not a number");
    add_known(&l, &known, "id", "/orders/", "41");
    add_known(&l, &known, "id", "/orders/", "42");
    draft = draft_with(&l, "GET", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/41/");
    assert_false(draft.made_up_id);
    draft = draft_with(&l, "GET", "/items/{item_id}", &known, BUILD_REAL); /* no UUID is known */
    assert_true(draft.made_up_id);
    add_known(&l, &known, "id", "/items/", "3b9f5a60-52d1-4c0e-9a57-9d1f6e2c7b49");
    draft = draft_with(&l, "GET", "/items/{item_id}", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/items/3b9f5a60-52d1-4c0e-9a57-9d1f6e2c7b49");
    add_known(&l, &known, "id", "", "99");
    draft = draft_with(&l, "GET", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/99/"); /* the user knows better */
    draft = draft_with(&l, "DELETE", "/orders/{id}/", &known, BUILD_UNPARSABLE);
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/"); /* but never for a write */
    assert_true(draft.safe && draft.built && draft.made_up_id);
    add_known(&l, &known, "user_id", "", "3");
    draft = draft_with(&l, "DELETE", "/users/{user_id}/orders/{id}", &known, BUILD_UNPARSABLE);
    assert_span(draft.request.url, "http://h/v1/users/3/orders/postern-no-such");
    assert_true(draft.safe);
    draft = draft_with(&l, "DELETE", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/99/");
    assert_false(draft.safe);
    arena_free(&l.arena);
}

/* The parameter's name says nothing, and its place does. */
static void ids_by_place(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, HEAD
                  "paths:\n"
                  "  /notes/{i}: {get: {parameters: [{in: path, name: i, required: true, schema: "
                  "{type: string}}], responses: {}}}\n"
                  "  /notes/{number}: {get: {parameters: [{in: path, name: number, required: true, "
                  "schema: {type: integer}}], responses: {}}}\n"
                  "  /notes/{author}/all: {get: {parameters: [{in: path, name: author, required: "
                  "true, schema: {type: string}}], responses: {}}}\n");
    struct known_values known = {0};
    add_known(&l, &known, "id", "/notes", "41");
    add_known(&l, &known, "title", "/notes", "7");
    struct draft draft = draft_with(&l, "GET", "/notes/{i}", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/notes/41");
    draft = draft_with(&l, "GET", "/notes/{number}", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/notes/41");
    draft = draft_with(&l, "GET", "/notes/{author}/all", &known, BUILD_REAL);
    assert_true(draft.made_up_id);
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_ids),
        cmocka_unit_test(ids),
        cmocka_unit_test(ids_by_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
