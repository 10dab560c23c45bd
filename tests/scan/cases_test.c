/* SPDX-License-Identifier: Apache-2.0 */
/* Whole scans over declared servers: each folder of tests/scan/cases but oracle is a case, and a
 * test of its own (cases/README.md). Nothing is sent, and nothing waits. */
#include "base/io.h"
#include "expected.h"
#include "text/yaml.h"
#include "trade.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CASE_BYTES = 1 << 20, MOST_CASES = 400 };

/* The case's own, or what is common to all that have none. */
static struct span read_file(struct scenario *scenario, const char *name) {
    struct arena *arena = &scenario->arena;
    struct span text = {NULL, 0};
    const char *cases = arena_printf(arena, "%s/tests/scan/cases", getenv("POSTERN_SOURCE")).ptr;
    struct span own = arena_printf(arena, "%s/%s/%s", cases, scenario->name, name);
    struct span common = arena_printf(arena, "%s/%s", cases, name);
    if (io_read(arena, own.ptr, CASE_BYTES, &text) != OK &&
        io_read(arena, common.ptr, CASE_BYTES, &text) != OK) {
        fail_msg("%s: %s cannot be read", scenario->name, name);
    }
    return text;
}

/* Fails where the file itself is at fault. */
static void must_be(struct scenario *scenario, enum err err, const char *name) {
    if (err != OK) {
        struct span why = scenario->diag.items.n
                              ? diag_line(&scenario->arena, &scenario->diag.items.at[0])
                              : span_from(err_words(err));
        fail_msg("%s: %s: %.*s", scenario->name, name, SPAN_ARG(why));
    }
}

static const struct node *read_tree(struct scenario *scenario, const char *name) {
    const struct node *root = NULL;
    struct yaml_options options = {.file = span_from(name)};
    must_be(
        scenario,
        yaml_parse(&scenario->arena, read_file(scenario, name), &options, &root, &scenario->diag),
        name);
    return root;
}

static struct span *texts(struct scenario *scenario, const struct node *list, size_t *n) {
    struct span *all = arena_array(&scenario->arena, struct span, (list ? list->len : 0) + 1);
    assert_non_null(all);
    *n = 0;
    NODE_EACH(one, list) {
        all[(*n)++] = node_text(one);
    }
    return all;
}

static void note_progress(void *user, const struct scan_progress *progress) {
    struct scenario *scenario = user;
    scenario->progress = *progress;
    if (progress->waiting && !scenario->waited.len) {
        scenario->waited = arena_dup(&scenario->arena, span_from(progress->waiting));
    }
}

/* As the program's flags are called, with the program's defaults, but for the rate: none. */
static struct scan_options read_options(struct scenario *scenario, const struct replay *replay) {
    const struct node *node = read_tree(scenario, "options.yaml");
    script_knows(scenario->name, node,
                 "allow-writes patience min-judged max-requests timeout concurrency only skip "
                 "include exclude headers quick thorough url guesses");
    struct span url = node_text(node_get(node, SPAN("url")));
    struct scan_options options = {
        .contract = &scenario->contract,
        .identities = &scenario->identities,
        .base_url = url.len ? url : SPAN("https://api.test"),
        .diag = &scenario->diag,
        .progress = note_progress,
        .user = scenario,
        .allow_writes = node_true(node_get(node, SPAN("allow-writes"))),
        .effort = node_true(node_get(node, SPAN("quick")))      ? EFFORT_QUICK
                  : node_true(node_get(node, SPAN("thorough"))) ? EFFORT_THOROUGH
                                                                : EFFORT_USUAL,
        .patience = number(node, SPAN("patience"), 120),
        .min_judged = number(node, SPAN("min-judged"), 95),
        .guesses = (unsigned)number(node, SPAN("guesses"), 0),
        .client = {.replay = replay,
                   .timeout = number(node, SPAN("timeout"), 30),
                   .concurrency = (unsigned)number(node, SPAN("concurrency"), 16),
                   .max_requests = (uint64_t)number(node, SPAN("max-requests"), 0)},
    };
    options.only = texts(scenario, node_get(node, SPAN("only")), &options.only_n);
    options.skip = texts(scenario, node_get(node, SPAN("skip")), &options.skip_n);
    options.include = texts(scenario, node_get(node, SPAN("include")), &options.include_n);
    options.exclude = texts(scenario, node_get(node, SPAN("exclude")), &options.exclude_n);
    NODE_EACH(header, node_get(node, SPAN("headers"))) {
        assert_true(fields_add(&scenario->arena, &options.client.fields, node_key(header),
                               node_text(header)));
    }
    return options;
}

static void ignore_line(void *user, const struct scan_plan_line *line) {
    (void)user;
    (void)line;
}

/* Before the scan, of which it must leave no trace. */
static void foretell(struct scenario *scenario, struct scan_options options) {
    size_t sent = scenario->script.log.n;
    options.plan = ignore_line;
    assert_int_equal(scan_run(&options, &scenario->arena, &scenario->foretold), OK);
    assert_int_equal(scenario->script.log.n, sent);
}

/* effort: instead of what the options say. */
static void scan(struct scenario *scenario, const enum effort *effort) {
    struct contract_options options = {.file = SPAN("contract.yaml")};
    struct span text = read_file(scenario, "identities.yaml");
    const struct replay replay = {.answer = script_answer, .user = &scenario->script};
    script_init(&scenario->script, &scenario->arena, scenario->name,
                read_tree(scenario, "exchanges.yaml"));
    must_be(scenario,
            contract_load(&scenario->arena, read_file(scenario, "contract.yaml"), &options,
                          &scenario->contract, &scenario->diag),
            "contract.yaml");
    scenario->identities.arena = &scenario->arena;
    must_be(scenario,
            identities_load(&scenario->arena, text, SPAN("identities.yaml"), &scenario->identities,
                            &scenario->diag),
            "identities.yaml");
    struct scan_options asked = read_options(scenario, &replay);
    scenario->effort = asked.effort = effort ? *effort : asked.effort;
    struct span url = asked.base_url;
    scenario->script.scheme = span_cut(&url, ':');
    foretell(scenario, asked);
    scenario->ended = scan_run(&asked, &scenario->arena, &scenario->result);
}

static void open_scenario(struct scenario *scenario, const char *name) {
    *scenario = (struct scenario){.name = name};
    arena_init(&scenario->arena, (size_t)256 << 20);
    diag_init(&scenario->diag, &scenario->arena);
}

/* Once more, with all batteries everywhere: nothing else may come of it, but for servers that
 * change with what they are sent. */
static void trade(struct scenario *scenario, const struct node *expected) {
    static const enum effort all = EFFORT_THOROUGH;
    if (scenario->effort != EFFORT_USUAL || node_true(node_get(expected, SPAN("changes")))) {
        return;
    }
    struct scenario thorough;
    open_scenario(&thorough, scenario->name);
    scan(&thorough, &all);
    trade_judge(scenario, &thorough.result);
    arena_free(&thorough.arena);
}

static void run_case(void **state) {
    struct scenario scenario;
    open_scenario(&scenario, *state);
    scan(&scenario, NULL);
    const struct node *expected = read_tree(&scenario, "expected.yaml");
    expected_judge(&scenario, expected);
    trade(&scenario, expected);
    if (scenario.wrong.len) {
        VEC_EACH(const struct diag_item, item, &scenario.diag.items) {
            COMPLAIN(&scenario, "(it says: %.*s)", SPAN_ARG(diag_line(&scenario.arena, item)));
        }
        fail_msg("%s:%.*s", scenario.name, SPAN_ARG(scenario.wrong));
    }
    arena_free(&scenario.arena);
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

/* Folders of the cases, each a test. */
static size_t find_cases(struct arena *arena, struct CMUnitTest *tests) {
    struct span path = arena_printf(arena, "%s/tests/scan/cases", getenv("POSTERN_SOURCE"));
    DIR *folder = opendir(path.ptr);
    size_t n = 0;
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *name = entry->d_name;
        if (strcmp(name, "oracle") == 0 || strchr(name, '.')) {
            continue;
        }
        assert_true(n < MOST_CASES);
        const char *kept = arena_dup(arena, span_from(name)).ptr;
        tests[n++] = (struct CMUnitTest){kept, run_case, NULL, NULL, (void *)(uintptr_t)kept};
    }
    (void)closedir(folder);
    qsort(tests, n, sizeof(*tests), by_name);
    return n;
}

int main(int argc, char **argv) {
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct CMUnitTest tests[MOST_CASES];
    size_t n = find_cases(&arena, tests);
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return _cmocka_run_group_tests("scan/cases", tests, n, NULL, NULL);
}
