/* SPDX-License-Identifier: Apache-2.0 */
/* "postern baseline": findings that are accepted for now, kept in a file beside the code. */
#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "catalog/difference.h"
#include "cli/complain.h"
#include "cli/project_arguments.h"
#include "cli/report_file.h"
#include "cli/terminal.h"
#include "cli/verb.h"

#include <unistd.h>

static const struct span DEFAULT_FILE = SPAN_INIT("postern-baseline.json");

struct baseline_arguments {
    struct span file;
    bool quiet, no_config;
    struct span config; /* postern.yaml by name */
};

#define AT(field) offsetof(struct baseline_arguments, field)

static const struct option options[] = {
    {"baseline", 'b', OPTION_TEXT, AT(file), "FILE", "the baseline (postern-baseline.json)"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "do not say what changed in it"},
    PROJECT_OPTIONS(AT(config), AT(no_config)),
};

static const struct grammar grammar = {
    .verb = "baseline",
    .usage = "update|prune REPORT.json [-b FILE]",
    .summary = "keep the findings that are accepted, so that only new ones count",
    .examples = "# take all that a report has, and what it could not judge again\n"
                "postern baseline update report.json\n"
                "# only what the baseline does not know counts from here on\n"
                "postern scan openapi.yaml --url $URL --baseline postern-baseline.json\n"
                "# take out what a report shows to be mended, and add nothing\n"
                "postern baseline prune report.json",
    .notes =
        "Findings are recognised by rule, cause and place, not by line numbers. One that is "
        "missing from the report is mended only when the report judged the operations where "
        "it showed.\n"
        "\n"
        "Exit status: 0; 2 unusable arguments or reports, or a baseline that could not be written.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 2,
    .by_hand = PROJECT_BY_HAND,
    .writes = " baseline ",
};

struct keeping {
    struct arena *arena;
    struct result kept; /* the baseline as it will be written */
    size_t added, removed;
};

static enum err keep(struct keeping *keeping, const struct finding *finding) {
    struct finding bare = *finding;
    bare.evidence.n = 0;
    bare.known = false;
    return vec_push(keeping->arena, &keeping->kept.findings, bare) ? OK : ERR_MEMORY;
}

/* What was accepted stays until a report shows that it is mended. */
static enum err keep_old(struct keeping *keeping, const struct result *old,
                         const struct result *report, bool replaced) {
    VEC_EACH(const struct finding, finding, &old->findings) {
        bool found = finding_in(report, finding) != NULL;
        bool gone = !found && !finding_unjudged(old, report, finding).len;
        keeping->removed += gone;
        if (!gone && !(found && replaced)) {
            TRY(keep(keeping, finding));
        }
    }
    return OK;
}

static enum err keep_new(struct keeping *keeping, const struct result *old,
                         const struct result *report) {
    VEC_EACH(const struct finding, finding, &report->findings) {
        const struct finding *known = finding_in(old, finding);
        keeping->added += !known || !finding_covers(known, finding);
        TRY(keep(keeping, finding));
    }
    return OK;
}

static enum err keep_row(struct keeping *keeping, const struct operation_result *row) {
    struct operation_name name = {row->method, row->path};
    struct operation_result bare = {
        .method = row->method, .path = row->path, .gate = row->gate, .attacks = row->attacks};
    struct operation_result *own = result_row(&keeping->kept, &name);
    if (own) {
        bool mute = own->gate == GATE_UNTESTED || own->gate == GATE_INCONCLUSIVE;
        *own = mute ? bare : *own;
        return OK;
    }
    return vec_push(keeping->arena, &keeping->kept.operations, bare) ? OK : ERR_MEMORY;
}

static enum err keep_credential(struct keeping *keeping, const struct credential_result *one) {
    struct credential_result *own = result_credential(&keeping->kept, one);
    if (own) {
        *own = one->standing == STANDING_PROVEN ? *one : *own;
        return OK;
    }
    return vec_push(keeping->arena, &keeping->kept.credentials, *one) ? OK : ERR_MEMORY;
}

static enum err keep_asked(struct keeping *keeping, const struct result *by) {
    VEC_EACH(const struct operation_result, row, &by->operations) {
        TRY(keep_row(keeping, row));
    }
    VEC_EACH(const struct credential_result, credential, &by->credentials) {
        TRY(keep_credential(keeping, credential));
    }
    return OK;
}

/* Who and what was asked stays beside a finding that may stem from any of it: only a report of no
 * less shows that it is mended. */
static enum err keep_reach(struct keeping *keeping, const struct result *old,
                           const struct result *report, bool update) {
    bool wide = false, older = false;
    VEC_EACH(const struct finding, finding, &keeping->kept.findings) {
        bool one = finding->rule->wide || (!finding->operations.n && !finding->endpoints.n);
        wide |= one;
        older |= one && !(update && finding_in(report, finding));
    }
    if (older && !old->operations.n) {
        return OK; /* not known for one of them: for none */
    }
    TRY(wide && update ? keep_asked(keeping, report) : OK);
    return older ? keep_asked(keeping, old) : OK;
}

static enum err write_down(const struct keeping *keeping, struct span path) {
    BUF_SCOPE out = {0};
    TRY(report_write(&keeping->kept, REPORT_JSON, &(struct report_style){0}, &out));
    return io_write(path.ptr, buf_span(&out));
}

static enum err read_old(struct arena *arena, struct span path, bool update, struct result *out,
                         struct diag *diag) {
    *out = (struct result){.kind = KIND_SCAN};
    return update && access(path.ptr, F_OK) != 0
               ? OK
               : report_file_read_findings(arena, path, out, diag);
}

static enum err run(struct arena *arena, const struct baseline_arguments *arguments, bool update,
                    struct span report_path, struct keeping *keeping, struct diag *diag) {
    struct result old, report;
    TRY(report_file_read(arena, report_path, &report, diag));
    TRY(read_old(arena, arguments->file, update, &old, diag));
    if (old.findings.n && old.kind != report.kind) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = arguments->file},
                 "it holds findings of postern %s; keep one baseline for each verb",
                 kind_word(old.kind));
        return ERR_INVALID;
    }
    report_file_targets(&old, &report, report_path, diag);
    keeping->arena = arena;
    keeping->kept = (struct result){.kind = report.kind,
                                    .contract = report.contract,
                                    .target = report.target,
                                    .started = report.started,
                                    .finished = report.finished,
                                    .complete = true,
                                    .arena = arena};
    TRY(keep_old(keeping, &old, &report, update));
    TRY(update ? keep_new(keeping, &old, &report) : OK);
    TRY(keep_reach(keeping, &old, &report, update));
    result_sort(&keeping->kept);
    return OK;
}

static enum err check(const struct texts *words, bool *update) {
    *update = words->n && span_equal(words->at[0], SPAN("update"));
    bool prune = words->n && span_equal(words->at[0], SPAN("prune"));
    if (!*update && !prune) {
        return words->n ? options_complain(&grammar, "unknown '%.*s'; known are update and prune",
                                           SPAN_ARG(words->at[0]))
                        : options_complain(&grammar, "update or prune?");
    }
    return words->n == 2 ? OK : options_complain(&grammar, "by which report?");
}

static int finish(const struct baseline_arguments *arguments, const struct keeping *keeping) {
    enum err err = write_down(keeping, arguments->file);
    if (err != OK) {
        complain("%.*s: it could not be written: %s", SPAN_ARG(arguments->file), io_words(err));
        return err_exit_status(ERR_USAGE);
    }
    BUF_SCOPE out = {0};
    buf_printf(&out, "%.*s: %zu finding%s kept, %zu new, %zu gone\n", SPAN_ARG(arguments->file),
               keeping->kept.findings.n, keeping->kept.findings.n == 1 ? "" : "s", keeping->added,
               keeping->removed);
    return arguments->quiet ? 0 : err_exit_status(terminal_print(&out));
}

int cmd_baseline(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct baseline_arguments arguments = {.file = DEFAULT_FILE};
    struct texts words = {0};
    struct keeping keeping = {0};
    struct diag diag;
    struct project_arguments how = {&grammar, &arena, &diag, &arguments, sizeof(arguments), NULL};
    bool update = false;
    int status;
    diag_init(&diag, &arena);
    if (!project_arguments_begin(&how, call, &words, &status)) {
        return status;
    }
    enum err err = check(&words, &update);
    if (err != OK) {
        return err_exit_status(err);
    }
    err = run(&arena, &arguments, update, words.at[1], &keeping, &diag);
    complain_diag(&(struct complain_diag){.diag = &diag});
    return err == OK ? finish(&arguments, &keeping) : err_exit_status(err);
}
