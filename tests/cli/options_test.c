/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines: every way to give a value, and every way to get it wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/options.h"
#include "text/suggest.h"

struct fields {
    bool flag;
    struct span url;
    struct texts outputs;
    uint64_t number;
    double rate;
    unsigned color;
};

static const struct option options[] = {
    OPTION_HEADING("Group"),
    {"flag", 0, OPTION_FLAG, offsetof(struct fields, flag), NULL, ""},
    {"url", 0, OPTION_TEXT, offsetof(struct fields, url), "URL", ""},
    {"output", 'o', OPTION_LIST, offsetof(struct fields, outputs), "FILE", ""},
    {"number", 0, OPTION_NUMBER, offsetof(struct fields, number), "N", ""},
    {"rate", 0, OPTION_REAL, offsetof(struct fields, rate), "N", ""},
    {"color", 0, OPTION_CHOICE, offsetof(struct fields, color), "auto|always|never", ""},
};

static const struct grammar grammar = {
    .verb = "test",
    .usage = "",
    .summary = "",
    .examples = "",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 2,
};

struct run {
    struct arena arena;
    struct fields fields;
    struct texts words;
    bool helped;
};

static enum err parse(struct run *run, const char **argv) {
    int argc = 0;
    while (argv[argc]) {
        argc++;
    }
    *run = (struct run){0};
    arena_init(&run->arena, 1 << 20);
    return options_parse(&grammar, argc, (char **)argv, &run->arena, &run->fields, &run->words,
                         &run->helped);
}

#define PARSE(run, ...) parse(run, (const char *[]){__VA_ARGS__, NULL})

static void assert_span(struct span s, const char *text) {
    assert_true(span_equal(s, span_from(text)));
}

static void test_values(void **state) {
    (void)state;
    struct run run;
    assert_int_equal(PARSE(&run, "one", "--flag", "--url", "http://x/?a=b", "-o", "a.json",
                           "--output=b.html", "-oc.md", "--number=7", "--rate", "0.5", "--color",
                           "never", "--", "--two"),
                     OK);
    assert_true(run.fields.flag);
    assert_span(run.fields.url, "http://x/?a=b");
    assert_int_equal(run.fields.outputs.n, 3);
    assert_span(run.fields.outputs.at[1], "b.html");
    assert_span(run.fields.outputs.at[2], "c.md");
    assert_int_equal(run.fields.number, 7);
    assert_true(run.fields.rate > 0.49 && run.fields.rate < 0.51);
    assert_int_equal(run.fields.color, 2);
    assert_int_equal(run.words.n, 2);
    assert_span(run.words.at[1], "--two");
    arena_free(&run.arena);
}

static void test_edges(void **state) {
    (void)state;
    struct run run;
    assert_int_equal(PARSE(&run, "-", "--url="), OK);
    assert_int_equal(run.words.n, 1);
    assert_int_equal(run.fields.url.len, 0);
    arena_free(&run.arena);
    assert_int_equal(PARSE(&run, "--url", "-o"), OK);
    assert_span(run.fields.url, "-o");
    arena_free(&run.arena);
}

#define REFUSED(...)                                            \
    do {                                                        \
        struct run run_;                                        \
        assert_int_equal(PARSE(&run_, __VA_ARGS__), ERR_USAGE); \
        arena_free(&run_.arena);                                \
    } while (0)

static void test_misuse(void **state) {
    (void)state;
    REFUSED("--ulr", "x");
    REFUSED("--flag=yes");
    REFUSED("--url");
    REFUSED("-o");
    REFUSED("-x");
    REFUSED("--number", "-1");
    REFUSED("--number", "1x");
    REFUSED("--number", "99999999999999999999");
    REFUSED("--rate", "nan");
    REFUSED("--rate", "-1");
    REFUSED("--rate", "1.2.3");
    REFUSED("--rate", "");
    REFUSED("--color", "maybe");
    REFUSED("a", "b", "c");
}

static const char *nearest(const char *word) {
    static const char *const words[] = {"url", "include", "insecure", "max-requests", "rate"};
    struct suggest suggest = {.word = span_from(word)};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        suggest_offer(&suggest, words[i]);
    }
    return suggest.best;
}

static void test_suggest(void **state) {
    (void)state;
    assert_string_equal(nearest("ulr"), "url");
    assert_string_equal(nearest("inclde"), "include");
    assert_string_equal(nearest("max-request"), "max-requests");
    assert_string_equal(nearest("max"), "max-requests");
    assert_null(nearest("zzz"));
    assert_null(nearest(""));
    assert_null(nearest("an-extraordinarily-long-option-name-that-nobody-would-ever-type-by-hand"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_misuse),
        cmocka_unit_test(test_suggest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
