/* SPDX-License-Identifier: Apache-2.0 */
/* Requests built from schemas: their values, their styles, and that spoiled ones cannot succeed. */
#include "scan/build/build.h"

#include "contract_text.h"
#include "scan/build/build_pattern.h"

#define HEAD "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"

static struct draft draft_with(struct loaded *l, const char *method, const char *path,
                               const struct known_values *known, enum build_mode mode) {
    struct draft draft;
    assert_int_equal(build_request(&l->arena, &l->contract, operation_of(l, method, path), known,
                                   SPAN("http://h"), mode, &draft),
                     OK);
    return draft;
}

static struct draft draft_of(struct loaded *l, const char *method, const char *path,
                             enum build_mode mode) {
    return draft_with(l, method, path, NULL, mode);
}

/* Builds POST /x with that schema for its JSON body. */
static void assert_body(const char *schema, const char *wanted) {
    struct loaded l;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span text =
        arena_printf(&arena,
                     HEAD "paths: {/x: {post: {requestBody: {required: true, content: "
                          "{application/json: {schema: %s}}}, responses: {}}}}\n"
                          "components: {schemas: {Loop: {type: object, required: [l], "
                          "properties: {l: {$ref: '#/components/schemas/Loop'}}}, "
                          "Tree: {type: object, properties: {n: {type: integer}, kids: "
                          "{type: array, items: {$ref: '#/components/schemas/Tree'}}}}}}\n",
                     schema);
    load_contract(&l, text.ptr);
    struct draft draft = draft_of(&l, "POST", "/x", BUILD_REAL);
    if (wanted) {
        assert_span(draft.reason, "");
        assert_true(draft.built);
        assert_span(draft.request.body, wanted);
        assert_span(fields_get(&draft.request.fields, SPAN("Content-Type")), "application/json");
    } else {
        assert_false(draft.built);
        assert_true(draft.reason.len > 0);
    }
    arena_free(&l.arena);
}

static void values(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"{type: string, example: e, default: d}", "\"e\""},
        {"{type: string, default: d}", "\"d\""},
        {"{type: string, enum: [x, y]}", "\"x\""},
        {"{type: string, nullable: true, enum: [null, y]}", "\"y\""},
        {"{const: 7}", "7"},
        {"{type: string, format: uuid}", "\"3b9f5a60-52d1-4c0e-9a57-9d1f6e2c7b48\""},
        {"{type: string, format: date-time}", "\"2026-01-15T12:00:00Z\""},
        {"{type: string, format: ipv4}", "\"192.0.2.1\""},
        {"{type: string, maxLength: 3}", "\"pos\""},
        {"{type: string, minLength: 9}", "\"posternxx\""},
        {"{type: string, pattern: '^[A-Z]{3}-\\d{2,4}$'}", "\"AAA-00\""},
        {"{type: integer}", "1"},
        {"{type: integer, minimum: 5}", "5"},
        {"{type: integer, minimum: 5, exclusiveMinimum: true}", "6"},
        {"{type: integer, exclusiveMinimum: 5}", "6"},
        {"{type: integer, maximum: -3}", "-3"},
        {"{type: integer, minimum: 10, multipleOf: 7}", "14"},
        {"{type: number, minimum: 0, maximum: 0.5}", "0"},
        {"{type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.5}", "0.25"},
        {"{type: boolean}", "true"},
        {"{type: array, items: {type: integer}, minItems: 2}", "[1,1]"},
        {"{type: array, items: {type: integer}, minItems: 3, uniqueItems: true}", "[1,2,3]"},
        {"{type: array, items: {enum: [a, b]}, minItems: 2, uniqueItems: true}", "[\"a\",\"b\"]"},
        {"{type: array, maxItems: 0, items: {type: integer}}", "[]"},
        {"{type: object, required: [a], properties: {a: {type: integer}, b: {type: integer}}}",
         "{\"a\":1}"},
        {"{type: object, properties: {a: {type: integer}, b: {type: integer, readOnly: true}}}",
         "{\"a\":1}"},
        {"{properties: {email: {type: string}}}", "{\"email\":\"postern@example.com\"}"},
        {"{type: object, minProperties: 1, additionalProperties: {type: integer}}",
         "{\"postern0\":1}"},
        {"{allOf: [{required: [a], properties: {a: {type: integer}}}, {required: [b], properties: "
         "{b: {type: boolean}}}]}",
         "{\"a\":1,\"b\":true}"},
        {"{oneOf: [{type: 'null'}, {type: integer, minimum: 3}]}", "3"},
        {"{anyOf: [{pattern: '(?=x)', type: string}, {type: integer}]}", "1"},
        {"{type: object, required: [a], properties: {a: {type: integer}, b: {type: integer}}, "
         "oneOf: [{required: [b]}]}",
         "{\"a\":1,\"b\":1}"},
        {"{type: object, required: [a], properties: {a: {type: string, nullable: true, pattern: "
         "'(?=x)'}}}",
         "{\"a\":null}"},
        {"{type: object, required: [q\\\"q], properties: {}}", "{\"q\\\\\\\"q\":\"postern\"}"},
        {"{}", "{}"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_body(rows[i][0], rows[i][1]);
    }
    assert_body("{$ref: '#/components/schemas/Tree'}",
                "{\"n\":1,\"kids\":[{\"n\":1,\"kids\":[{}]}]}");
    assert_body("{$ref: '#/components/schemas/Loop'}", NULL);
    assert_body("{type: string, pattern: '(?=x)'}", NULL);
    assert_body("{type: integer, minimum: 5, maximum: 4}", NULL);
    assert_body("{type: string, minLength: 99999}", NULL);
}

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
            build_request_with_id(&arena, &l.contract, operation_of(&l, "DELETE", "/a/{id}"), NULL,
                                  SPAN("http://h"), BUILD_UNPARSABLE, rows[i].id, &draft),
            OK);
        assert_int_equal(draft.built, rows[i].url != NULL);
        if (draft.built) {
            assert_span(draft.request.url, rows[i].url);
            assert_true(draft.made_up_id && draft.free_id && draft.safe);
        }
        arena_free(&l.arena);
    }
}

static void patterns(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *text;
        size_t shortest, longest;
    } rows[] = {
        {"^[a-z]+$", "a", 0, SIZE_MAX},
        {"^[a-z]+$", "aaaa", 4, SIZE_MAX},
        {"^[a-z]*$", "a", 0, SIZE_MAX},
        {"^[0-9]+$", "00000000000", 11, 11},
        {"^a*b*$", "aaaaaaaaaabbbbbbbbbb", 19, 20},
        {"^(foo|bar)-\\w{3}$", "foo-aaa", 0, SIZE_MAX},
        {"(?:ab)?c", "c", 0, SIZE_MAX},
        {"(?P<year>[0-9]{4})-[0-9]{2}", "0000-00", 0, SIZE_MAX},
        {"^\\+?[1-9]\\d{1,14}$", "10", 0, SIZE_MAX},
        {"[^a-z0-9]", "A", 0, SIZE_MAX},
        {"^[\\w.@+-]+$", "a", 0, SIZE_MAX},
        {"[]x]", "x", 0, SIZE_MAX},
        {"\\x41\\u0042", "AB", 0, SIZE_MAX},
        {"a{2}b{0}c{,3}", "aac{,3}", 0, SIZE_MAX},
        {"^\\p{L}\\p{N}$", "a0", 0, SIZE_MAX},
        {"a|b|c", "a", 0, SIZE_MAX},
        {"(a(b(c)))+?", "abc", 0, SIZE_MAX},
        {"\\.\\/\\[", "./[", 0, SIZE_MAX},
        {"^$", "", 0, SIZE_MAX},
        {"abc", "", 0, 2},
        {"[a", "", 0, SIZE_MAX},
        {"(a", "", 0, SIZE_MAX},
        {"a)", "", 0, SIZE_MAX},
        {"(a)\\1", "", 0, SIZE_MAX},
        {"(?!a)b", "", 0, SIZE_MAX},
        {"((((a{999}){999}){999}){999})", "", 0, SIZE_MAX},
        {"((^{999}){999}){999}", "", 0, SIZE_MAX},
        {"a{9,2}", "", 0, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct span got;
        assert_int_equal(pattern_example(&arena, span_from(rows[i].pattern), rows[i].shortest,
                                         rows[i].longest, &got),
                         OK);
        if (!span_equal(got, span_from(rows[i].text))) {
            fail_msg("%s gave \"%.*s\"", rows[i].pattern, SPAN_ARG(got));
        }
    }
}

/* The examples of OpenAPI's table of styles: blue, black and brown; R 100, G 200, B 150. */
static void styles(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"in: path, name: c, required: true, schema: {example: blue}", "/x/{c}", "/x/blue"},
        {"in: path, name: c, required: true, schema: {example: [blue, black]}", "/x/{c}",
         "/x/blue,black"},
        {"in: path, name: c, required: true, schema: {example: {R: 1, G: 2}}", "/x/{c}",
         "/x/R,1,G,2"},
        {"in: path, name: c, required: true, explode: true, schema: {example: {R: 1, G: 2}}",
         "/x/{c}", "/x/R=1,G=2"},
        {"in: path, name: c, required: true, style: label, schema: {example: blue}", "/x/{c}",
         "/x/.blue"},
        {"in: path, name: c, required: true, style: label, explode: true, schema: {example: [a, "
         "b]}",
         "/x/{c}", "/x/.a.b"},
        {"in: path, name: c, required: true, style: matrix, schema: {example: [a, b]}", "/x/{c}",
         "/x/;c=a,b"},
        {"in: path, name: c, required: true, style: matrix, explode: true, schema: {example: [a, "
         "b]}",
         "/x/{c}", "/x/;c=a;c=b"},
        {"in: path, name: c, required: true, style: matrix, explode: true, schema: {example: {R: "
         "1, "
         "G: 2}}",
         "/x/{c}", "/x/;R=1;G=2"},
        {"in: path, name: c, required: true, schema: {example: 'a/b c?'}", "/x/{c}.y",
         "/x/a%2Fb%20c%3F.y"},
        {"in: query, name: c, required: true, schema: {example: [a, b]}", "/x", "/x?c=a&c=b"},
        {"in: query, name: c, required: true, explode: false, schema: {example: [a, 'b&']}", "/x",
         "/x?c=a,b%26"},
        {"in: query, name: c, required: true, style: spaceDelimited, explode: false, schema: "
         "{example: [a, b]}",
         "/x", "/x?c=a%20b"},
        {"in: query, name: c, required: true, style: pipeDelimited, explode: false, schema: "
         "{example: [a, b]}",
         "/x", "/x?c=a%7Cb"},
        {"in: query, name: c, required: true, schema: {example: {R: 1, G: 2}}", "/x", "/x?R=1&G=2"},
        {"in: query, name: c, required: true, explode: false, schema: {example: {R: 1, G: 2}}",
         "/x", "/x?c=R,1,G,2"},
        {"in: query, name: c, required: true, style: deepObject, explode: true, schema: {example: "
         "{R: 1, G: 2}}",
         "/x", "/x?c%5BR%5D=1&c%5BG%5D=2"},
        {"in: query, name: c, required: true, content: {application/json: {schema: {example: {R: "
         "1}}}}",
         "/x", "/x?c=%7B%22R%22%3A1%7D"},
        {"in: query, name: c, schema: {example: optional}", "/x", "/x"},
        {"in: query, name: c d, required: true, schema: {type: boolean}", "/x", "/x?c%20d=true"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct loaded l;
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct span text =
            arena_printf(&arena, HEAD "paths: {'%s': {get: {parameters: [{%s}], responses: {}}}}\n",
                         rows[i][1], rows[i][0]);
        load_contract(&l, text.ptr);
        struct draft draft = draft_of(&l, "GET", rows[i][1], BUILD_REAL);
        assert_span(draft.reason, "");
        assert_span(span_from_index(draft.request.url, 8), rows[i][2]);
        assert_true(draft.safe);
        arena_free(&l.arena);
    }
}

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
    "  /users/{user_id}/orders/{id}:\n"
    "    delete: {responses: {}}\n"
    "  /items/{item_id}: {get: {parameters: [{in: path, name: item_id, required: true, schema: "
    "{type: string, format: uuid}}], responses: {}}}\n"
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
    "{type: string}}}}}, responses: {}}}\n"
    "  /head: {get: {parameters: [{in: header, name: X-Trace, required: true, schema: {example: "
    "[a, b]}}, {in: header, name: Authorization, required: true, schema: {type: string}}, {in: "
    "header, name: X-Key, required: true, schema: {type: string}}, {in: cookie, name: c, required: "
    "true, schema: {type: integer}}], responses: {}}}\n"
    "components: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}\n";

static void add_known(struct loaded *l, struct known_values *known, const char *name,
                      const char *path, const char *value) {
    known->arena = &l->arena;
    struct known_value added = {span_from(name), span_from(path), span_from(value), false};
    assert_true(vec_push(&l->arena, &known->values, added));
}

static void ids(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, shop);
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

static void header_fields(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, shop);
    struct draft draft = draft_of(&l, "GET", "/head", BUILD_REAL);
    assert_span(fields_get(&draft.request.fields, SPAN("X-Trace")), "a,b");
    assert_span(fields_get(&draft.request.fields, SPAN("Cookie")), "c=1");
    assert_int_equal(draft.request.fields.n, 2); /* what carries credentials is left out */
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
        cmocka_unit_test(values),
        cmocka_unit_test(forms_of_ids),
        cmocka_unit_test(patterns),
        cmocka_unit_test(styles),
        cmocka_unit_test(ids),
        cmocka_unit_test(spoiled_bodies),
        cmocka_unit_test(lacking_bodies),
        cmocka_unit_test(ids_by_place),
        cmocka_unit_test(unsafe_writes),
        cmocka_unit_test(header_fields),
        cmocka_unit_test(base_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
