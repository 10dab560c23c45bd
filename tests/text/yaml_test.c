/* SPDX-License-Identifier: Apache-2.0 */
/* The YAML reader: types, places, aliases, merge keys, and its limits. */
#include "text/yaml.h"

#include "base/buf.h"
#include "text/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

struct sample {
    const char *yaml, *json;
};

static const struct sample samples[] = {
    {"", "null"},
    {"# nothing\n", "null"},
    {"\xef\xbb\xbf"
     "a: 1",
     "{\"a\":1}"},
    {"\xef\xbb\xbf"
     "a:\n  b: 1\nc: 2\n",
     "{\"a\":{\"b\":1},\"c\":2}"},
    {"[true, True, TRUE, false, ~, null, '', \"\"]", "[true,true,true,false,null,null,\"\",\"\"]"},
    {"[yes, no, on, off, y, n]", "[\"yes\",\"no\",\"on\",\"off\",\"y\",\"n\"]"},
    {"[1, -2, +3, 1.50, .5, -.5, 2., 1e3, 1E-3, 0]", "[1,-2,3,1.50,0.5,-0.5,2.0,1e3,1E-3,0]"},
    {"[0x1F, 0o17, 0x, 0xfffffffffffffffff]", "[31,15,\"0x\",\"0xfffffffffffffffff\"]"},
    {"[012, 1_000, .inf, -.INF, .nan, 1.2.3, 1e, -, +, .]",
     "[\"012\",\"1_000\",\".inf\",\"-.INF\",\".nan\",\"1.2.3\",\"1e\",\"-\",\"+\",\".\"]"},
    {"[2026-11-22, 12:30:45, '1', \"true\"]", "[\"2026-11-22\",\"12:30:45\",\"1\",\"true\"]"},
    {"[!!str 1, !!int '2', !!bool 'true', !mine x, ! 5]", "[\"1\",2,true,\"x\",\"5\"]"},
    {"200: ok\n3.1: x\ntrue: y\n~: z\n",
     "{\"200\":\"ok\",\"3.1\":\"x\",\"true\":\"y\",\"~\":\"z\"}"},
    {"a: &x [1, 2]\nb: *x\n", "{\"a\":[1,2],\"b\":[1,2]}"},
    {"&k key: v\n*k : w\n", "{\"key\":\"v\",\"key\":\"w\"}"},
    {"a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}"},
    {"base: &b {x: 1, y: 2}\nsub: {<<: *b, y: 3}\n",
     "{\"base\":{\"x\":1,\"y\":2},\"sub\":{\"y\":3,\"x\":1}}"},
    {"- &a {x: 1}\n- &b {x: 2, y: 3}\n- {<<: [*a, *b], z: 4}\n",
     "[{\"x\":1},{\"x\":2,\"y\":3},{\"z\":4,\"x\":1,\"y\":3}]"},
    {"{'<<': {a: 1}}", "{\"<<\":{\"a\":1}}"},
    {"text: |\n  one\n  two\nfold: >-\n  one\n  two\n",
     "{\"text\":\"one\\ntwo\\n\",\"fold\":\"one two\"}"},
};

static void test_samples(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        BUF_SCOPE out = {0};
        struct json_writer writer = {.out = &out};
        const struct node *root = NULL;
        enum err error = yaml_parse(&arena, span_from(samples[i].yaml), NULL, &root, NULL);
        if (error == OK) {
            json_node(&writer, root);
        }
        if (!span_equal(buf_span(&out), span_from(samples[i].json))) {
            fail_msg("%s gives %.*s (%s)", samples[i].yaml, SPAN_ARG(buf_span(&out)),
                     err_words(error));
        }
    }
}

struct fault {
    const char *text;
    enum err error;
    unsigned line, column;
};

static const struct fault faults[] = {
    {"a: 1\n---\nb: 2\n", ERR_SYNTAX, 2, 1},
    {"a: [1, 2\nb: 3\n", ERR_SYNTAX, 2, 2},
    {"a: *b\n", ERR_SYNTAX, 1, 4},
    {"a: &a [*a]\n", ERR_SYNTAX, 1, 8},
    {"a: &a\n  <<: *a\n", ERR_SYNTAX, 2, 7},
    {"a:\n  <<: 5\n", ERR_SYNTAX, 2, 3},
    {"? [a]\n: 1\n", ERR_UNSUPPORTED, 1, 3},
    {"\xff\xfe\x61\x00", ERR_UNSUPPORTED, 1, 1},
    {"a: \xff\n", ERR_SYNTAX, 1, 1},
    {"a: \"\\x\"", ERR_SYNTAX, 1, 7},
    {"\ta: 1", ERR_SYNTAX, 1, 1},
    {"a: @x", ERR_SYNTAX, 1, 4},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        const struct node *root = NULL;
        struct diag diag;
        diag_init(&diag, &arena);
        enum err error = yaml_parse(&arena, span_from(faults[i].text), NULL, &root, &diag);
        if (error != faults[i].error || diag.items.n != 1 ||
            diag.items.at[0].place.line != faults[i].line ||
            diag.items.at[0].place.column != faults[i].column) {
            fail_msg("%s: %s at %u:%u", faults[i].text, err_words(error),
                     diag.items.n ? diag.items.at[0].place.line : 0,
                     diag.items.n ? diag.items.at[0].place.column : 0);
        }
    }
}

static void test_places(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *root = NULL;
    struct diag diag;
    diag_init(&diag, &arena);
    struct span text = SPAN("a: 1\nb:\n  - x\n  - \xc3\xa9: {c: 2}\na: 3\n");
    assert_int_equal(yaml_parse(&arena, text, NULL, &root, &diag), OK);
    const struct node *inner = node_at(root, SPAN("/b/1/\xc3\xa9/c"));
    assert_non_null(inner);
    assert_int_equal(inner->line, 4);
    assert_int_equal(inner->column, 9);
    assert_int_equal(diag.warnings, 1);
    assert_int_equal(diag.items.at[0].place.line, 5);
    int64_t value = 0;
    assert_true(node_i64(node_get(root, SPAN("a")), &value));
    assert_int_equal(value, 3);
}

/* Nine lists of nine aliases each: 9^9 nodes, were they spelled out. */
static void test_laughs(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE text = {0};
    buf_text(&text, "l0: &l0 [lol]\n");
    for (int i = 1; i < 10; i++) {
        buf_printf(&text, "l%d: &l%d [*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d,*l%d]\n", i, i, i - 1,
                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    const struct node *root = NULL;
    clock_t start = clock(); /* of the processor: others may be busy */
    assert_int_equal(yaml_parse(&arena, buf_span(&text), NULL, &root, NULL), ERR_LIMIT);
    assert_true(clock() - start < CLOCKS_PER_SEC / 10);
    assert_true(arena.used < 1 << 20);
}

static void check_limit(const struct yaml_options *options, const char *text) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *root = NULL;
    assert_int_equal(yaml_parse(&arena, span_from(text), options, &root, NULL), ERR_LIMIT);
}

static void test_limits(void **state) {
    (void)state;
    check_limit(&(struct yaml_options){.nodes = 3}, "[1, 2, 3]");
    check_limit(&(struct yaml_options){.depth = 2}, "[[[1]]]");
    check_limit(&(struct yaml_options){.alias_nodes = 5}, "[&a [1, 2], *a, *a]");
    BUF_SCOPE text = {0};
    for (int i = 0; i < 100; i++) {
        buf_printf(&text, "%%TAG !t%d! x\n", i);
    }
    buf_add(&text, (struct span){"--- a\n", 7});
    check_limit(NULL, text.data);
    buf_clear(&text);
    buf_fill(&text, '[', 1000);
    buf_byte(&text, '\0');
    check_limit(NULL, text.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples), cmocka_unit_test(test_faults),
        cmocka_unit_test(test_places),  cmocka_unit_test(test_laughs),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
