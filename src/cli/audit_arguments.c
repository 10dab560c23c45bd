/* SPDX-License-Identifier: Apache-2.0 */
/* The options of "postern audit", one row each, and what is wrong with them. */
#include "cli/audit_arguments.h"

#include "cli/option_rows.h"
#include "cli/project_arguments.h"
#include "cli/rule_names.h"

#define AT(field) offsetof(struct audit_arguments, field)

static const struct option options[] = {
    OPTION_HEADING("What is judged"),
    {"settings", 0, OPTION_LIST, AT(settings), "MODULE",
     "the settings module that is deployed (what wsgi.py, Dockerfile, … name); may be repeated"},
    {"site-packages", 0, OPTION_LIST, AT(packages), "DIR",
     "read installed packages there where the source leads into them; may be repeated"},
    {"include", 0, OPTION_LIST, AT(include), "GLOB",
     "read only files that fit, 'shop/**'; may be repeated"},
    {"exclude", 0, OPTION_LIST, AT(exclude), "GLOB", "leave files out that fit; may be repeated"},
    OPTION_ONLY(AT(only)),
    OPTION_SKIP(AT(skip)),
    {"contract", 0, OPTION_TEXT, AT(contract), "FILE",
     "hold what the source serves against this contract, and tell where they disagree"},
    OPTION_HEADING("Fixes"),
    {"diff", 0, OPTION_FLAG, AT(diff), NULL,
     "print what would mend the findings, as a diff for git apply, in place of the report"},
    {"fix", 0, OPTION_FLAG, AT(fix), NULL,
     "mend them, in a git work tree without changes, and report what is left"},
    {"force", 0, OPTION_FLAG, AT(force), NULL, "with --fix: whatever git says of the tree"},
    OPTION_HEADING("Project"),
    PROJECT_OPTIONS(AT(config), AT(no_config)),
    OPTION_HEADING("Report"),
    {"output", 'o', OPTION_LIST, AT(outputs), "FILE",
     "write a report; its ending," REPORT_ENDINGS
     "picks the format; .yaml: a contract (OpenAPI 3.1) of what is served; may be repeated"},
    OPTION_FORMAT(AT(format)),
    OPTION_FAIL_ON(AT(fail_on)),
    {"incomplete-ok", 0, OPTION_FLAG, AT(incomplete_ok), NULL,
     "take a run that could not judge everything for what it judged"},
    OPTION_BASELINE(AT(baseline)),
    {"verbose", 'v', OPTION_FLAG, AT(verbose), NULL, "show every row and where all of it is from"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no notes, no warnings"},
    {"no-progress", 0, OPTION_FLAG, AT(no_progress), NULL,
     "no progress; an audit shows none anyway"},
    OPTION_COLOR(AT(color)),
};

static const struct grammar grammar = {
    .verb = "audit",
    .usage = "[DIR] [--settings MODULE] [-o FILE]... [options]",
    .summary = "which line of Django source lets a request through?",
    .examples = "# every route of the project here, who may enter, and by which line\n"
                "postern audit\n"
                "# as production loads it, for CI\n"
                "postern audit . --settings clinic.settings.prod --fail-on high -o audit.sarif\n"
                "# a contract of what the source serves, to scan with\n"
                "postern audit . -o openapi.yaml\n"
                "# what would mend the findings of one rule; then mend them\n"
                "postern audit . --only open-endpoint --diff\n"
                "postern audit . --only open-endpoint --fix\n"
                "# follow the source into installed packages\n"
                "postern audit . --site-packages .venv/lib/python3.11/site-packages",
    .notes = "The source is read, never imported and never run. What cannot be known from it is "
             "UNDECIDED, with the reason.\n"
             "\n"
             "A fix is offered when an audit of the mended source no longer finds what it mends. "
             "Who would lose access by it is told on standard error.\n"
             "\n"
             "Exit status: 0 nothing found at or above --fail-on; 1 findings; 2 unusable arguments "
             "or nothing to read; 3 incomplete: no settings or no routes could be found.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .word = "directory",
    .by_hand = PROJECT_BY_HAND "fix force ",
    .writes = " output ",
};

static bool is_contract(struct span path) {
    return span_ends(path, SPAN(".yaml")) || span_ends(path, SPAN(".yml"));
}

/* Takes those of the outputs that are contracts out of the reports. */
static enum err sort_outputs(struct arena *arena, struct audit_arguments *arguments) {
    size_t kept = 0;
    for (size_t i = 0; i < arguments->outputs.n; i++) {
        struct span path = arguments->outputs.at[i];
        if (!is_contract(path)) {
            arguments->outputs.at[kept++] = path;
        } else if (!vec_push(arena, &arguments->contracts, path)) {
            return ERR_MEMORY;
        }
    }
    arguments->outputs.n = kept;
    return OK;
}

static enum err check_fixes(const struct audit_arguments *arguments) {
    if (arguments->diff && (arguments->fix || arguments->format)) {
        return options_complain(&grammar, "--diff prints a diff, and does not go with --%s",
                                arguments->fix ? "fix" : "format");
    }
    if (arguments->force && !arguments->fix) {
        return options_complain(&grammar, "--force is for --fix");
    }
    return OK;
}

static enum err check(struct arena *arena, const struct audit_arguments *arguments) {
    TRY(rule_names_check(arena, &grammar, KIND_AUDIT, "only", &arguments->only));
    TRY(rule_names_check(arena, &grammar, KIND_AUDIT, "skip", &arguments->skip));
    for (size_t i = 0; i < arguments->outputs.n; i++) {
        enum report_format format;
        if (!report_format_of_path(arguments->outputs.at[i], &format)) {
            return options_complain(&grammar,
                                    "-o %.*s: unknown ending; known are" REPORT_ENDINGS "and .yaml",
                                    SPAN_ARG(arguments->outputs.at[i]));
        }
    }
    return OK;
}

enum err audit_arguments_read(int argc, char **argv, struct arena *arena, struct diag *diag,
                              struct audit_arguments *out) {
    struct texts words = {0};
    struct project_arguments how = {&grammar, arena, diag, out, sizeof(*out), &out->folder};
    bool helped = false;
    *out = (struct audit_arguments){.folder = SPAN("."), .fail_on = SEVERITY_LOW};
    TRY(project_arguments_read(&how, argc, argv, &words, &out->project, &helped));
    out->helped = helped;
    if (helped) {
        return OK;
    }
    out->folder = words.n ? words.at[0] : out->folder;
    TRY(sort_outputs(arena, out));
    TRY(check_fixes(out));
    return check(arena, out);
}
