/* SPDX-License-Identifier: Apache-2.0 */
/* Values from schemas: what fits them, and that there is none where nothing does. */
#include "draft_text.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
