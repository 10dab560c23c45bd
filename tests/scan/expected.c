/* SPDX-License-Identifier: Apache-2.0 */
/* Judging what came of a case, member by member of its expected.yaml. */
#include "expected.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

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

/* The dry run's forecast: within so many percent, or "between" what it says that it may be. */
static void judge_forecast(struct scenario *scenario, const struct node *wanted) {
    const struct result *told = &scenario->foretold;
    double took = (double)scenario->result.requests;
    int64_t percent = 0;
    if (!wanted) {
        return;
    }
    bool near = node_i64(wanted, &percent);
    double share = (double)percent / 100;
    double least = near ? (1 - share) * took : (double)told->requests_least;
    double most = near ? (1 + share) * took : (double)told->requests_most;
    double is = near ? (double)told->requests : took;
    if (is < least || is > most || told->requests < told->requests_least ||
        told->requests > told->requests_most) {
        COMPLAIN(scenario, "was foretold to take %.0f requests, %.0f to %.0f, and took %.0f",
                 (double)told->requests, (double)told->requests_least, (double)told->requests_most,
                 took);
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
    if (!finding->operations.n && !(wanted && wanted->len)) {
        COMPLAIN(scenario, "%.*s is a false alarm: %.*s", SPAN_ARG(id), SPAN_ARG(finding->message));
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

/* "token-in-query: 1": so many findings of the rule, over whatever operations. */
static void judge_causes(struct scenario *scenario, const struct node *expected) {
    NODE_EACH(wanted, node_get(expected, SPAN("causes"))) {
        double is = 0, most = number(node_get(expected, SPAN("causes")), node_key(wanted), 0);
        VEC_EACH(const struct finding, finding, &scenario->result.findings) {
            is += span_equal(span_from(finding->rule->id), node_key(wanted));
        }
        if (is != most) {
            COMPLAIN(scenario, "%g findings of %.*s, not %g", is, SPAN_ARG(node_key(wanted)), most);
        }
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
        script_knows(scenario->name, wanted,
                     "request query with body scheme elsewhere at-least at-most");
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

/* What the scan told when it waited. */
static void judge_waiting(struct scenario *scenario, const struct node *wanted) {
    if (wanted && span_find(scenario->waited, node_text(wanted)) == SIZE_MAX) {
        COMPLAIN(scenario, "waiting, it says '%.*s'", SPAN_ARG(scenario->waited));
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

void expected_judge(struct scenario *scenario, const struct node *expected) {
    script_knows(scenario->name, expected,
                 "ends why operations findings causes messages credentials requests says waits "
                 "foretold changes");
    judge_end(scenario, expected);
    judge_forecast(scenario, node_get(expected, SPAN("foretold")));
    judge_rows(scenario, expected);
    judge_findings(scenario, expected);
    judge_causes(scenario, expected);
    judge_messages(scenario, expected);
    judge_credentials(scenario, expected);
    judge_requests(scenario, expected);
    judge_words(scenario, expected);
    judge_waiting(scenario, node_get(expected, SPAN("waits")));
    judge_counts(scenario);
}
