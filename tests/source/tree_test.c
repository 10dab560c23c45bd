/* SPDX-License-Identifier: Apache-2.0 */
/* Source trees: what is listed, what is left out, loops and unreadable folders. */
#include "source/tree.h"

#include "base/io.h"
#include "source/ignore.h"
#include "source/ignore_match.h"
#include "tests/base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool python(struct span name) {
    return span_ends(name, SPAN(".py"));
}

static void put(const char *root, const char *path, const char *text) {
    char whole[512];
    (void)snprintf(whole, sizeof(whole), "%s/%s", root, path);
    for (char *slash = whole + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        (void)mkdir(whole, 0700);
        *slash = '/';
    }
    assert_int_equal(io_write(whole, span_from(text)), OK);
}

static void take_away(const char *root) {
    char command[64];
    (void)snprintf(command, sizeof(command), "rm -r %s", root);
    assert_int_equal(system(command), 0);
}

static void test_list(void **state) {
    (void)state;
    char root[] = "/tmp/postern-tree-XXXXXX", loop[64];
    assert_non_null(mkdtemp(root));
    put(root, "shop/views.py", "");
    put(root, "shop/made.py", "");
    put(root, "shop/.gitignore", "made.py\n");
    put(root, "manage.py", "");
    put(root, "notes.txt", "");
    put(root, "env/pyvenv.cfg", "");
    put(root, "env/lib/x.py", "");
    put(root, ".git/x.py", "");
    put(root, "out/x.py", "");
    put(root, ".gitignore", "/out/\n");
    put(root, "old/x.py", "");
    (void)snprintf(loop, sizeof(loop), "%s/shop/again", root);
    assert_int_equal(symlink("..", loop), 0);
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct span exclude[] = {SPAN_INIT("old/")};
    struct tree_options options = {
        .root = span_from(root), .exclude = exclude, .exclude_n = 1, .wanted = python};
    struct tree_files files = {0};
    assert_int_equal(tree_list(&arena, &options, &files, NULL), OK);
    assert_int_equal(files.all.n, 2);
    assert_span(files.all.at[0].path, "manage.py");
    assert_span(files.all.at[1].path, "shop/views.py");
    take_away(root);
    assert_int_equal(tree_list(&arena, &options, &files, NULL), ERR_MISSING);
}

/* Where Django lies beside what pip brings with it, nothing is the project's own. */
static void test_bundle(void **state) {
    (void)state;
    char root[] = "/tmp/postern-tree-XXXXXX";
    assert_non_null(mkdtemp(root));
    put(root, "shop/views.py", "");
    put(root, "shop/dist/django/conf/global_settings.py", "");
    put(root, "shop/dist/sqlparse/__init__.py", "");
    put(root, "shop/dist/other/x.py", "");
    put(root, "site/manage.py", ""); /* a project with Django and another copied into it */
    put(root, "site/django/conf/global_settings.py", "");
    put(root, "site/sqlparse/__init__.py", "");
    put(root, "fork/django/conf/global_settings.py", ""); /* Django's own tree */
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct tree_options options = {.root = span_from(root), .wanted = python};
    struct tree_files files = {0};
    struct diag diag;
    diag_init(&diag, &arena);
    assert_int_equal(tree_list(&arena, &options, &files, &diag), OK);
    assert_int_equal(files.all.n, 5);
    VEC_EACH(const struct tree_file, file, &files.all) {
        assert_false(span_starts(file->path, SPAN("shop/dist/")));
    }
    assert_int_equal(files.installed.n, 1);
    assert_true(span_ends(files.installed.at[0], SPAN("/shop/dist")));
    assert_int_equal(diag.items.n, 1);
    take_away(root);
}

static void test_ignore(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct ignore ignore = {0};
    assert_int_equal(ignore_read(&arena, &ignore, SPAN(""),
                                 SPAN("# c\n*.tmp.py\n/top.py\na/b\n!keep.tmp.py\nd/\n")),
                     OK);
    assert_true(ignore_has(&ignore, SPAN("x/y.tmp.py"), false));
    assert_false(ignore_has(&ignore, SPAN("x/keep.tmp.py"), false));
    assert_true(ignore_has(&ignore, SPAN("top.py"), false));
    assert_false(ignore_has(&ignore, SPAN("x/top.py"), false));
    assert_true(ignore_has(&ignore, SPAN("x/d"), true));
    assert_false(ignore_has(&ignore, SPAN("x/d"), false));
}

static void test_ignore_match(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool fits;
    } all[] = {{"a/**/b", "a/b", true},    {"a/**/b", "a/x/y/b", true},
               {"a/**/b", "ab", false},    {"a/**", "a", false},
               {"a/**", "a/x/y", true},    {"**/b", "xb", false},
               {"**/b", "x/b", true},      {"a/**b", "a/x/b", false},
               {"a/*", "a/x/y", false},    {"[a-c]x", "bx", true},
               {"[!a-c]x", "bx", false},   {"a[!b]c", "a/c", false},
               {"[]]", "]", true},         {"[a", "[a", false},
               {"x\\[1\\]", "x[1]", true}, {"*a*a*a*b", "aaaaaa", false},
               {"a?c", "a/c", false},      {"x\\", "x\\", false}};
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        assert_int_equal(ignore_match(span_from(all[i].pattern), span_from(all[i].path)),
                         all[i].fits);
    }
}

/* The folder is one of a work tree's, whose own rules count; unless they leave the folder out. */
static void test_ignored_above(void **state) {
    (void)state;
    char root[] = "/tmp/postern-tree-XXXXXX", below[64], made[64];
    assert_non_null(mkdtemp(root));
    put(root, ".git/HEAD", "");
    put(root, ".gitignore", "/back/old/\n*.tmp.py\n/made/\n");
    put(root, "back/.gitignore", "!keep.tmp.py\n");
    put(root, "back/x.py", "");
    put(root, "back/x.tmp.py", "");
    put(root, "back/keep.tmp.py", "");
    put(root, "back/old/x.py", "");
    put(root, "made/x.tmp.py", "");
    (void)snprintf(below, sizeof(below), "%s/back", root);
    (void)snprintf(made, sizeof(made), "%s/made", root);
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct tree_options options = {.root = span_from(below), .wanted = python};
    struct tree_files files = {0}, named = {0};
    assert_int_equal(tree_list(&arena, &options, &files, NULL), OK);
    assert_int_equal(files.all.n, 2);
    assert_span(files.all.at[0].path, "keep.tmp.py");
    assert_span(files.all.at[1].path, "x.py");
    options.root = span_from(made);
    assert_int_equal(tree_list(&arena, &options, &named, NULL), OK);
    assert_int_equal(named.all.n, 1);
    take_away(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list), cmocka_unit_test(test_bundle), cmocka_unit_test(test_ignore),
        cmocka_unit_test(test_ignore_match), cmocka_unit_test(test_ignored_above)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
