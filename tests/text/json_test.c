/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON parser: what it accepts, what it refuses and where, and the published suite. */
#include "text/json.h"

#include "base/io.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static enum err parse(struct arena *arena, struct span text, const struct node **root,
                      struct diag *diag) {
    struct json_options options = {.file = SPAN("t.json")};
    diag_init(diag, arena);
    return json_parse(arena, text, &options, root, diag);
}

static void test_tree(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *root = NULL;
    struct diag diag;
    struct span text = SPAN("{\"a\": [1, -2.50e+1, true, false, null],\n"
                            " \"\\u00e9\\ud83d\\ude00\": \"x\\n\\\"\\/y\", \"\": {}}");
    assert_int_equal(parse(&arena, text, &root, &diag), OK);
    assert_int_equal(root->kind, NODE_OBJECT);
    assert_int_equal(root->len, 3);
    assert_true(span_equal(node_number(node_at(root, SPAN("/a/1"))), SPAN("-2.50e+1")));
    assert_true(node_true(node_at(root, SPAN("/a/2"))));
    assert_true(node_is(node_at(root, SPAN("/a/3")), NODE_FALSE));
    assert_true(node_is(node_at(root, SPAN("/a/4")), NODE_NULL));
    const struct node *second = node_get(root, SPAN("\xc3\xa9\xf0\x9f\x98\x80"));
    assert_true(span_equal(node_text(second), SPAN("x\n\"/y")));
    assert_int_equal(second->line, 2);
    assert_int_equal(second->column, 2);
    assert_true(node_is(node_get(root, SPAN("")), NODE_OBJECT));
}

struct fault {
    const char *text;
    enum err error;
    unsigned line, column;
};

static const struct fault faults[] = {
    {"", ERR_SYNTAX, 1, 1},
    {"{\"a\": 1,}", ERR_SYNTAX, 1, 9},
    {"[1,\n 2\n 3]", ERR_SYNTAX, 3, 2},
    {"\"\xc3\xa9\xc3\xa9\" x", ERR_SYNTAX, 1, 6}, /* columns count characters */
    {"[\"\xff\"]", ERR_SYNTAX, 1, 3},
    {"\"\xed\xa0\x80\"", ERR_SYNTAX, 1, 2}, /* an encoded surrogate */
    {"\"\xc0\xaf\"", ERR_SYNTAX, 1, 2},     /* an overlong form */
    {"\"\\ud800\"", ERR_SYNTAX, 1, 4},
    {"\"\\ud800\\u0041\"", ERR_SYNTAX, 1, 4},
    {"\"\\udc00\"", ERR_SYNTAX, 1, 4},
    {"\"\\", ERR_SYNTAX, 1, 3},
    {"01", ERR_SYNTAX, 1, 2},
    {"1.", ERR_SYNTAX, 1, 1},
    {"-", ERR_SYNTAX, 1, 1},
    {"1e", ERR_SYNTAX, 1, 1},
    {"tru", ERR_SYNTAX, 1, 1},
    {"{\"a\" 1}", ERR_SYNTAX, 1, 6},
    {"{'a': 1}", ERR_SYNTAX, 1, 2},
    {"[", ERR_SYNTAX, 1, 2},
    {"\xef\xbb\xbf{}", ERR_SYNTAX, 1, 1},
    {"{} {}", ERR_SYNTAX, 1, 4},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        const struct node *root = NULL;
        struct diag diag;
        enum err error = parse(&arena, span_from(faults[i].text), &root, &diag);
        if (error != faults[i].error || diag.items.n != 1 ||
            diag.items.at[0].place.line != faults[i].line ||
            diag.items.at[0].place.column != faults[i].column) {
            fail_msg("%s: %s at %u:%u", faults[i].text, err_words(error),
                     diag.items.n ? diag.items.at[0].place.line : 0,
                     diag.items.n ? diag.items.at[0].place.column : 0);
        }
    }
}

static void test_depth(void **state) {
    (void)state;
    char text[2000];
    for (unsigned levels = 510; levels < 515; levels++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        memset(text, '[', levels);
        memset(text + levels, ']', levels);
        const struct node *root = NULL;
        struct diag diag;
        enum err error = parse(&arena, (struct span){text, (size_t)2 * levels}, &root, &diag);
        assert_int_equal(error, levels <= 512 ? OK : ERR_LIMIT);
    }
}

static void check_duplicates(const char *text, bool refuse, enum err expected) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct node *root = NULL;
    struct json_options options = {.refuse_duplicates = refuse};
    assert_int_equal(json_parse(&arena, span_from(text), &options, &root, NULL), expected);
}

static void test_duplicates(void **state) {
    (void)state;
    check_duplicates("{\"a\":1,\"b\":2}", true, OK);
    check_duplicates("{\"a\":1,\"a\":2}", false, OK);
    check_duplicates("{\"a\":1,\"\\u0061\":2}", true, ERR_SYNTAX);
    check_duplicates("[{\"a\":{\"x\":1,\"x\":2}}]", true, ERR_SYNTAX);
    /* More members than are compared pair by pair. */
    check_duplicates("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,"
                     "\"j\":1,\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,\"a\":2}",
                     true, ERR_SYNTAX);
}

static void test_no_memory(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 100);
    const struct node *root = NULL;
    assert_int_equal(json_parse(&arena, SPAN("[1]"), NULL, &root, NULL), ERR_MEMORY);
}

/* y_ must be accepted, n_ refused; i_ may be either, but must not crash. */
static bool suite_file_passes(const char *folder, const char *name) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span text;
    const struct node *root = NULL;
    struct diag diag;
    struct span path = arena_printf(&arena, "%s/%s", folder, name);
    assert_int_equal(io_read(&arena, path.ptr, 1 << 20, &text), OK);
    bool accepted = parse(&arena, text, &root, &diag) == OK;
    bool passes = name[0] == 'i' || accepted == (name[0] == 'y');
    if (!passes) {
        print_error("%s: %s\n", name, accepted ? "accepted" : "refused");
    }
    return passes;
}

static void test_suite(void **state) {
    (void)state;
    char folder[900];
    const char *source = getenv("POSTERN_SOURCE");
    (void)snprintf(folder, sizeof(folder), "%s/../shared/vectors/json-test-suite/test_parsing",
                   source ? source : ".");
    DIR *files = opendir(folder);
    if (!files) {
        print_message("# no %s, skipped\n", folder);
        skip();
    }
    size_t seen = 0, wrong = 0;
    for (struct dirent *entry = readdir(files); entry; entry = readdir(files)) {
        if (entry->d_name[0] != '.') {
            seen++;
            wrong += !suite_file_passes(folder, entry->d_name);
        }
    }
    (void)closedir(files);
    assert_true(seen > 300);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),      cmocka_unit_test(test_faults),
        cmocka_unit_test(test_depth),     cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_suite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
