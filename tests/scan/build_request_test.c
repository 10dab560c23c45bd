/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that are built to be refused: spoiled ones cannot succeed, and what nothing can spoil is
 * not built. */
#include "draft_text.h"

static const char shop[] = HEAD
    "servers: [{url: /v1}]\n"
    "paths:\n"
    "  /orders/:\n"
    "    get: {responses: {}}\n"
    "    post: {requestBody: {content: {application/json: {schema: {type: object, required: [a], "
    "properties: {a: {type: string}}}}}}, responses: {}}\n"
    "  /orders/{id}/:\n"
    "    parameters: [{in: path, name: id, required: true, schema: {type: integer}}]\n"
    "    get: {responses: {}}\n"
    "    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, "
    "responses: {}}\n"
    "    delete: {responses: {}}\n"
    "  /orders/{id}/cancel/:\n"
    "    post: {parameters: [{in: path, name: id, required: true, schema: {type: integer}}], "
    "responses: {}}\n"
    "  /tags/{name}: {put: {parameters: [{in: path, name: name, required: true, schema: {type: "
    "string}}], responses: {}}}\n"
    "  /run: {post: {responses: {}}}\n"
    "  /{mode}/run: {delete: {parameters: [{in: path, name: mode, required: true, schema: {type: "
    "string, enum: [fast, slow]}}], responses: {}}}\n"
    "  /raw: {post: {requestBody: {content: {application/octet-stream: {schema: {type: string}}}}, "
    "responses: {}}}\n"
    "  /form: {post: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: "
    "object, required: [a], properties: {a: {type: string, example: 'x y&z'}}}}}}, responses: "
    "{}}}\n"
    "  /loose: {post: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: "
    "object, properties: {a: {type: string}}}}}}, responses: {}}}\n"
    "  /file: {post: {requestBody: {content: {multipart/form-data: {schema: {type: object, "
    "required: [f, n], properties: {f: {type: string, format: binary}, n: {type: integer}}}}}}, "
    "responses: {}}}\n"
    "  /served: {post: {requestBody: {content: {application/json: {schema: {type: object, "
    "required: [id, kind], properties: {id: {type: integer, readOnly: true}, kind: {type: string, "
    "default: a}}}}}}, responses: {}}}\n"
    "  /either: {post: {requestBody: {content: {application/json: {schema: {type: object, "
    "required: [a], oneOf: [{required: [b]}, {type: array}]}}}}, responses: {}}}\n"
    "  /many: {post: {requestBody: {content: {application/json: {schema: {type: array, items: "
    "{type: string}}}}}, responses: {}}}\n";

static void spoiled_bodies(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, shop);
    struct draft draft = draft_of(&l, "POST", "/orders/", BUILD_UNPARSABLE);
    assert_span(draft.request.body, "{\"postern\":");
    assert_span(fields_get(&draft.request.fields, SPAN("Content-Type")), "application/json");
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/orders/", BUILD_MISTYPED);
    assert_span(draft.request.body, "\"postern\"");
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/orders/", BUILD_REAL);
    assert_span(draft.request.body, "{\"a\":\"postern\"}");
    assert_false(draft.safe);
    draft = draft_of(&l, "PUT", "/orders/{id}/", BUILD_UNPARSABLE);
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/");
    assert_span(draft.request.body, "{\"postern\":");
    draft = draft_of(&l, "POST", "/orders/{id}/cancel/", BUILD_UNPARSABLE);
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/form", BUILD_UNPARSABLE);
    assert_span(fields_get(&draft.request.fields, SPAN("Content-Type")), "multipart/form-data");
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/form", BUILD_REAL);
    assert_span(draft.request.body, "a=x+y%26z");
    draft = draft_of(&l, "POST", "/file", BUILD_REAL);
    assert_true(span_find(draft.request.body, SPAN("name=\"f\"; filename=\"postern.txt\"")) !=
                SIZE_MAX);
    assert_true(span_find(draft.request.body, SPAN("name=\"n\"\r\n\r\n1\r\n")) != SIZE_MAX);
    assert_true(span_ends(draft.request.body, SPAN("--\r\n")));
    arena_free(&l.arena);
}

/* Bodies that parse, and that the contract cannot mean. */
static void lacking_bodies(void **state) {
    (void)state;
    static const char *const unguarded[] = {"/served", "/either", "/loose", "/raw", "/run"};
    struct loaded l;
    load_contract(&l, shop);
    struct draft draft = draft_of(&l, "POST", "/orders/", BUILD_LACKING);
    assert_span(draft.request.body, "[]");
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/many", BUILD_LACKING);
    assert_span(draft.request.body, "{}");
    draft =
        draft_of(&l, "PUT", "/orders/{id}/", BUILD_LACKING); /* nothing required: nobody there */
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/");
    assert_true(draft.safe);
    draft = draft_of(&l, "POST", "/form", BUILD_LACKING);
    assert_span(draft.request.body, "postern=");
    draft = draft_of(&l, "POST", "/file", BUILD_LACKING);
    assert_true(span_find(draft.request.body, SPAN("name=\"postern\"")) != SIZE_MAX);
    assert_true(span_find(draft.request.body, SPAN("name=\"n\"")) == SIZE_MAX);
    for (size_t i = 0; i < sizeof(unguarded) / sizeof(unguarded[0]); i++) {
        draft = draft_of(&l, "POST", unguarded[i], BUILD_LACKING);
        assert_false(draft.built || draft.safe);
    }
    arena_free(&l.arena);
}

/* What cannot be made safe is not built, and says why. */
static void unsafe_writes(void **state) {
    (void)state;
    static const char *const rows[][2] = {{"POST", "/run"},
                                          {"DELETE", "/{mode}/run"},
                                          {"POST", "/raw"},
                                          {"POST", "/loose"},
                                          {"PUT", "/tags/{name}"}};
    struct loaded l;
    load_contract(&l, shop);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (int mode = BUILD_UNPARSABLE; mode <= BUILD_MISTYPED; mode++) {
            struct draft draft = draft_of(&l, rows[i][0], rows[i][1], (enum build_mode)mode);
            if (draft.built || draft.safe) {
                fail_msg("%s %s was built", rows[i][0], rows[i][1]);
            }
            assert_true(span_find(draft.reason, SPAN("--allow-writes")) != SIZE_MAX);
        }
        struct draft draft = draft_of(&l, rows[i][0], rows[i][1], BUILD_REAL);
        assert_true(draft.built);
        assert_false(draft.safe);
    }
    arena_free(&l.arena);
}

static void base_urls(void **state) {
    (void)state;
    assert_span(build_base(SPAN("http://h"), SPAN("/v1")), "/v1");
    assert_span(build_base(SPAN("http://h/v1"), SPAN("/v1")), "");
    assert_span(build_base(SPAN("http://h/gate"), SPAN("/v1")), "/v1");
    assert_span(build_base(SPAN("http://h"), SPAN("")), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spoiled_bodies),
        cmocka_unit_test(lacking_bodies),
        cmocka_unit_test(unsafe_writes),
        cmocka_unit_test(base_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
