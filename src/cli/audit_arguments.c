/* SPDX-License-Identifier: Apache-2.0 */
/* The options of "postern audit", one row each, and what is wrong with them. */
#include "cli/audit_arguments.h"

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
    {"only", 0, OPTION_LIST, AT(only), "RULE", "check this rule and no other; may be repeated"},
    {"skip", 0, OPTION_LIST, AT(skip), "RULE", "do not check this rule; may be repeated"},
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
    {"format", 0, OPTION_CHOICE, AT(format), REPORT_WORDS, "what goes to standard output (text)"},
    {"fail-on", 0, OPTION_CHOICE, AT(fail_on), SEVERITY_WORDS,
     "exit with 1 for findings of this severity or a graver one (low)"},
    {"incomplete-ok", 0, OPTION_FLAG, AT(incomplete_ok), NULL,
     "take a run that could not judge everything for what it judged"},
    {"baseline", 0, OPTION_TEXT, AT(baseline), "FILE",
     "an earlier JSON report: its findings do not count again"},
    {"verbose", 'v', OPTION_FLAG, AT(verbose), NULL, "show every row and where all of it is from"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "no notes, no warnings"},
    {"color", 0, OPTION_CHOICE, AT(color), COLOR_WORDS,
     "colour on standard output (auto: on a terminal, unless NO_COLOR is set)"},
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

static enum err check_rules(const struct registry *registry, const struct texts *ids,
                            const char *option) {
    for (size_t i = 0; i < ids->n; i++) {
        const char *nearest = NULL;
        const struct rule *rule = rule_names_find(registry, ids->at[i], &nearest);
        if (rule && rule->kind != KIND_AUDIT) {
            return options_complain(&grammar, "--%s: '%s' is a rule of postern %s", option,
                                    rule->id, kind_word(rule->kind));
        }
        if (!rule) {
            return options_complain(&grammar, "--%s: there is no rule '%.*s'%s%s%s", option,
                                    SPAN_ARG(ids->at[i]), nearest ? "; did you mean '" : "",
                                    nearest ? nearest : "", nearest ? "'?" : "");
        }
    }
    return OK;
}

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
    struct registry registry;
    TRY(rule_names_all(arena, &registry));
    TRY(check_rules(&registry, &arguments->only, "only"));
    TRY(check_rules(&registry, &arguments->skip, "skip"));
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
    struct audit_arguments given = {.fail_on = SEVERITY_LOW};
    struct project_arguments how = {.grammar = &grammar,
                                    .arena = arena,
                                    .diag = diag,
                                    .given = &given,
                                    .fields = out,
                                    .config = &given.config,
                                    .no_config = &given.no_config,
                                    .word = &out->folder};
    bool helped = false;
    *out = given;
    out->folder = SPAN(".");
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
