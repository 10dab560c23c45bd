/* SPDX-License-Identifier: Apache-2.0 */
/* "postern merge": the reports of shares, put together. */
#include "base/clock.h"
#include "base/limits.h"
#include "catalog/merge.h"
#include "cli/accepted.h"
#include "cli/complain.h"
#include "cli/option_rows.h"
#include "cli/output.h"
#include "cli/project_arguments.h"
#include "cli/report_file.h"
#include "cli/verb.h"
#include "token/digest.h"

enum { REPORTS_MOST = 4096 };

struct merge_arguments {
    struct texts outputs;
    unsigned format, fail_on, color;
    bool incomplete_ok, verbose, quiet;
    struct span config; /* postern.yaml by name */
    bool no_config;
};

#define AT(field) offsetof(struct merge_arguments, field)

static const struct option options[] = {
    OPTION_FILES(AT(outputs)),
    OPTION_FORMAT(AT(format)),
    OPTION_FAIL_ON(AT(fail_on)),
    {"incomplete-ok", 0, OPTION_FLAG, AT(incomplete_ok), NULL,
     "exit with 0 or 1 for what was judged, though a report is incomplete"},
    {"verbose", 'v', OPTION_FLAG, AT(verbose), NULL, "show whole answers, and every operation"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no notes, no warnings"},
    PROJECT_OPTIONS(AT(config), AT(no_config)),
    OPTION_COLOR(AT(color)),
};

static const struct grammar grammar = {
    .verb = "merge",
    .usage = "REPORT.json... [-o FILE]... [options]",
    .summary = "the reports of shares of one scan, as one report",
    .examples = "# three machines, each a share\n"
                "postern scan openapi.yaml --url $URL -i ids.yaml --shard 1/3 -o part-1.json\n"
                "# and the whole\n"
                "postern merge part-*.json -o report.html -o report.sarif --fail-on high",
    .notes = "The reports must be of one target. A share that is missing, and one that is "
             "incomplete, makes the whole incomplete.\n"
             "\n"
             "Exit status: as of the scan that would have made the report: 0, 1 findings, 3 "
             "incomplete; 2 unusable reports.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = REPORTS_MOST,
    .by_hand = PROJECT_BY_HAND,
    .writes = " output ",
};

static enum err read_all(struct arena *arena, const struct texts *names, struct merge *merge) {
    struct result *results = arena_array(arena, struct result, names->n);
    const struct result **parts = arena_array(arena, const struct result *, names->n);
    TRY_PTR(results);
    TRY_PTR(parts);
    for (size_t i = 0; i < names->n; i++) {
        TRY(report_file_read(arena, names->at[i], &results[i], merge->diag));
        parts[i] = &results[i];
    }
    merge->parts = parts;
    merge->names = names->at;
    merge->n = names->n;
    return OK;
}

static enum err check(const struct merge_arguments *arguments, const struct texts *words) {
    if (!words->n) {
        return options_complain(&grammar, "which reports?");
    }
    TRY(output_check_endings(&grammar, &arguments->outputs));
    return output_check(&arguments->outputs);
}

int cmd_merge(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct merge_arguments arguments = {.fail_on = SEVERITY_LOW};
    struct texts words = {0};
    struct diag diag;
    struct project_arguments how = {&grammar, &arena, &diag, &arguments, sizeof(arguments), NULL};
    struct project project;
    bool helped = false;
    diag_init(&diag, &arena);
    enum err err = project_arguments_read(&how, call->argc, call->argv, &words, &project, &helped);
    err = err == OK && !helped ? check(&arguments, &words) : err;
    if (err != OK || helped) {
        complain_diag(&(struct complain_diag){.diag = &diag, .quiet = true});
        return err_exit_status(err);
    }
    struct merge merge = {.arena = &arena, .digest = digest_sha256, .diag = &diag};
    struct complain_diag complaints = {.diag = &diag, .quiet = arguments.quiet};
    struct result result;
    err = read_all(&arena, &words, &merge);
    err = err == OK ? merge_results(&merge, &result) : err;
    err = err == OK ? accepted_mark(&project, clock_unix(), &result) : err;
    complain_diag(&complaints);
    complain_diag_end(&complaints);
    if (err != OK) {
        return err_exit_status(err);
    }
    struct output_wishes wishes = {&arguments.outputs, (enum report_format)arguments.format,
                                   (enum color)arguments.color, arguments.verbose, false};
    struct output_terms terms = {(enum severity)arguments.fail_on, arguments.incomplete_ok};
    return output_status(&result, &terms, OK, output_reports(&wishes, &result));
}
