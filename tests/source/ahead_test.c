/* SPDX-License-Identifier: Apache-2.0 */
/* Files parsed by other threads: each is had once, by whoever comes first, and nothing is lost. */
#include "source/ahead.h"

#include "base/buf.h"
#include "base/io.h"
#include "tests/base/check.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILES = 60 };

struct bench {
    struct arena arena;
    struct diag diag;
    struct tree_files files;
    char root[40];
    struct py_ahead *ahead;
};

static atomic_bool
    reached; /* a thread asked for end.py: one thread is through with all before it */

static bool wants_all(struct span path) {
    if (span_equal(path, SPAN("end.py"))) {
        atomic_store(&reached, true);
    }
    return !span_starts(path, SPAN("left"));
}

static void add(struct bench *b, const char *name, const char *text) {
    struct tree_file file = {.path = arena_dup(&b->arena, span_from(name))};
    struct span whole = folder_join(&b->arena, span_from(b->root), file.path);
    assert_non_null(vec_push(&b->arena, &b->files.all, file));
    if (text) {
        assert_int_equal(io_write(whole.ptr, span_from(text)), OK);
    }
}

static void open_bench(struct bench *b) {
    *b = (struct bench){.root = "/tmp/ahead.XXXXXX"};
    assert_non_null(mkdtemp(b->root));
    arena_init(&b->arena, (size_t)1 << 28);
    diag_init(&b->diag, &b->arena);
}

static void start(struct bench *b, unsigned threads) {
    assert_int_equal(py_ahead_start(span_from(b->root), &b->files, wants_all, threads, &b->ahead),
                     OK);
}

static void close_bench(struct bench *b) {
    py_ahead_end(&b->ahead, &b->arena);
    py_ahead_end(&b->ahead, &b->arena); /* once more does nothing */
    VEC_EACH(const struct tree_file, file, &b->files.all) {
        (void)unlink(folder_join(&b->arena, span_from(b->root), file->path).ptr);
    }
    assert_int_equal(rmdir(b->root), 0);
    arena_free(&b->arena);
}

static struct py_file *take(struct bench *b, size_t n) {
    return py_ahead_take(b->ahead, n, &b->diag);
}

static void test_each_once(void **state) {
    (void)state;
    struct bench b;
    open_bench(&b);
    for (size_t i = 0; i < FILES; i++) {
        char name[20], text[40];
        (void)snprintf(name, sizeof(name), "m%02zu.py", i);
        (void)snprintf(text, sizeof(text), "number = %zu\n", i);
        add(&b, name, text);
    }
    start(&b, 3);
    struct py_file *had[FILES];
    for (size_t i = FILES; i-- > 0;) { /* against the threads' order: some are taken first */
        had[i] = take(&b, i);
        assert_null(take(&b, i));
    }
    py_ahead_end(&b.ahead, &b.arena); /* what was parsed stays */
    for (size_t i = 0; i < FILES; i++) {
        if (had[i]) {
            const struct py *assign = py_at(py_at(had[i]->root, 0), 0);
            uint64_t number = FILES;
            assert_true(span_to_u64(py_text(py_get(assign, PY_ROLE_RIGHT)), &number));
            assert_int_equal(number, i);
            assert_true(span_equal(had[i]->path, b.files.all.at[i].path));
        }
    }
    close_bench(&b);
}

static void test_told_when_taken(void **state) {
    (void)state;
    struct bench b;
    open_bench(&b);
    add(&b, "broken.py", "x = (1\ny = = 2\n");
    add(&b, "gone.py", NULL);
    add(&b, "left.py", "z = 3\n");
    add(&b, "nul.py", "z = 3\n");
    assert_int_equal(io_write(folder_join(&b.arena, span_from(b.root), SPAN("nul.py")).ptr,
                              (struct span){"a\0b", 3}),
                     OK);
    add(&b, "end.py", "z = 3\n");
    start(&b, 1);
    while (!atomic_load(&reached)) {
        (void)sched_yield();
    }
    assert_int_equal(b.diag.items.n, 0); /* nobody has asked for the broken one */
    struct py_file *broken = take(&b, 0);
    assert_non_null(broken);
    assert_true(broken->broken);
    assert_true(b.diag.warnings > 0);
    assert_int_equal(b.diag.items.at[0].place.line, 1);
    size_t told = b.diag.warnings;
    assert_null(take(&b, 0));
    assert_null(take(&b, 1)); /* the caller reads it himself, and is told */
    assert_null(take(&b, 2));
    assert_null(take(&b, 3));
    assert_int_equal(b.diag.warnings, told);
    close_bench(&b);
}

static void test_ended_early(void **state) {
    (void)state;
    struct bench b;
    open_bench(&b);
    for (size_t i = 0; i < FILES; i++) {
        char name[20];
        (void)snprintf(name, sizeof(name), "m%02zu.py", i);
        add(&b, name, "def f(x):\n    return [x for y in x if y]\n");
    }
    start(&b, 2);
    close_bench(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_once),
        cmocka_unit_test(test_told_when_taken),
        cmocka_unit_test(test_ended_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
