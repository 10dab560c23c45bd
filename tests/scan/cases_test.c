/* SPDX-License-Identifier: Apache-2.0 */
/* Whole scans over declared servers: each folder of tests/scan/cases but oracle is a case, and a
 * test of its own (cases/README.md). Nothing is sent, and nothing waits. */
#include "base/io.h"
#include "scan/engine.h"
#include "script.h"
#include "text/yaml.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CASE_BYTES = 1 << 20, MOST_CASES = 200 };

struct scenario {
    const char *name;
    struct arena arena;
    struct diag diag;
    struct contract contract;
    struct identities identities;
    struct script script;
    struct result result;
    struct scan_progress progress; /* the newest */
    enum err ended;
    struct span wrong; /* everything that is not as expected, line by line */
};

static void complain(struct scenario *scenario, struct span words) {
    scenario->wrong =
        arena_printf(&scenario->arena, "%.*s\n  %.*s", SPAN_ARG(scenario->wrong), SPAN_ARG(words));
}
#define COMPLAIN(scenario, ...) complain(scenario, arena_printf(&(scenario)->arena, __VA_ARGS__))

/* ---- reading ---- */

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

static double number(const struct node *options, struct span name, double otherwise) {
    int64_t value;
    return node_i64(node_get(options, name), &value) ? (double)value : otherwise;
}

static void note_progress(void *user, const struct scan_progress *progress) {
    struct scenario *scenario = user;
    scenario->progress = *progress;
}

/* As the program's flags are called, with the program's defaults, but for the rate: none. */
static struct scan_options read_options(struct scenario *scenario, const struct replay *replay) {
    const struct node *node = read_tree(scenario, "options.yaml");
    script_knows(scenario->name, node,
                 "allow-writes patience min-judged max-requests timeout concurrency only skip "
                 "include exclude headers quick thorough");
    struct scan_options options = {
        .contract = &scenario->contract,
        .identities = &scenario->identities,
        .base_url = SPAN("https://api.test"),
        .diag = &scenario->diag,
        .progress = note_progress,
        .user = scenario,
        .allow_writes = node_true(node_get(node, SPAN("allow-writes"))),
        .effort = node_true(node_get(node, SPAN("quick")))      ? EFFORT_QUICK
                  : node_true(node_get(node, SPAN("thorough"))) ? EFFORT_THOROUGH
                                                                : EFFORT_USUAL,
        .patience = number(node, SPAN("patience"), 120),
        .min_judged = number(node, SPAN("min-judged"), 95),
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

static void scan(struct scenario *scenario) {
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
    const struct scan_options asked = read_options(scenario, &replay);
    scenario->ended = scan_run(&asked, &scenario->arena, &scenario->result);
}

/* ---- judging ---- */

static void must_say(struct scenario *scenario, const char *what, const struct node *wanted,
                     struct span is) {
    if (wanted && (node_text(wanted).len ? span_find(is, node_text(wanted)) == SIZE_MAX : is.len)) {
        COMPLAIN(scenario, "%s must say '%.*s', and says '%.*s'", what, SPAN_ARG(node_text(wanted)),
                 SPAN_ARG(is));
    }
}

static void judge_end(struct scenario *scenario, const struct node *expected) {
    static const struct {
        const char *word;
        enum err err;
    } words[] = {{"complete", OK},
                 {"incomplete", ERR_INCOMPLETE},
                 {"network", ERR_NETWORK},
                 {"login", ERR_LOGIN},
                 {"budget", ERR_BUDGET}};
    struct span ends = node_text(node_get(expected, SPAN("ends")));
    bool known = false, right = false;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        bool named = span_equal(ends, span_from(words[i].word));
        known |= named;
        right |= named && words[i].err == scenario->ended;
    }
    if (!known) {
        fail_msg("%s: ends: complete, incomplete, network, login or budget", scenario->name);
    }
    if (!right || scenario->result.complete != (scenario->ended == OK)) {
        COMPLAIN(scenario, "must end as %.*s, and ends with '%s': %.*s", SPAN_ARG(ends),
                 err_words(scenario->ended), SPAN_ARG(scenario->result.incomplete_why));
    }
    must_say(scenario, "why it is incomplete", node_get(expected, SPAN("why")),
             scenario->result.incomplete_why);
    if (scenario->ended == OK &&
        scenario->progress.operations_done != scenario->progress.operations) {
        COMPLAIN(scenario, "the progress ends with %zu of %zu operations",
                 scenario->progress.operations_done, scenario->progress.operations);
    }
}

static bool is_named(struct span name, struct span method, struct span path) {
    struct span rest = name;
    return span_equal(span_cut(&rest, ' '), method) && span_equal(rest, path);
}

static void judge_attacks(struct scenario *scenario, struct span name, struct span wanted,
                          const struct attack_count *is) {
    bool right = span_equal(wanted, SPAN("all"))    ? is->planned && is->judged == is->planned
                 : span_equal(wanted, SPAN("part")) ? is->judged < is->planned
                 : span_equal(wanted, SPAN("none")) ? is->planned && !is->judged
                                                    : !is->planned;
    assert_true(span_equal(wanted, SPAN("all")) || span_equal(wanted, SPAN("part")) ||
                span_equal(wanted, SPAN("none")) || span_equal(wanted, SPAN("unplanned")));
    if (!right) {
        COMPLAIN(scenario, "%.*s: attacks judged must be %.*s, and are %zu of %zu", SPAN_ARG(name),
                 SPAN_ARG(wanted), is->judged, is->planned);
    }
}

static void judge_cells(struct scenario *scenario, const struct node *row_node,
                        const struct operation_result *row) {
    NODE_EACH(wanted, node_get(row_node, SPAN("matrix"))) {
        struct span is = SPAN("not asked");
        VEC_EACH(const struct cell, cell, &row->cells) {
            is = span_equal(cell->who, node_key(wanted)) ? span_from(verdict_word(cell->verdict))
                                                         : is;
        }
        if (!span_equal(is, node_text(wanted))) {
            COMPLAIN(scenario, "%.*s: %.*s must be %.*s, and is %.*s", SPAN_ARG(node_key(row_node)),
                     SPAN_ARG(node_key(wanted)), SPAN_ARG(node_text(wanted)), SPAN_ARG(is));
        }
    }
}

static void judge_declared(struct scenario *scenario, const struct node *row_node,
                           const struct operation_result *row) {
    size_t n = 0;
    NODE_EACH(wanted, node_get(row_node, SPAN("declared"))) {
        struct span is = n < row->declared.n ? row->declared.at[n] : SPAN("nothing");
        n++;
        if (!span_equal(is, node_text(wanted))) {
            COMPLAIN(scenario, "%.*s must declare %.*s, and declares %.*s",
                     SPAN_ARG(node_key(row_node)), SPAN_ARG(node_text(wanted)), SPAN_ARG(is));
        }
    }
    if (n && n != row->declared.n) {
        COMPLAIN(scenario, "%.*s declares more", SPAN_ARG(node_key(row_node)));
    }
}

/* "GET /orders: open", or an object that says more. */
static void judge_row(struct scenario *scenario, const struct node *wanted,
                      const struct operation_result *row) {
    struct span name = node_key(wanted), verdict = node_text(wanted);
    if (!verdict.len) {
        script_knows(scenario->name, wanted,
                     "verdict reason declared matrix attacks spared broken");
        verdict = node_text(node_get(wanted, SPAN("verdict")));
    }
    if (!span_equal(verdict, span_from(gate_word(row->gate)))) {
        COMPLAIN(scenario, "%.*s must be %.*s, and is %s: %.*s", SPAN_ARG(name), SPAN_ARG(verdict),
                 gate_word(row->gate), SPAN_ARG(row->reason));
    }
    must_say(scenario, "its reason", node_get(wanted, SPAN("reason")), row->reason);
    judge_declared(scenario, wanted, row);
    judge_cells(scenario, wanted, row);
    const struct node *attacks = node_get(wanted, SPAN("attacks"));
    const struct node *spared = node_get(wanted, SPAN("spared"));
    const struct node *broken = node_get(wanted, SPAN("broken"));
    if (attacks) {
        judge_attacks(scenario, name, node_text(attacks), &row->attacks);
    }
    if ((spared && node_true(spared) != row->spared) ||
        (broken && node_true(broken) != row->broken)) {
        COMPLAIN(scenario, "%.*s: spared is %d, broken is %d", SPAN_ARG(name), row->spared,
                 row->broken);
    }
}

static void judge_rows(struct scenario *scenario, const struct node *expected) {
    const struct node *rows = node_get(expected, SPAN("operations"));
    NODE_EACH(wanted, rows) {
        const struct operation_result *found = NULL;
        VEC_EACH(const struct operation_result, row, &scenario->result.operations) {
            found = is_named(node_key(wanted), row->method, row->path) ? row : found;
        }
        if (found) {
            judge_row(scenario, wanted, found);
        } else {
            COMPLAIN(scenario, "%.*s has no row", SPAN_ARG(node_key(wanted)));
        }
    }
}

static bool has_operation(const struct finding *finding, struct span name) {
    VEC_EACH(const struct operation_name, operation, &finding->operations) {
        if (is_named(name, operation->method, operation->path)) {
            return true;
        }
    }
    return false;
}

/* "anonymous-access: [GET /orders]"; the first word of the list may be the confidence. */
static void judge_wanted(struct scenario *scenario, const struct node *wanted) {
    NODE_EACH(name, wanted) {
        bool found = false;
        VEC_EACH(const struct finding, finding, &scenario->result.findings) {
            bool same = span_equal(span_from(finding->rule->id), node_key(wanted));
            found |= same &&
                     (has_operation(finding, node_text(name)) ||
                      span_equal(span_from(confidence_word(finding->confidence)), node_text(name)));
        }
        if (!found) {
            COMPLAIN(scenario, "%.*s is missed: %.*s", SPAN_ARG(node_key(wanted)),
                     SPAN_ARG(node_text(name)));
        }
    }
}

static bool lists(const struct node *list, struct span method, struct span path) {
    NODE_EACH(name, list) {
        if (is_named(node_text(name), method, path)) {
            return true;
        }
    }
    return false;
}

static void judge_finding(struct scenario *scenario, const struct node *expected,
                          const struct finding *finding) {
    struct span id = span_from(finding->rule->id);
    const struct node *wanted = node_get(node_get(expected, SPAN("findings")), id);
    if (!wanted && finding->severity <= SEVERITY_LOW) {
        return; /* hygiene, which no case is about unless it says so */
    }
    VEC_EACH(const struct operation_name, operation, &finding->operations) {
        if (!lists(wanted, operation->method, operation->path)) {
            COMPLAIN(scenario, "%.*s is a false alarm: %.*s %.*s (%.*s)", SPAN_ARG(id),
                     SPAN_ARG(operation->method), SPAN_ARG(operation->path),
                     SPAN_ARG(finding->message));
        }
    }
}

static void judge_findings(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("findings"))) {
        judge_wanted(scenario, wanted);
    }
    VEC_EACH(const struct finding, finding, &scenario->result.findings) {
        judge_finding(scenario, expected, finding);
    }
}

/* "token-in-query: by access_token": some finding of the rule says that. */
static void judge_messages(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("messages"))) {
        struct span said = SPAN("");
        VEC_EACH(const struct finding, finding, &scenario->result.findings) {
            if (span_equal(span_from(finding->rule->id), node_key(wanted))) {
                said = arena_printf(&scenario->arena, "%.*s %.*s", SPAN_ARG(said),
                                    SPAN_ARG(finding->message));
            }
        }
        must_say(scenario, "the finding", wanted, said);
    }
}

/* "anna at bearerAuth: proven". */
static void judge_credentials(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("credentials"))) {
        struct span is = SPAN("not held");
        VEC_EACH(const struct credential_result, one, &scenario->result.credentials) {
            struct span name = arena_printf(&scenario->arena, "%.*s at %.*s",
                                            SPAN_ARG(one->identity), SPAN_ARG(one->scheme));
            is = span_equal(name, node_key(wanted)) ? span_from(standing_word(one->standing)) : is;
        }
        if (!span_equal(is, node_text(wanted))) {
            COMPLAIN(scenario, "%.*s must be %.*s, and is %.*s", SPAN_ARG(node_key(wanted)),
                     SPAN_ARG(node_text(wanted)), SPAN_ARG(is));
        }
    }
}

static void judge_requests(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("requests"))) {
        script_knows(scenario->name, wanted, "request query with body at-least at-most");
        const struct node *most = node_get(wanted, SPAN("at-most"));
        double is = (double)script_count(&scenario->script, wanted);
        if (is < number(wanted, SPAN("at-least"), most ? 0 : 1) ||
            is > number(wanted, SPAN("at-most"), 1e9)) {
            COMPLAIN(scenario, "line %u: %g requests fit", wanted->line, is);
        }
    }
}

static void judge_words(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("says"))) {
        bool said = false;
        VEC_EACH(const struct diag_item, item, &scenario->diag.items) {
            said |= span_find(diag_line(&scenario->arena, item), node_text(wanted)) != SIZE_MAX;
        }
        if (!said) {
            COMPLAIN(scenario, "nobody says '%.*s'", SPAN_ARG(node_text(wanted)));
        }
    }
}

/* Each request is counted by what it was for. */
static void judge_counts(struct scenario *scenario) {
    uint64_t all = 0;
    VEC_EACH(const struct request_count, count, &scenario->result.requests_by) {
        all += count->n;
    }
    if (all != scenario->result.requests) {
        COMPLAIN(scenario, "%llu requests are accounted for, of %llu", (unsigned long long)all,
                 (unsigned long long)scenario->result.requests);
    }
}

static void judge(struct scenario *scenario) {
    const struct node *expected = read_tree(scenario, "expected.yaml");
    script_knows(scenario->name, expected,
                 "ends why operations findings messages credentials requests says");
    judge_end(scenario, expected);
    judge_rows(scenario, expected);
    judge_findings(scenario, expected);
    judge_messages(scenario, expected);
    judge_credentials(scenario, expected);
    judge_requests(scenario, expected);
    judge_words(scenario, expected);
    judge_counts(scenario);
}

static void run_case(void **state) {
    struct scenario scenario = {.name = *state};
    arena_init(&scenario.arena, (size_t)256 << 20);
    diag_init(&scenario.diag, &scenario.arena);
    scan(&scenario);
    judge(&scenario);
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
