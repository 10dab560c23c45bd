/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters in their places: OpenAPI's styles, and header fields. */
#include "draft_text.h"

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

static const char carrying[] = HEAD
    "paths:\n"
    "  /head: {get: {parameters: [{in: header, name: X-Trace, required: true, schema: {example: "
    "[a, b]}}, {in: header, name: Authorization, required: true, schema: {type: string}}, {in: "
    "header, name: X-Key, required: true, schema: {type: string}}, {in: cookie, name: c, required: "
    "true, schema: {type: integer}}], responses: {}}}\n"
    "components: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}}}\n";

static void header_fields(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, carrying);
    struct draft draft = draft_of(&l, "GET", "/head", BUILD_REAL);
    assert_span(fields_get(&draft.request.fields, SPAN("X-Trace")), "a,b");
    assert_span(fields_get(&draft.request.fields, SPAN("Cookie")), "c=1");
    assert_int_equal(draft.request.fields.n, 2); /* what carries credentials is left out */
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(styles),
        cmocka_unit_test(header_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
