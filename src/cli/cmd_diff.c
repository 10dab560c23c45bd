/* SPDX-License-Identifier: Apache-2.0 */
/* "postern diff": what changed between two reports. */
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/option_rows.h"
#include "cli/project_arguments.h"
#include "cli/report_file.h"
#include "cli/terminal.h"
#include "cli/verb.h"
#include "report/difference_report.h"

enum { FORMAT_TEXT = 0, FORMAT_JSON, FORMAT_MARKDOWN };
enum { STATUS_SAME = 0, STATUS_WORSE = 1 };

struct diff_arguments {
    unsigned format, fail_on, color;
    struct span config; /* postern.yaml by name */
    bool no_config;
};

#define AT(field) offsetof(struct diff_arguments, field)

static const struct option options[] = {
    {"format", 0, OPTION_CHOICE, AT(format), "text|json|markdown",
     "what goes to standard output (text)"},
    {"fail-on", 0, OPTION_CHOICE, AT(fail_on), SEVERITY_WORDS,
     "exit with 1 for new findings of this severity or a graver one (low)"},
    PROJECT_OPTIONS(AT(config), AT(no_config)),
    OPTION_COLOR(AT(color)),
};

static const struct grammar grammar = {
    .verb = "diff",
    .usage = "BEFORE.json AFTER.json [options]",
    .summary = "what changed between two reports?",
    .examples = "postern diff monday.json friday.json\n"
                "# a comment for the pull request\n"
                "postern diff main.json branch.json --format markdown",
    .notes = "A finding that is gone is fixed only when the later run judged the operations where "
             "it showed; else it is unjudged, with the reason.\n"
             "\n"
             "Exit status: 0 no finding is new and none shows at more places; 1 some are, at or "
             "above --fail-on; 2 unusable arguments or reports.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 2,
    .by_hand = PROJECT_BY_HAND,
};

static bool is_worse(const struct difference *difference, enum severity fail_on) {
    VEC_EACH(const struct finding_change, change, &difference->findings) {
        bool grew = change->change == CHANGE_NEW ||
                    (change->change == CHANGE_WIDER && !MUTANT(wider_passes));
        if (grew && change->after->severity >= fail_on) {
            return true;
        }
    }
    return false;
}

static enum err print(const struct diff_arguments *arguments, const struct compared *compared) {
    struct report_style style = terminal_style((enum color)arguments->color);
    BUF_SCOPE out = {0};
    if (arguments->format == FORMAT_JSON) {
        TRY(difference_json(compared, &out));
    } else if (arguments->format == FORMAT_MARKDOWN) {
        TRY(difference_markdown(compared, &out));
    } else {
        TRY(difference_text(compared, &style, &out));
    }
    return terminal_print(&out);
}

static enum err compare(struct arena *arena, const struct texts *words, struct compared *out,
                        struct diag *diag) {
    struct result *results = arena_array(arena, struct result, 2);
    struct difference *difference = arena_new(arena, struct difference);
    TRY_PTR(results);
    TRY_PTR(difference);
    TRY(report_file_read(arena, words->at[0], &results[0], diag));
    TRY(report_file_read(arena, words->at[1], &results[1], diag));
    if (results[0].kind != results[1].kind) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = words->at[1]},
                 "a report of postern %s cannot be compared with one of postern %s",
                 kind_word(results[1].kind), kind_word(results[0].kind));
        return ERR_INVALID;
    }
    report_file_targets(&results[0], &results[1], words->at[1], diag);
    *out = (struct compared){.before_name = words->at[0],
                             .after_name = words->at[1],
                             .before = &results[0],
                             .after = &results[1],
                             .difference = difference};
    return difference_of(arena, &results[0], &results[1], difference);
}

int cmd_diff(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct diff_arguments arguments = {.fail_on = SEVERITY_LOW};
    struct texts words = {0};
    struct compared compared;
    struct diag diag;
    struct project_arguments how = {&grammar, &arena, &diag, &arguments, sizeof(arguments), NULL};
    int status;
    diag_init(&diag, &arena);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    if (words.n < 2) {
        return err_exit_status(
            options_complain(&grammar, "two reports are wanted, the earlier one first"));
    }
    enum err err = compare(&arena, &words, &compared, &diag);
    complain_diag(&(struct complain_diag){.diag = &diag});
    err = err == OK ? print(&arguments, &compared) : err;
    if (err != OK) {
        return err_exit_status(err);
    }
    return is_worse(compared.difference, (enum severity)arguments.fail_on) ? STATUS_WORSE
                                                                           : STATUS_SAME;
}
