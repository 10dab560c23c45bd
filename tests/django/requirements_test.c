/* SPDX-License-Identifier: Apache-2.0 */
/* What a project may run with, file by file: ranges, locks, includes, and what cannot be read. */
#include "base/buf.h"
#include "base/io.h"
#include "django/requirements.h"
#include "tests/base/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct sample {
    const char *file, *text;
    const char *least, *most; /* of PyJWT; NULL: nothing is said. "" is no end. A last < is open */
    size_t told;
};

static const struct sample samples[] = {
    {"requirements.txt", "pyjwt==2.8.0\n", "2.8.0.0", "2.8.0.0", 0},
    {"requirements.txt", "\xef\xbb\xbfPyJWT[crypto]==1.7.1 \\\n  --hash=sha256:00\n", "1.7.1.0",
     "1.7.1.0", 0},
    {"requirements.txt", "PyJWT>=1.7,<3 ; python_version > \"3.6\" # why\n", "1.7.0.0", "3.0.0.0<",
     0},
    {"requirements-dev.txt", "pyjwt ~= 2.4\n", "2.4.0.0", "3.0.0.0<", 0},
    {"requirements.txt", "pyjwt ~= 2.4.1\n", "2.4.1.0", "2.5.0.0<", 0},
    {"requirements.txt", "pyjwt<=2.4\n", "0.0.0.0", "2.4.0.0", 0},
    {"requirements.txt", "pyjwt==2.*\n", "2.0.0.0", "3.0.0.0<", 0},
    {"requirements.txt", "pyjwt!=2.1\npyjwt-extra==1\ndjango-pyjwt==1\n", "0.0.0.0", "", 0},
    {"requirements.txt", "pyjwt\n", NULL, NULL, 0},
    {"requirements.txt", "# pyjwt==1.0\n", NULL, NULL, 0},
    {"requirements.txt", "pyjwt @ git+https://example.org/pyjwt@1.7.1\n", NULL, NULL, 0},
    {"requirements.txt", "pyjwt=>2\n", "0.0.0.0", "", 1},
    {"requirements.txt", "pyjwt==1!2.0\n", "0.0.0.0", "", 1},
    {"requirements.txt", "pyjwt>=3,<2\n", "0.0.0.0", "", 1},
    {"requirements.txt", "pyjwt==1.7.1\npyjwt==2.8.0\n", "1.7.1.0", "2.8.0.0", 0},
    {"requirements.txt", "pyjwt>=1\npyjwt==2.8.0\n", "2.8.0.0", "2.8.0.0", 0},
    {"requirements.txt", "pyjwt==99999999999999999999\n", "999999999.0.0.0", "999999999.0.0.0", 0},
    {"constraints.txt", "PyJWT==2.0.1", "2.0.1.0", "2.0.1.0", 0},
    {"pyproject.toml",
     "[project]\ndependencies = [\n  'django>=4', # pyjwt==1.0 ]\n  \"PyJWT>=2\",\n]\n", "2.0.0.0",
     "", 0},
    {"pyproject.toml", "[tool.other]\ndependencies = [\"pyjwt>=2\"]\n", NULL, NULL, 0},
    {"pyproject.toml", "[project]\ndependencies = [\"pyjwt>=2\",\n", "2.0.0.0", "", 1},
    {"pyproject.toml", "[tool.poetry.dependencies]\npyjwt = \"^1.7\"\n", "1.7.0.0", "2.0.0.0<", 0},
    {"pyproject.toml",
     "[tool.poetry.dependencies]\npyjwt = {version = \"~2.4\", extras = [\"crypto\"]}\n", "2.4.0.0",
     "2.5.0.0<", 0},
    {"pyproject.toml", "[tool.poetry.group.main.dependencies]\npyjwt = \"^0.4 || ^1.0\"\n",
     "0.0.0.0", "", 1},
    {"poetry.lock",
     "[[package]]\nname = \"pyjwt\"\nversion = \"1.7.1\"\n[package.extras]\nx = []\n", "1.7.1.0",
     "1.7.1.0", 0},
    {"poetry.lock", "[[package]]\nname = \"pyjwt\"\nver", NULL, NULL, 1},
    {"poetry.lock", "[[package]]\nname = \"pyjwt\"\nversion = \"1.7", NULL, NULL, 1},
    {"uv.lock",
     "version = 1\n\n[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\n"
     "  { name = \"pyjwt\" },\n]\n\n[[package]]\nname = \"pyjwt\"\nversion = \"2.8.0\"\n",
     "2.8.0.0", "2.8.0.0", 0},
    {"Pipfile", "[packages]\npyjwt = \"==2.8.0\"\n[dev-packages]\npyjwt = \"==1.7\"\n", "2.8.0.0",
     "2.8.0.0", 0},
    {"Pipfile", "[packages]\npyjwt = \"*\"\n", NULL, NULL, 0},
    {"Pipfile.lock", "{\"default\": {\"pyjwt\": {\"version\": \"==2.8.0\"}}}", "2.8.0.0", "2.8.0.0",
     0},
    {"Pipfile.lock", "{\"default\": {\"pyjwt\": {\"version\": \"==2.8", NULL, NULL, 1},
    {"setup.cfg", "[options]\ninstall_requires =\n    django\n    pyjwt>=2\n[x]\n    pyjwt<1\n",
     "2.0.0.0", "", 0},
    {"setup.py", "from setuptools import setup\nsetup(install_requires=['django', 'pyjwt<2'])\n",
     "0.0.0.0", "2.0.0.0<", 0},
    {"setup.py", "setup(install_requires=read(\"x\"))\n# [\"pyjwt<2\"]\n", NULL, NULL, 0},
    {"environment.yml", "dependencies:\n  - pyjwt=1.7\n", "1.7.0.0", "1.8.0.0<", 0},
    {"environment.yml", "dependencies:\n  - pyjwt=1.7.1=py310_0\n", "1.7.1.0", "1.7.2.0<", 0},
    {"environment.yml", "dependencies:\n  - pip:\n    - \"pyjwt==2.8.0\"\n", "2.8.0.0", "2.8.0.0",
     0},
    {"sub/requirements.txt", "", NULL, NULL, 0},
};

static void show(struct buf *out, const struct version *version, bool below) {
    if (version->part[0] != UINT32_MAX) {
        buf_printf(out, "%u.%u.%u.%u%s", version->part[0], version->part[1], version->part[2],
                   version->part[3], below ? "<" : "");
    }
}

static void holds(const struct sample *sample, const struct installed *of) {
    BUF_SCOPE least = {0}, most = {0};
    if (!sample->least || !of->said) {
        if (sample->least || of->said) {
            fail_msg("%s: said: %d", sample->text, of->said);
        }
        return;
    }
    show(&least, &of->range.least, false);
    show(&most, &of->range.most, of->range.below);
    if (!span_equal(buf_span(&least), span_from(sample->least)) ||
        !span_equal(buf_span(&most), span_from(sample->most))) {
        fail_msg("%s: %.*s to %.*s", sample->text, SPAN_ARG(buf_span(&least)),
                 SPAN_ARG(buf_span(&most)));
    }
}

static void test_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        const struct sample *sample = &samples[i];
        ARENA_SCOPE arena;
        arena_init(&arena, (size_t)1 << 20);
        struct diag diag;
        diag_init(&diag, &arena);
        struct requirements all = {0};
        struct requirements_reader reader = {
            .out = &all, .file = span_from(sample->file), .diag = &diag};
        assert_true(requirements_want(span_from_index(reader.file, folder_above(reader.file).len)));
        assert_int_equal(requirements_parse(&reader, &arena, span_from(sample->text)), OK);
        holds(sample, &all.of[PACKAGE_PYJWT]);
        if (diag.warnings != sample->told || diag.errors) {
            fail_msg("%s: told %zu", sample->text, diag.warnings);
        }
    }
}

static void test_older(void **state) {
    (void)state;
    static const struct version two = {{2}};
    static const struct {
        const char *text;
        int before; /* 2 */
    } rows[] = {{"<2", 1},     {"<=2", 0},         {"==1.7.1", 1}, {">=2", -1},
                {">=1.9", 0},  {"==2.0.0rc1", -1}, {"^1.7", 1},    {"~=1.7", 1},
                {"==2.*", -1}, {">1,<1.9", 1},     {"*", 0},       {"<2.0.0.1", 0}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct requirements all = {0};
        struct requirements_reader reader = {.out = &all, .file = SPAN("x")};
        requirements_add(&reader, SPAN("PyJWT"), span_from(rows[i].text), 1);
        if (requirements_before(&all, PACKAGE_PYJWT, two) != rows[i].before) {
            fail_msg("%s", rows[i].text);
        }
    }
    assert_int_equal(requirements_before(NULL, PACKAGE_PYJWT, two), 0);
    assert_int_equal(requirements_package(SPAN("Django_Ninja")), PACKAGE_NINJA);
    assert_int_equal(requirements_package(SPAN("")), PACKAGES);
}

static void write_file(const char *path, struct span text) {
    assert_int_equal(io_write(path, text), OK);
}

/* requirements.txt says -r ../secret.txt and -r more/base.txt, which includes itself. */
static void test_includes(void **state) {
    (void)state;
    char folder[] = "/tmp/postern-needs-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("more", 0700), 0);
    write_file("requirements.txt",
               SPAN("-r ../secret.txt\n--requirement=more/base.txt\n-r gone\n"));
    write_file("more/base.txt", SPAN("-r ./base.txt\n-c ../pins.txt\npyjwt>=1\n"));
    write_file("pins.txt", SPAN("pyjwt==2.8.0\n"));
    write_file("uv.lock", SPAN("\xff\xfe[\0p\0"));
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)1 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct tree_options tree = {.root = SPAN("."), .wanted = requirements_want};
    struct tree_files files = {0};
    struct requirements all = {0};
    assert_int_equal(tree_list(&arena, &tree, &files, &diag), OK);
    assert_int_equal(requirements_read(&arena, tree.root, &files, &all, &diag), OK);
    assert_true(all.of[PACKAGE_PYJWT].range.exact);
    assert_span(all.of[PACKAGE_PYJWT].place.file, "pins.txt");
    assert_int_equal(diag.warnings, 2); /* "gone" is missing, uv.lock is in UTF-16 */
    (void)unlink("requirements.txt"), (void)unlink("more/base.txt"), (void)rmdir("more");
    (void)unlink("pins.txt"), (void)unlink("uv.lock"), (void)rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_older),
                                       cmocka_unit_test(test_includes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
