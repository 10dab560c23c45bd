/* SPDX-License-Identifier: Apache-2.0 */
/* The published YAML suite: what must be refused is refused, what has a JSON form gives that. */
#include "text/yaml.h"

#include "base/io.h"
#include "text/json.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct deviation {
    const char *name, *reason;
};

/* Our own decisions. */
static const char one_document[] = "several documents: only one is read";
static const char scalar_names[] = "a key that is a list or mapping has no JSON form";

/* libyaml 0.2.5 follows YAML 1.1, and is laxer or stricter in places that no contract uses. */
static const char directives[] = "refuses directives that it does not know";
static const char bare_block[] = "wants a block scalar at the root to be indented";
static const char anchor_names[] = "allows only letters, digits, - and _ in anchors";
static const char tabs[] = "refuses tabs as separation";
static const char empty_keys[] = "misreads an empty or unusual implicit key";
static const char colons[] = "misreads a colon or question mark that touches its neighbour";
static const char lenient[] = "accepts a misplaced comment, comma, anchor or indentation";
static const char line_folding[] = "keeps or drops another line break at the end of a block";

static const struct deviation deviations[] = {
    {"2JQS", empty_keys},
    {"2LFX", directives},
    {"2SXE", colons},
    {"35KP", one_document},
    {"4ABK", colons},
    {"4FJ6", scalar_names},
    {"4MUZ/00", colons},
    {"4MUZ/01", colons},
    {"4MUZ/02", colons},
    {"58MP", colons},
    {"5MUD", colons},
    {"5T43", colons},
    {"5TYM", one_document},
    {"652Z", colons},
    {"6BCT", tabs},
    {"6BFJ", scalar_names},
    {"6CA3", tabs},
    {"6LVF", directives},
    {"6M2F", empty_keys},
    {"6PBE", scalar_names},
    {"6WLZ", one_document},
    {"6XDY", one_document},
    {"6ZKB", one_document},
    {"7Z25", one_document},
    {"8XYN", anchor_names},
    {"96NN/00", tabs},
    {"96NN/01", tabs},
    {"9C9N", lenient},
    {"9DXL", one_document},
    {"9JBA", lenient},
    {"9KAX", one_document},
    {"9MMW", scalar_names},
    {"9SA2", colons},
    {"9WXW", one_document},
    {"A2M4", tabs},
    {"BEC7", directives},
    {"CFD4", colons},
    {"CVW2", lenient},
    {"DBG4", colons},
    {"DK3J", bare_block},
    {"DK95/00", tabs},
    {"DK95/01", lenient},
    {"DK95/03", tabs},
    {"DK95/04", tabs},
    {"FP8R", bare_block},
    {"FRK4", colons},
    {"G5U8", lenient},
    {"HM87/00", colons},
    {"HM87/01", colons},
    {"HWV9", colons},
    {"JEF9/02", line_folding},
    {"JHB9", one_document},
    {"K3WX", colons},
    {"KK5P", scalar_names},
    {"KSS4", one_document},
    {"L24T/01", line_folding},
    {"L383", one_document},
    {"LX3P", scalar_names},
    {"M2N8/00", scalar_names},
    {"M2N8/01", scalar_names},
    {"M5DY", scalar_names},
    {"M7A3", one_document},
    {"MUS6/00", lenient},
    {"MUS6/05", directives},
    {"MUS6/06", directives},
    {"NHX8", empty_keys},
    {"NJ66", colons},
    {"NKF9", empty_keys},
    {"PUW8", one_document},
    {"Q5MG", tabs},
    {"Q9WF", scalar_names},
    {"QB6E", lenient},
    {"QT73", colons},
    {"R4YG", tabs},
    {"RZP5", scalar_names},
    {"RZT7", one_document},
    {"S3PD", empty_keys},
    {"S98Z", lenient},
    {"SBG9", scalar_names},
    {"SM9W/01", empty_keys},
    {"SU5Z", lenient},
    {"U9NS", one_document},
    {"UKK6/00", empty_keys},
    {"UT92", colons},
    {"V9D5", scalar_names},
    {"VJP3/01", colons},
    {"W4TN", directives},
    {"W5VH", anchor_names},
    {"X38W", scalar_names},
    {"X4QW", lenient},
    {"XW4D", scalar_names},
    {"Y2GN", anchor_names},
    {"Y79Y/001", tabs},
    {"Y79Y/003", lenient},
    {"Y79Y/010", tabs},
    {"YJV2", lenient},
};

static const char *reason_of(struct span name) {
    for (size_t i = 0; i < sizeof(deviations) / sizeof(*deviations); i++) {
        if (span_equal(span_from(deviations[i].name), name)) {
            return deviations[i].reason;
        }
    }
    return NULL;
}

static bool same(const struct node *a, const struct node *b);

static bool same_children(const struct node *a, const struct node *b) {
    if (a->len != b->len) {
        return false;
    }
    const struct node *other = node_first(b);
    NODE_EACH(item, a) {
        bool member = a->kind == NODE_OBJECT;
        if (!same(item, member ? node_get(b, node_key(item)) : other)) {
            return false;
        }
        other = other->next;
    }
    return true;
}

static bool same_number(const struct node *a, const struct node *b) {
    char left[64], right[64];
    (void)snprintf(left, sizeof(left), "%.*s", SPAN_ARG(node_number(a)));
    (void)snprintf(right, sizeof(right), "%.*s", SPAN_ARG(node_number(b)));
    double difference = strtod(left, NULL) - strtod(right, NULL);
    return !(difference < 0 || difference > 0);
}

static bool same(const struct node *a, const struct node *b) {
    if (!a || !b || a->kind != b->kind) {
        return false;
    }
    switch ((enum node_kind)a->kind) {
    case NODE_NULL:
    case NODE_FALSE:
    case NODE_TRUE:
        return true;
    case NODE_NUMBER:
        return same_number(a, b);
    case NODE_STRING:
        return span_equal(node_text(a), node_text(b));
    case NODE_ARRAY:
    case NODE_OBJECT:
        return same_children(a, b);
    }
    return false;
}

struct outcome {
    bool right;
    const char *what;
};

static struct outcome run_case(struct arena *arena, struct span folder) {
    struct span text, json, ignored;
    const struct node *root = NULL, *expected = NULL;
    struct span path = arena_printf(arena, "%.*s/in.yaml", SPAN_ARG(folder));
    assert_int_equal(io_read(arena, path.ptr, 1 << 20, &text), OK);
    enum err error = yaml_parse(arena, text, NULL, &root, NULL);
    path = arena_printf(arena, "%.*s/error", SPAN_ARG(folder));
    if (io_read(arena, path.ptr, 1 << 20, &ignored) == OK) {
        return (struct outcome){error != OK, "accepted, and should be refused"};
    }
    if (error != OK) {
        return (struct outcome){false, "refused, and should be accepted"};
    }
    path = arena_printf(arena, "%.*s/in.json", SPAN_ARG(folder));
    if (io_read(arena, path.ptr, 1 << 20, &json) != OK ||
        json_parse(arena, json, NULL, &expected, NULL) != OK) {
        return (struct outcome){true, NULL}; /* no JSON form */
    }
    return (struct outcome){same(root, expected), "not what its JSON form says"};
}

struct counts {
    size_t seen, wrong, deviating;
};

static void judge(struct arena *arena, struct span folder, struct span name,
                  struct counts *counts) {
    struct outcome outcome = run_case(arena, folder);
    const char *reason = reason_of(name);
    counts->seen++;
    counts->deviating += reason != NULL;
    if (outcome.right == (reason != NULL)) {
        counts->wrong++;
        print_error("%.*s: %s\n", SPAN_ARG(name), reason ? "listed, but passes" : outcome.what);
    }
}

/* A case is a folder with in.yaml; some hold several such folders. */
static void walk(struct span folder, struct span name, struct counts *counts) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span ignored;
    struct span path = arena_printf(&arena, "%.*s/in.yaml", SPAN_ARG(folder));
    if (io_read(&arena, path.ptr, 1 << 20, &ignored) == OK) {
        judge(&arena, folder, name, counts);
        return;
    }
    DIR *entries = opendir(folder.ptr);
    for (struct dirent *e = entries ? readdir(entries) : NULL; e; e = readdir(entries)) {
        if (e->d_name[0] != '.' && strcmp(e->d_name, "tags") != 0 &&
            strcmp(e->d_name, "name") != 0) {
            struct span inner = arena_printf(&arena, "%.*s/%s", SPAN_ARG(folder), e->d_name);
            struct span full = name.len ? arena_printf(&arena, "%.*s/%s", SPAN_ARG(name), e->d_name)
                                        : arena_dup(&arena, span_from(e->d_name));
            walk(inner, full, counts);
        }
    }
    if (entries) {
        (void)closedir(entries);
    }
}

static void test_suite(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const char *source = getenv("POSTERN_SOURCE");
    struct span folder =
        arena_printf(&arena, "%s/../shared/vectors/yaml-test-suite", source ? source : ".");
    struct counts counts = {0};
    walk(folder, (struct span){NULL, 0}, &counts);
    if (counts.seen == 0) {
        print_message("# no %s, skipped\n", folder.ptr);
        skip();
    }
    print_message("# %zu cases, %zu known deviations\n", counts.seen, counts.deviating);
    assert_true(counts.seen > 300);
    assert_int_equal(counts.wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
