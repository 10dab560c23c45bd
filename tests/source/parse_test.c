/* SPDX-License-Identifier: Apache-2.0 */
/* Python's text to trees: kinds, roles, strings, comments, broken and hostile input. */
#include "source/parse.h"

#include "base/buf.h"
#include "base/limits.h"
#include "source/literal.h"
#include "tests/base/check.h"

struct parsed {
    struct arena arena;
    struct diag diag;
    struct py_file file;
    enum err err;
};

static void parse(struct parsed *p, struct span text) {
    struct py_parser *parser;
    arena_init(&p->arena, (size_t)1 << 30);
    diag_init(&p->diag, &p->arena);
    assert_int_equal(py_parser_open(&parser), OK);
    p->err = py_parse(parser, &p->arena, SPAN("a.py"), text, &p->file, &p->diag);
    py_parser_close(&parser);
}

static void test_shape(void **state) {
    (void)state;
    struct parsed p;
    parse(
        &p,
        SPAN("class A(B, metaclass=M):\n    x = (1)  # why\n    def f(self): return not self.y\n"));
    assert_int_equal(p.err, OK);
    const struct py *class = py_at(p.file.root, 0);
    assert_true(py_is(class, PY_CLASS));
    assert_span(py_text(py_get(class, PY_ROLE_NAME)), "A");
    const struct py *bases = py_get(class, PY_ROLE_SUPERCLASSES);
    assert_int_equal(py_count(bases), 2);
    assert_true(py_is(py_at(bases, 1), PY_KEYWORD));
    const struct py *body = py_get(class, PY_ROLE_BODY);
    const struct py *assign = py_at(py_at(body, 0), 0);
    assert_true(py_is(assign, PY_ASSIGN));
    const struct py *right = py_get(assign, PY_ROLE_RIGHT);
    assert_true(py_is(right, PY_INTEGER) && right->parenthesized);
    const struct py *function = py_at(body, 1);
    assert_true(py_is(function, PY_FUNCTION));
    assert_int_equal(function->line, 3);
    assert_int_equal(py_place(&p.file, function).column, 5);
    assert_int_equal(p.file.comments.n, 1);
    assert_false(p.file.comments.at[0].alone);
    assert_false(p.file.broken);
    arena_free(&p.arena);
}

static void test_operators(void **state) {
    (void)state;
    struct parsed p;
    parse(&p, SPAN("a = b not in c\nd |= e\nf = g & h\n"));
    assert_span(py_text(py_get(py_at(py_at(p.file.root, 0), 0), PY_ROLE_RIGHT)), "not in");
    assert_span(py_text(py_at(py_at(p.file.root, 1), 0)), "|=");
    assert_span(py_text(py_get(py_at(py_at(p.file.root, 2), 0), PY_ROLE_RIGHT)), "&");
    arena_free(&p.arena);
}

static void test_literals(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    assert_span(literal_decode(&arena, SPAN("'a\\n\\x41\\u00e9\\101'")).text, "a\nA\xc3\xa9"
                                                                              "A");
    assert_span(literal_decode(&arena, SPAN("r'^\\d+$'")).text, "^\\d+$");
    assert_span(literal_decode(&arena, SPAN("\"\"\"x\"y\"\"\"")).text, "x\"y");
    assert_span(literal_decode(&arena, SPAN("''")).text, "");
    assert_true(literal_decode(&arena, SPAN("b'\\xff'")).bytes);
    assert_int_equal(literal_decode(&arena, SPAN("b'\\xff'")).text.len, 1);
    assert_true(literal_decode(&arena, SPAN("rf'{x}'")).formatted);
    assert_span(literal_decode(&arena, SPAN("'")).text, "");
    assert_span(literal_decode(&arena, SPAN("'\\")).text, "");
    assert_span(literal_decode(&arena, SPAN("'\\q'")).text, "\\q");
}

static void test_broken(void **state) {
    (void)state;
    struct parsed p;
    parse(&p, SPAN("x = 1\ndef f(:\n    pass\ny = 2\n"));
    assert_int_equal(p.err, OK);
    assert_true(p.file.broken);
    assert_true(p.diag.warnings > 0);
    assert_true(p.diag.items.at[0].place.line == 2);
    arena_free(&p.arena);
}

static void test_deep(void **state) {
    (void)state;
    BUF_SCOPE text = {0};
    struct parsed p;
    buf_text(&text, "a = 1\nb = ");
    buf_fill(&text, '[', 10000);
    buf_fill(&text, ']', 10000);
    buf_text(&text, "\nc = ");
    buf_fill(&text, '(', 10000);
    buf_text(&text, "1");
    buf_fill(&text, ')', 10000);
    buf_text(&text, "\nd = 1\n");
    parse(&p, buf_span(&text));
    assert_int_equal(p.err, OK);
    assert_true(p.diag.warnings > 0);
    assert_int_equal(py_count(p.file.root), 4);
    arena_free(&p.arena);
}

static void test_refused(void **state) {
    (void)state;
    struct parsed p;
    parse(&p, SPAN("x = 1\0\x7f"
                   "ELF"));
    assert_int_equal(p.err, ERR_INVALID);
    assert_int_equal(p.diag.warnings, 1);
    arena_free(&p.arena);
    BUF_SCOPE text = {0};
    buf_fill(&text, '\n', LIMIT_PYTHON_BYTES + 1);
    parse(&p, buf_span(&text));
    assert_int_equal(p.err, ERR_LIMIT);
    arena_free(&p.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape),    cmocka_unit_test(test_operators),
        cmocka_unit_test(test_literals), cmocka_unit_test(test_broken),
        cmocka_unit_test(test_deep),     cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
