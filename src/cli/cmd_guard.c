/* SPDX-License-Identifier: Apache-2.0 */
/* "postern guard": a policy served, checked, explained, or begun. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/guard_keys.h"
#include "cli/guard_load.h"
#include "cli/guard_log.h"
#include "cli/guard_replay.h"
#include "cli/guard_serve.h"
#include "cli/guard_table.h"
#include "cli/load.h"
#include "cli/project_arguments.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "policy/draft.h"

#include <stddef.h>

struct guard_fields {
    struct span config, explain, replay, from;
    bool check;
    unsigned color;
};

#define FIELD(name) offsetof(struct guard_fields, name)

static const struct option options[] = {
    OPTION_HEADING("The policy"),
    {"config", 'c', OPTION_TEXT, FIELD(config), "FILE",
     "the guard's configuration, YAML or JSON (what the project's postern.yaml names)"},
    {"check", 0, OPTION_FLAG, FIELD(check), NULL,
     "print the policy as a table, or say why the configuration cannot be used"},
    {"explain", 0, OPTION_TEXT, FIELD(explain), "'METHOD PATH'",
     "tell which rule decides a request, and why"},
    {"replay", 0, OPTION_TEXT, FIELD(replay), "LOG",
     "hold an access log (combined format or JSON lines) against the policy: who would be locked "
     "out?"},
    {"from", 0, OPTION_TEXT, FIELD(from), "CONTRACT",
     "write a first configuration for a contract (a file) to standard output"},
    OPTION_HEADING("Output"),
    {"color", 0, OPTION_CHOICE, FIELD(color), COLOR_WORDS, "default auto"},
};

enum { GUARD_WORDS_MOST = 1000 /* "verify-log" and its files */ };

static const struct grammar grammar = {
    .verb = "guard",
    .usage = "-c guard.yaml [--check | --explain 'METHOD PATH' | --replay LOG] | --from CONTRACT | "
             "verify-log FILE...",
    .summary = "tells a proxy who may pass: a policy made from the contract, deny by default",
    .examples = "# A first configuration; what only you know is left blank in it\n"
                "postern guard --from openapi.yaml > guard.yaml && chmod go-w guard.yaml\n"
                "# The policy as a table\n"
                "postern guard -c guard.yaml --check\n"
                "# Which rule decides?\n"
                "postern guard -c guard.yaml --explain 'GET /api/orders/7/'\n"
                "# Answer the proxy\n"
                "postern guard -c guard.yaml\n"
                "# Who would be locked out?\n"
                "postern guard -c guard.yaml --replay /var/log/nginx/access.log\n"
                "# Was a line of the audit log changed, or taken out?\n"
                "postern guard verify-log guard.log.1 guard.log\n",
    .notes =
        "What the contract does not name, or names without a credential, is refused unless it "
        "stands below public:. JWTs, API keys, and Django's own tokens, passwords and sessions are "
        "verified; what asks for another kind of credential, or one that is not set up, is refused "
        "to everybody, and told.\n"
        "Without --check, --explain, --replay and --from it serves until SIGTERM, which lets end "
        "what is "
        "under way; SIGHUP reads all anew, or keeps the old policy and says why.\n"
        "Exit status: 0; 1 when --replay finds somebody who would be locked out, or verify-log a "
        "log that does not hold; 2 for unusable arguments, contract or configuration.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = GUARD_WORDS_MOST,
    .by_hand = " check explain replay from ",
};

static int told(const struct diag *diag, enum err err, struct span name) {
    struct complain_diag complaints = {.diag = diag};
    complain_diag(&complaints);
    if (err != OK && !diag->errors) {
        complain("%.*s: %s", SPAN_ARG(name), err_words(err));
    }
    return err_exit_status(err);
}

static int draft(struct arena *arena, const struct guard_fields *fields, struct diag *diag) {
    struct contract contract;
    struct span name;
    struct load load = {.arena = arena, .diag = diag};
    if (load_is_url(fields->from) || span_equal(fields->from, SPAN("-"))) {
        return err_exit_status(options_complain(&grammar,
                                                "--from: a file is wanted: the guard reads "
                                                "it again whenever it starts"));
    }
    enum err err = load_contract(&load, fields->from, &contract, &name);
    BUF_SCOPE out = {0};
    err = err == OK ? draft_write(&contract, fields->from, &out) : err;
    int status = told(diag, err, fields->from);
    return err == OK ? err_exit_status(terminal_print(&out)) : status;
}

/* A request without headers: what the rule says, and what it says to nobody. */
static enum err explain(struct pen *pen, const struct policy *policy, struct span request) {
    static const struct fields none = {0};
    struct facts facts;
    struct decision decision;
    struct span target = span_trim(request), method = span_cut(&target, ' ');
    if (!method.len || !target.ptr) {
        return options_complain(&grammar,
                                "--explain: 'METHOD PATH' is wanted, like 'GET /orders/7/'");
    }
    const struct judge_users nobody = {0};
    struct facts_request asked = {method, span_trim(target), &none};
    judge_request(pen->arena, policy, &nobody, &asked, clock_unix(), &facts, &decision);
    guard_table_explain(pen, policy, &facts, &decision);
    return OK;
}

/* What was asked for, in words; *status: what the program ends with when all goes well. */
static enum err write_shown(struct pen *pen, const struct guard_fields *fields,
                            const struct policy *policy, struct diag *diag, int *status) {
    bool locked_out = false;
    if (fields->check) {
        guard_table(pen, policy);
    } else if (fields->replay.len) {
        TRY(guard_replay(pen, policy, fields->replay, &locked_out, diag));
    } else {
        return explain(pen, policy, fields->explain);
    }
    *status = locked_out;
    return OK;
}

static int show(struct arena *arena, const struct guard_fields *fields, struct diag *diag) {
    struct guard_load loaded;
    struct diag later;
    int status = 0;
    enum err err = guard_load(arena, fields->config, &loaded, diag);
    POLICY_SCOPE policy = loaded.policy;
    if (err != OK) {
        guard_revoked_free(&loaded.revoked);
        return told(diag, err, fields->config);
    }
    err = guard_keys_fetch(arena, &policy, diag);
    (void)told(diag, OK, fields->config);
    diag_init(&later, arena);
    BUF_SCOPE out = {0};
    struct pen pen = {&out, terminal_style((enum color)fields->color), arena};
    if (err == OK && fields->check) {
        guard_table_revoked(&pen, &loaded.revoked);
    }
    err = err == OK ? write_shown(&pen, fields, &policy, &later, &status) : err;
    guard_keys_free(&policy);
    struct complain_diag complaints = {.diag = &later};
    complain_diag(&complaints);
    guard_revoked_free(&loaded.revoked);
    err = err == OK ? terminal_print(&out) : err;
    return err == OK ? status : err_exit_status(err);
}

static bool verifies(const struct texts *words) {
    return words->n > 1 && span_equal(words->at[0], SPAN("verify-log"));
}

static enum err check(const struct guard_fields *fields, const struct texts *words) {
    if (fields->check + (fields->explain.len > 0) + (fields->replay.len > 0) +
            (fields->from.len > 0) >
        1) {
        return options_complain(&grammar,
                                "give one of --check, --explain, --replay and --from, or none");
    }
    if (words->n && !verifies(words)) {
        return options_complain(&grammar, "'verify-log FILE...' is the one thing without a flag");
    }
    return OK;
}

/* A service that is told its policy is led by nothing that lies in its folder; else the project's
 * file may name it. */
static bool find_config(const struct verb_call *call, struct arena *arena, struct diag *diag,
                        struct guard_fields *fields, int *status) {
    struct texts words = {0};
    struct project_arguments how = {&grammar, arena, diag, fields, sizeof(*fields), NULL};
    if (fields->config.len && !MUTANT(guard_config_found)) {
        return true;
    }
    if (!project_arguments_begin(&how, call, &words, status)) {
        return false;
    }
    if (!fields->config.len) {
        *status = err_exit_status(options_complain(
            &grammar, "-c FILE is missing, and no postern.yaml says guard: {config: FILE}"));
    }
    return fields->config.len > 0;
}

int cmd_guard(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct guard_fields fields = {0};
    struct texts words = {0};
    struct diag diag;
    int status;
    diag_init(&diag, &arena);
    if (!options_begin(&grammar, call, &arena, &fields, &words, &status)) {
        return status;
    }
    enum err err = check(&fields, &words);
    if (err != OK) {
        return err_exit_status(err);
    }
    if (verifies(&words)) {
        return guard_log(words.at + 1, words.n - 1);
    }
    if (fields.from.len) {
        return draft(&arena, &fields, &diag);
    }
    if (!find_config(call, &arena, &diag, &fields, &status)) {
        return status;
    }
    if (fields.check || fields.explain.len || fields.replay.len) {
        return show(&arena, &fields, &diag);
    }
    (void)told(&diag, OK, fields.config);
    return guard_serve(fields.config);
}
