/* SPDX-License-Identifier: Apache-2.0 */
/* The interpreter, a few lines of Python at a time: what they leave in a name. */
#include "base/io.h"
#include "django/module.h"
#include "django/python.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct sample {
    const char *source, *shown; /* of the name x; "?": unknown */
};

#define ROUNDS(line) ROUNDS8(line) ROUNDS8(line) ROUNDS8(line) ROUNDS8(line)
#define ROUNDS8(line) line line line line line line line line

static const struct sample samples[] = {
    {"x = 1 + 2", "3"},
    {"x = 'a' + \"b\" 'c'", "'abc'"},
    {"x = ['a'] + ['b']\nx += ['c']", "['a', 'b', 'c']"},
    {"y = ['a']\nx = y\ny.append('b')", "['a', 'b']"},
    {"x = {'a': 1}\nx.update({'b': 2}, c=3)\nx['a'] = 0", "{'a': 0, 'b': 2, 'c': 3}"},
    {"import os\nx = os.environ.get('A', 'b')", "'b' or ?"},
    {"import os\nif os.environ.get('A'):\n    x = 1\nelse:\n    x = 2", "1 or 2"},
    {"x = 1\ntry:\n    raise ValueError\nexcept (KeyError, ValueError):\n    x = 2", "2"},
    {"x = 1\ntry:\n    raise ValueError\nexcept KeyError:\n    x = 2\nexcept Exception:\n    x = 3",
     "3"},
    {"def f(a, *b, c=1, **d):\n    return (a, b, c, d)\nx = f(1, 2, 3, e=4)",
     "(1, (2, 3), 1, {'e': 4})"},
    {"def f(n):\n    if n > 1:\n        return 'many'\n    return 'few'\nx = f(1)", "'few'"},
    {"def f(n):\n    if n:\n        return 'many'\n    return 'few'\nx = f(unknown)",
     "'many' or 'few'"},
    {"class A:\n    v = 1\n    def m(self):\n        return 'A'\n"
     "class B(A):\n    def m(self):\n        return super().m() + 'B'\n"
     "class C(A):\n    def m(self):\n        return super().m() + 'C'\n"
     "class D(B, C):\n    pass\nx = D().m()",
     "'ACB'"},
    {"class A:\n    @property\n    def p(self):\n        return self.q\n    @classmethod\n"
     "    def c(cls):\n        return cls.q\n    q = 5\nx = [A().p, A.c()]",
     "[5, 5]"},
    {"x = [a * 2 for a in range(3) if a != 1]", "[0, 4]"},
    {"x = {k: v for k, v in {'a': 1}.items()}", "{'a': 1}"},
    {"x = [f(2) for f in (lambda n: n + 1, lambda n: n)]", "[3, 2]"},
    {"x = type('T', (object,), {'a': 7}).a", "7"},
    {"from missing import y\nx = y", "y"},
    {"x = unknown and False", "False"},
    {"x = 'yes' if 'b' in ('a', 'b') else 'no'", "'yes'"},
    {"def deco(f):\n    def g(*a):\n        return f(*a) + 1\n    return g\n@deco\ndef h(n):\n"
     "    return n\nx = h(1)",
     "2"},
    {"def f():\n    return f()\nx = f()", "?"},
    {"y = ['a', 'b', 'c']\nx = [y[1:], y[:1], y[-2:-1], y[:], y[5:], y[2:1]]",
     "[['b', 'c'], ['a'], ['b'], ['a', 'b', 'c'], [], []]"},
    {"x = ['abc'[1:], (1, 2, 3)[{'a': 0}['a']:2]]", "['bc', (1, 2)]"},
    {"x = [1, 2, 3][::2]", "?"},
    {"x = [1, 2, 3][:unknown]", "?"},
    {"x = ['a', 'b']\nx[-1] = 'c'", "['a', 'c']"},
    {"x = ['a']\nif unknown:\n    x[0] = 'b'", "['a' or 'b']"},
    {"x = ['a', 'b']\nx[unknown] = 'c'\nx = x[0]", "?"},
    {"import copy\ny = [{'a': [1]}]\nx = copy.deepcopy(y)\nx[0]['a'].append(2)\nx = [x, y]",
     "[[{'a': [1, 2]}], [{'a': [1]}]]"},
    {"import copy\ny = [[1]]\nx = copy.copy(y)\nx[0].append(2)\nx.append(3)\nx = [x, y]",
     "[[[1, 2], 3], [[1, 2]]]"},
    {"import copy\nx = [1]\nx.append(x)\nx = len(copy.deepcopy(x))", "2"},
    {"x = '{{{a}}}-{b}'.format(a='c', b='d')", "'{c}-d'"},
    {"class S:\n    a = 1\n    b = {}['none']\n    c = 3\nx = [S.a, S.c]", "[1, 3]"},
    {"x = f'{1}-{\"a\"}'", "'1-a'"},
    {"a, (b, c) = 1, (2, 3)\nx = [c, b, a]", "[3, 2, 1]"},
    {"for i in [1, 2, 3]:\n    if i == 2:\n        break\nx = i", "2"},
    {"def f():\n    for a in ([1] if unknown else [2]):\n        raise ValueError\nx = 1\n"
     "try:\n    f()\nexcept ValueError:\n    x = 2",
     "2"},
    {"x = [1]\nx.extend(x)\nx += x", "[1, 1, 1, 1]"},
    {"y = {unknown: 1}\ny.update(y)\nx = 'over'", "'over'"},
    {"class M(type):\n    def __getattr__(cls, name):\n        return 1\n"
     "class S(metaclass=M):\n    pass\ny = S.a\nx = 2",
     "2"},
    {"class S:\n    pass\ny = [1]\ny += [S.a]\nx = len(y)", "?"},
    {"class S:\n    pass\nx = 1\nfor x in [2, S.a]:\n    pass", "?"},
    {"class S:\n    pass\ny = {'a': 1}\ny.update(b=S.a)\nx = y.get('b', 2)", "? or 2"},
    {"from datetime import timedelta\nx = int(timedelta(days=1).total_seconds())", "86400"},
    {"import importlib\nx = importlib.import_module('m').__name__", "'m'"},
    {"x = 'a'\n" ROUNDS("x = x + x\n"), "?"},
    {"x = [1]\n" ROUNDS("x = x + x\n") "x = len(x)", "?"},
    {"x = (1, 2)\n" ROUNDS("x = (x, x)\n") "y = (1, 2)\n" ROUNDS("y = (y, y)\n") "x = x == y", "?"},
    {"x = [1]\nx.append(x)\ny = [1]\ny.append(y)\nx = x == y", "?"},
    {"x = 'a'\n" ROUNDS("x = x.replace('a', 'aa')\n"), "?"},
    {"x = 'a'\n" ROUNDS("x = ''.join([x, x])\n"), "?"},
    {"x = 'a'\n" ROUNDS("x = '%s%s' % (x, x)\n"), "?"},
    {"x = 'a'\n" ROUNDS("x = f'{x}{x}'\n"), "?"},
    {"x = 'a'\n" ROUNDS("x = '{}{}'.format(x, x)\n"), "?"},
    {"x = [n for n in range(5000) for n in range(5000) for n in range(5000) for n in range(5000)]",
     "?"},
    {"x = '{}-{1}-{name}'.format('a', 'b', name='c')", "'a-b-c'"},
    {"x = 'a.b.c'.rsplit('.', 1)", "['a.b', 'c']"},
    {"class A(list):\n    pass\nx = [isinstance('a', (A, list)), isinstance(A(), list)]",
     "[False, True]"},
    {"def f(n):\n    if unknown:\n        f(n)\n        f(n)\n    return n\nx = f(1)", "1"},
    {"def f(n):\n    return 'a' + f(n[1:]) if n else ''\nx = f('')", "''"},
    {"x = [sorted(['b', 'a']), sorted([2, 3, 1], reverse=True), sorted('ab', key=unknown)]",
     "[['a', 'b'], [3, 2, 1], []]"},
    {"x = sorted([{'n': 2}, {'n': 1}], key=lambda each: each['n'])", "[{'n': 1}, {'n': 2}]"},
    {"x = [max(1, 3, 2), min(['b', 'a']), max([], default=7), sum([1, 2])]", "[3, 'a', 7, 3]"},
    {"x = max([1, unknown])", "?"},
    {"x = [list(zip(['a', 'b'], [1, 2, 3])), list(filter(None, [0, 1])), next(iter([5, 6]))]",
     "[[('a', 1), ('b', 2)], [1], 5]"},
    {"x = ['/a/'.lstrip('/'), '/a/'.rstrip('/'), 'a.b.c'.rpartition('.'), 'ab'.removeprefix('a'), "
     "'ab'.removesuffix('b')]",
     "['a/', '/a', ('a.b', '.', 'c'), 'b', 'a']"},
    {"x = [{1, 2, 3} - {2}, {1, 2} & {2, 3}, {1} | {2}]", "[[1, 3], [2], [1, 2]]"},
    {"class A(dict):\n    def both(self):\n        return [self['a'], self.get('b', 2)]\n"
     "y = A()\ny['a'] = 1\nx = [y.both(), 'a' in y, isinstance(y, dict), list(y.items())]",
     "[[1, 2], True, True, [('a', 1)]]"},
    {"from collections import defaultdict\ny = defaultdict(list)\ny['a'].append(1)\n"
     "y['a'].append(2)\nx = dict(y.items())",
     "{'a': [1, 2]}"},
    {"from collections import defaultdict\ny = defaultdict(list)\ny['a'].append(1)\n"
     "y['a'].append(2)\nx = [y['a'], y['b']]",
     "[[1, 2], []]"},
    {"class A:\n    all = []\n    def __init_subclass__(cls, word=None, **kwargs):\n"
     "        A.all.append((cls.__name__, word))\nclass B(A, word='b'):\n    pass\nx = A.all",
     "[('B', 'b')]"},
    {"y = []\nclass M(type):\n    def __init__(cls, name, bases, names):\n"
     "        y.append((name, names['n']))\nclass A(metaclass=M):\n    n = 1\n"
     "class B(A):\n    n = 2\nx = y",
     "[('A', 1), ('B', 2)]"},
    {"class A:\n    pass\nclass B(A):\n    pass\nclass C(B):\n    pass\n"
     "x = [A.__subclasses__(), [each.__name__ for each in C.mro()], C.__bases__, C.__module__]",
     "[[B], ['C', 'B', 'A'], (B,), 'm']"},
    {"class A:\n    b = 1\n    c = 2\nx = [dir(A), vars(A)]", "[['b', 'c'], {'b': 1, 'c': 2}]"},
    {"from contextlib import suppress\nx = 1\nwith suppress(KeyError):\n    {}['a']\n    x = 2",
     "1"},
    {"from django.utils.functional import SimpleLazyObject\n"
     "y = SimpleLazyObject(lambda: ['a', 'b'])\nx = [y[1], list(y)]",
     "['b', ['a', 'b']]"},
    {"def f():\n    yield 1\n    yield from [2, 3]\nx = f()", "[1, 2, 3]"},
    {"x = [list(range(1, 4)), list(range(5, 0, -2)), list(range(2, 2))]",
     "[[1, 2, 3], [5, 3, 1], []]"},
    {"globals()['x'] = 1\nglobals().update(y=2)\nx = [x, y, 'y' in globals(), globals().get('z', "
     "3)]",
     "[1, 2, True, 3]"},
    {"import sys\nsetattr(sys.modules[__name__], 'x', 'set')", "'set'"},
    {"class A:\n    def m(self):\n        return 'A'\nclass B(A):\n    def m(self):\n"
     "        return 'B'\nclass C(B):\n    def m(self):\n        return super(B, self).m()\n"
     "x = C().m()",
     "'A'"},
    {"class A:\n    pass\nA.__name__ = 'Renamed'\nx = [A, A.__name__]", "[Renamed, 'Renamed']"},
    {"from functools import wraps\ndef f():\n    pass\n@wraps(f)\ndef g():\n    pass\n"
     "x = g.__name__",
     "'f'"},
    {"y = {'a': 1} if unknown else {'a': 2}\nx = ['a' in y, y['a'], {'a': 3, 'b': 4}['a' if "
     "unknown else "
     "'b']]",
     "[True, 1 or 2, 3 or 4]"},
    {"y = [1, 2, 3]\nx = [y.pop(), y.pop(0), y]", "[3, 1, [2]]"},
    {"y = [1, 2]\ny.clear()\nx = [y, [1, 2].difference([2]), {1, 2}.intersection({2})]",
     "[[], [1], [2]]"},
    {"x = 'ab' * 2 + '-' * 0", "'abab'"},
    {"from functools import reduce\nimport operator\nx = reduce(operator.or_, [{1}, {2}])",
     "[1, 2]"},
    {"from itertools import chain\nx = [chain.from_iterable([[1], [2]]), chain([3], [4])]",
     "[[1, 2], [3, 4]]"},
    {"from collections import namedtuple\nP = namedtuple('P', 'a b')\ny = P(1, b=2)\na, b = y\n"
     "x = [y.a, y.b, b]",
     "[1, 2, 2]"},
    {"from http import HTTPStatus\nx = HTTPStatus.FORBIDDEN", "403"},
    {"def f(*args):\n    return args[0]\nx = [f(1, *unknown), f(*unknown, 1)]", "[1, ?]"},
    {"match 'a':\n    case 'b' | 'c':\n        x = 1\n    case 'a':\n        x = 2\n    case _:\n"
     "        x = 3",
     "2"},
    {"match 5:\n    case 1:\n        x = 1\n    case n if n > 4:\n        x = n\n    case _:\n"
     "        x = 3",
     "5"},
    {"x = 0\nmatch unknown:\n    case 1:\n        x = 1\n    case _:\n        x = 2", "1 or 2"},
    {"x = 0\nmatch 'z':\n    case 'a':\n        x = 1", "0"},
    {"class R:\n    A = 'a'\nmatch ('a', 2):\n    case (R.A, 1):\n        x = 1\n    case R.A, m:\n"
     "        x = m",
     "2"},
    {"match 'a', 1:\n    case ('b' | 'a'), (n):\n        x = n", "1"},
    {"match {'a': 1}:\n    case {'a': y}:\n        x = 1\n    case _:\n        x = 2", "1 or 2"},
    {"while unknown:\n    x = 1\nelse:\n    x = 2", "1"},
    {"x = 1 if unknown == 1 else 2", "1 or 2"},
    {"x = []\nif unknown:\n    x.append('a')\nx = 'a' in x", "?"},
    {"def f():\n    return [n for n in range(5000) for m in range(5000)]\n" ROUNDS8("f()\n")
         ROUNDS8("f()\n") "x = 1",
     "1"},
    {"y = ['a', 'b']\nz = y.pop\nx = [z(), z(), y, '-'.join(['c', 'd']).upper()]",
     "['b', 'a', [], 'C-D']"},
    {"class A:\n    @property\n    def p(self):\n        return [1].pop\nx = [A().p(), A().p()]",
     "[1, 1]"},
    {"y = 1\nfor i in [1, 2, 3]:\n    y = i if unknown else y\nx = y", "3 or 2 or 1"},
    {"def f(*a, **b):\n    return (a, b)\nx = f(1, 2, 3, 4, 5, 6, 7, 8, a=1, b=2, c=3, d=4, e=5, "
     "f=6, "
     "g=7)",
     "((1, 2, 3, 4, 5, 6, 7, 8), {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6, 'g': 7})"},
};

/* Modules that import each other. */
struct part {
    const char *path, *source;
};

static const struct part parts[] = {
    {"m.py", "from p import *\nfrom p import b as second\nhere = 'm'\n"
             "if unknown:\n    from p.a import first as both\nelse:\n"
             "    from p.b import last as both\n"
             "x = [first, second.name, second.other(), '_hidden' in globals(), "
             "'unlisted' in globals(), both + 's']\n"},
    {"p/__init__.py", "from .a import *\nfrom . import b\n_hidden = 1\n"},
    {"p/a.py", "__all__ = ['first']\nfirst = 'a'\nunlisted = 'u'\n"},
    {"p/b.py",
     "import m\nfrom ..p.a import first as name\nlast = 'b'\ndef other():\n    return m.here\n"},
};

/* Runs the files in a folder of their own, and holds x of m.py to what is shown. */
static void run_parts(const struct part *all, size_t n, const char *wanted) {
    char folder[] = "/tmp/postern-interp-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof(path), "%s/p", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct tree_files files = {0};
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, all[i].path);
        assert_int_equal(io_write(path, span_from(all[i].source)), OK);
        assert_true(vec_push(&arena, &files.all, ((struct tree_file){span_from(all[i].path), 1})));
    }
    struct program program;
    struct interp in;
    assert_int_equal(program_init(&program, &arena, span_from(folder), &files, NULL), OK);
    python_init(&in, &arena, &program, NULL);
    struct module *module = program_find(&program, SPAN("m"));
    assert_non_null(module);
    const struct value *x = module_get(&in, module, SPAN("x"));
    struct span shown = x ? value_show(&in, x) : SPAN("not bound");
    program_close(&program);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, all[i].path);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof(path), "%s/p", folder);
    (void)rmdir(path);
    (void)rmdir(folder);
    if (!span_equal(shown, span_from(wanted))) {
        fail_msg("%s\ngives %.*s, not %s", all[0].source, SPAN_ARG(shown), wanted);
    }
}

static void test_samples(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        struct part one = {"m.py", samples[i].source};
        run_parts(&one, 1, samples[i].shown);
    }
}

static void test_modules(void **state) {
    (void)state;
    run_parts(parts, sizeof(parts) / sizeof(*parts), "['a', 'a', 'm', False, False, 'as' or 'bs']");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples),
                                       cmocka_unit_test(test_modules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
