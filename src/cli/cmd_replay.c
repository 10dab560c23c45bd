/* SPDX-License-Identifier: Apache-2.0 */
/* "postern replay": do the findings of a report still hold? Their rules are checked once more on
 * their operations, with fresh controls, fresh credentials and tokens made anew. */
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/cmd_scan.h"
#include "cli/complain.h"
#include "cli/project_arguments.h"
#include "cli/replay_hidden.h"
#include "cli/replay_target.h"
#include "cli/report_file.h"
#include "cli/scan_arguments.h"
#include "cli/scan_grammar.h"
#include "cli/terminal.h"
#include "report/difference_report.h"
#include "text/words.h"

enum { FINDINGS_MOST = 1000 };
enum { STATUS_MENDED = 0, STATUS_HOLDS = 1, STATUS_UNUSABLE = 2, STATUS_UNJUDGED = 3 };
enum { FORMAT_TEXT = 0, FORMAT_JSON, FORMAT_MARKDOWN };

#define AT(field) offsetof(struct scan_arguments, field)
/* A row that is the scan's, and passed on to it. */
#define OF_SCAN(name) \
    { name, 0, OPTION_FLAG, 0, NULL, NULL }

static const struct option rows[] = {
    OPTION_HEADING("Target"),
    {"contract", 0, OPTION_TEXT, AT(contract), "FILE",
     "the contract (the report's, if it is a file or the target's)"},
    {"url", 0, OPTION_TEXT, AT(url), "URL",
     "where the API runs (the report's, if postern.yaml names it, too, it is this machine, or "
     "nothing secret is sent)"},
    OF_SCAN("identities"),
    OF_SCAN("header"),
    OF_SCAN("param"),
    OF_SCAN("allow-writes"),
    OPTION_HEADING("Tokens"),
    OF_SCAN("wordlist"),
    OF_SCAN("public-key"),
    OF_SCAN("listen"),
    OPTION_HEADING("How it is sent"),
    OF_SCAN("rate"),
    OF_SCAN("timeout"),
    OF_SCAN("patience"),
    OF_SCAN("proxy"),
    OF_SCAN("ca-file"),
    OF_SCAN("insecure"),
    OPTION_HEADING("Project"),
    OF_SCAN("config"),
    OF_SCAN("no-config"),
    OPTION_HEADING("Report"),
    {"format", 0, OPTION_CHOICE, AT(format), "text|json|markdown",
     "what goes to standard output (text)"},
    OF_SCAN("quiet"),
    OF_SCAN("no-progress"),
    OF_SCAN("color"),
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]), NOT_GIVEN = -1 };

/* What this verb uses itself. */
static const struct span OWN = SPAN_INIT(" contract url format color ");

static const struct grammar grammar = {
    .verb = "replay",
    .usage = "REPORT.json [FINGERPRINT]... [-i FILE] [options]",
    .summary = "do the findings of a report still hold?",
    .examples = "# after the mend: does it still hold?\n"
                "postern replay report.json e15adb1c07b4732d --url $URL -i identities.yaml\n"
                "# all of them; postern.yaml says where, and who\n"
                "postern replay report.json",
    .notes =
        "The rules of the findings are checked again on their operations, with fresh controls, "
        "fresh credentials and tokens made anew; the start of a fingerprint will do. A finding "
        "is \"fixed\" only when its operations were judged. Where a rule looks at more than them "
        "(at "
        "logins, lists, other users), all operations are asked. What no scan asks by itself, such "
        "as "
        "a logout, can be seen to hold, and not to be fixed.\n"
        "\n"
        "A report may come from elsewhere: credentials are sent to the target that it names only "
        "where --url or postern.yaml's scan: {url: …} names it, too.\n"
        "\n"
        "Exit status: 0 all are fixed; 1 some still hold; 2 unusable arguments or report; 3 "
        "some could not be judged. 3 comes before 1.",
    .most_words = 1 + FINDINGS_MOST,
    .by_hand = PROJECT_BY_HAND,
};

static const struct scan_arguments DEFAULTS = {
    .rate = NOT_GIVEN, .timeout = NOT_GIVEN, .patience = NOT_GIVEN};

struct replaying {
    struct arena *arena;
    struct scan_arguments arguments;
    struct span name;
    struct result report; /* of its findings only those that are replayed */
    struct replay_hidden hidden;
    VEC(char *) line; /* of the scan */
};

static bool is_asked(const struct texts *words, const struct finding *finding, bool *met) {
    bool asked = words->n == 1;
    for (size_t i = 1; i < words->n; i++) {
        if (words->at[i].len && span_starts(finding->fingerprint, words->at[i])) {
            met[i] = asked = true;
        }
    }
    return asked;
}

static enum err choose(struct replaying *replay, const struct texts *words) {
    struct result *report = &replay->report;
    bool *met = arena_array(replay->arena, bool, words->n);
    size_t kept = 0;
    TRY_PTR(met);
    memset(met, 0, words->n);
    for (size_t i = 0; i < report->findings.n; i++) {
        if (is_asked(words, &report->findings.at[i], met)) {
            report->findings.at[kept++] = report->findings.at[i];
        }
    }
    report->findings.n = kept;
    for (size_t i = 1; i < words->n; i++) {
        if (!met[i]) {
            complain("%.*s: it has no finding %.*s", SPAN_ARG(replay->name),
                     SPAN_ARG(words->at[i]));
            return ERR_USAGE;
        }
    }
    return OK;
}

/* What the report names must be what is asked: no word is cut short. */
static enum err check_names(const struct replaying *replay) {
    const struct result *report = &replay->report;
    if (span_find_byte(report->target, '\0') != SIZE_MAX ||
        span_find_byte(report->contract, '\0') != SIZE_MAX) {
        complain("%.*s: its target or contract has a NUL", SPAN_ARG(replay->name));
        return ERR_USAGE;
    }
    return OK;
}

static enum err add(struct replaying *replay, struct span word) {
    struct span kept = arena_dup(replay->arena, word);
    TRY_PTR(kept.ptr);
    return vec_push(replay->arena, &replay->line, (char *)(uintptr_t)kept.ptr) ? OK : ERR_MEMORY;
}

static enum err add_option(struct replaying *replay, const char *option, struct span value) {
    if (!value.len) {
        return OK;
    }
    TRY(add(replay, span_from(option)));
    return add(replay, value);
}

static enum err add_options(struct replaying *replay, const char *option,
                            const struct texts *values) {
    VEC_EACH(const struct span, value, values) {
        TRY(add_option(replay, option, *value));
    }
    return OK;
}

/* The place of a finding as --include takes it: an operation of the report, or its whole path where
 * the contract does not declare the method. */
static enum err add_place(struct replaying *replay, const struct operation_name *name) {
    struct span place = name->path;
    if (result_row(&replay->report, name)) {
        place =
            arena_printf(replay->arena, "%.*s %.*s", SPAN_ARG(name->method), SPAN_ARG(name->path));
        TRY_PTR(place.ptr);
    }
    return add_option(replay, "--include", place);
}

/* Which operations are asked: those of the findings; all, where one shows at none, is judged by
 * more than where it shows, or shows where somebody must be known to be logged in. */
static enum err add_selection(struct replaying *replay) {
    const struct result *report = &replay->report;
    bool anywhere = replay->hidden.all.n > 0;
    VEC_EACH(const struct finding, finding, &report->findings) {
        TRY(add_option(replay, "--only", span_from(finding->rule->id)));
        anywhere |= !finding->operations.n || (finding->rule->wide && !MUTANT(replay_narrow));
    }
    VEC_EACH(const struct finding, finding, &report->findings) {
        for (size_t i = 0; i < finding->operations.n && !anywhere; i++) {
            TRY(add_place(replay, &finding->operations.at[i]));
        }
    }
    return OK;
}

/* Passes an option on as it was given. */
static enum err add_given(struct replaying *replay, const struct option *option) {
    const void *field = (const char *)&replay->arguments + option->offset;
    struct span name = arena_printf(replay->arena, "--%s", option->name);
    TRY_PTR(name.ptr);
    switch (option->kind) {
    case OPTION_FLAG:
        return *(const bool *)field ? add(replay, name) : OK;
    case OPTION_TEXT:
        return add_option(replay, name.ptr, *(const struct span *)field);
    case OPTION_LIST:
        return add_options(replay, name.ptr, field);
    case OPTION_REAL:
        return *(const double *)field < 0
                   ? OK
                   : add_option(replay, name.ptr,
                                arena_printf(replay->arena, "%.17g", *(const double *)field));
    case OPTION_NUMBER:
    case OPTION_CHOICE:
        break; /* none of these is passed on */
    }
    return ERR_INVALID;
}

static enum err add_target(struct replaying *replay) {
    struct replay_target target = {.arena = replay->arena,
                                   .name = replay->name,
                                   .report = &replay->report,
                                   .scan = {(int)replay->line.n, replay->line.at, NULL},
                                   .url = replay->arguments.url,
                                   .contract = replay->arguments.contract};
    TRY(replay_target_choose(&target));
    TRY(add_option(replay, "--url", target.url));
    return add(replay, target.contract);
}

static enum err write_line(struct replaying *replay, const struct grammar *filled) {
    for (size_t i = 0; i < filled->options_n; i++) {
        const struct option *option = &filled->options[i];
        TRY(option->name && !words_listed(span_from(option->name), OWN) ? add_given(replay, option)
                                                                        : OK);
    }
    TRY(add_target(replay));
    TRY(add(replay, SPAN("--thorough")));
    return add_selection(replay);
}

/* What else those rules find there is no part of the question. */
static enum err keep_asked(struct arena *arena, const struct result *earlier,
                           const struct result *found, struct result *out) {
    *out = *found;
    out->findings.at = NULL;
    out->findings.n = out->findings.room = 0;
    VEC_EACH(const struct finding, finding, &found->findings) {
        if (finding_in(earlier, finding) && !vec_push(arena, &out->findings, *finding)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err print(const struct replaying *replay, const struct compared *compared) {
    BUF_SCOPE out = {0};
    struct report_style style = terminal_style((enum color)replay->arguments.color);
    if (replay->arguments.format == FORMAT_JSON) {
        TRY(difference_json(compared, &out));
    } else if (replay->arguments.format == FORMAT_MARKDOWN) {
        TRY(difference_markdown(compared, &out));
    } else {
        TRY(difference_text(compared, &style, &out));
    }
    return terminal_print(&out);
}

static int compare(void *user, const struct result *found) {
    struct replaying *replay = user;
    struct result now, earlier = replay->report;
    struct difference difference;
    earlier.operations.n = 0; /* rows are no part of the question */
    enum err err = keep_asked(replay->arena, &earlier, found, &now);
    err =
        err == OK ? replay_hidden_tell(replay->arena, &replay->hidden, &replay->report, &now) : err;
    err = err == OK ? difference_of(replay->arena, &replay->report, &now, &difference) : err;
    difference.rows.n = 0;
    struct compared compared = {.before_name = replay->name,
                                .after_name = SPAN("now"),
                                .before = &earlier,
                                .after = &now,
                                .difference = &difference,
                                .replayed = true};
    err = err == OK ? print(replay, &compared) : err;
    if (err != OK) {
        return err_exit_status(err);
    }
    if (difference.n[CHANGE_UNJUDGED] && !MUTANT(unjudged_is_mended)) {
        return STATUS_UNJUDGED;
    }
    return difference.n[CHANGE_FIXED] < replay->report.findings.n && !MUTANT(unjudged_is_mended)
               ? STATUS_HOLDS
               : STATUS_MENDED;
}

static enum err prepare(struct replaying *replay, const struct grammar *filled,
                        const struct texts *words) {
    struct diag diag;
    diag_init(&diag, replay->arena);
    if (!words->n) {
        return options_complain(filled, "which report?");
    }
    replay->name = words->at[0];
    enum err err = report_file_read(replay->arena, replay->name, &replay->report, &diag);
    complain_diag(&(struct complain_diag){.diag = &diag});
    TRY(err);
    if (replay->report.kind != KIND_SCAN) {
        complain("%.*s: a report of postern %s; only a scan's can be replayed",
                 SPAN_ARG(replay->name), kind_word(replay->report.kind));
        return ERR_USAGE;
    }
    TRY(check_names(replay));
    TRY(choose(replay, words));
    TRY(replay_hidden_find(replay->arena, &replay->report, &replay->hidden));
    return write_line(replay, filled);
}

/* The rows, with those that are the scan's in their places. */
static void fill(struct option *options, struct grammar *out) {
    for (size_t i = 0; i < ROWS; i++) {
        options[i] = rows[i];
        for (size_t k = 0; k < scan_grammar.options_n && !rows[i].help; k++) {
            const struct option *theirs = &scan_grammar.options[k];
            if (theirs->name && strcmp(theirs->name, rows[i].name) == 0) {
                options[i] = *theirs;
            }
        }
    }
    *out = grammar;
    out->options = options;
    out->options_n = ROWS;
}

int cmd_replay(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct replaying replay = {.arena = &arena, .arguments = DEFAULTS};
    struct option options[ROWS];
    struct grammar filled;
    struct texts words = {0};
    struct diag diag;
    struct project_arguments how = {
        &filled, &arena, &diag, &replay.arguments, sizeof(replay.arguments), NULL};
    int status;
    diag_init(&diag, &arena);
    fill(options, &filled);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    enum err err = prepare(&replay, &filled, &words);
    if (err != OK) {
        return err_exit_status(err);
    }
    if (!replay.report.findings.n) {
        complain("%.*s: it has no findings", SPAN_ARG(replay.name));
        return STATUS_MENDED;
    }
    struct verb_call scan = {(int)replay.line.n, replay.line.at, call->stop};
    struct scan_wish wish = {compare, &replay, &replay.hidden.paths};
    return scan_for(&scan, &wish);
}
