/* SPDX-License-Identifier: Apache-2.0 */
/* "postern audit": from a source tree to reports. */
#include "audit/audit.h"
#include "audit/skeleton.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/limits.h"
#include "cli/accepted.h"
#include "cli/audit_arguments.h"
#include "cli/baseline.h"
#include "cli/complain.h"
#include "cli/load.h"
#include "cli/mend.h"
#include "cli/output.h"
#include "cli/verb.h"

struct audit_session {
    struct arena *arena;
    struct audit_arguments arguments;
    struct diag diag;
    struct baseline baseline;
    struct contract contract;
};

static struct audit_options options_of(struct audit_session *session) {
    const struct audit_arguments *arguments = &session->arguments;
    return (struct audit_options){
        .root = arguments->folder,
        .settings = arguments->settings.at,
        .settings_n = arguments->settings.n,
        .packages = arguments->packages.at,
        .packages_n = arguments->packages.n,
        .include = arguments->include.at,
        .include_n = arguments->include.n,
        .exclude = arguments->exclude.at,
        .exclude_n = arguments->exclude.n,
        .only = arguments->only.at,
        .only_n = arguments->only.n,
        .skip = arguments->skip.at,
        .skip_n = arguments->skip.n,
        .diag = &session->diag,
    };
}

static int refuse(struct audit_session *session, enum err err) {
    struct complain_diag complaints = {.diag = &session->diag, .quiet = true};
    complain_diag(&complaints);
    if (!session->diag.errors) {
        complain("%.*s: %s", SPAN_ARG(session->arguments.folder), io_words(err));
    }
    return err_exit_status(err);
}

/* The contracts that -o asks for. */
static enum err write_contracts(struct audit_session *session, const struct result *result) {
    const struct texts *paths = &session->arguments.contracts;
    for (size_t i = 0; i < paths->n; i++) {
        BUF_SCOPE out = {0};
        size_t left_out;
        enum err err = skeleton_write(session->arena, result, &out, &left_out);
        err = err == OK ? io_write(paths->at[i].ptr, buf_span(&out)) : err;
        if (err != OK) {
            complain("%.*s: the contract could not be written: %s", SPAN_ARG(paths->at[i]),
                     io_words(err));
            return err;
        }
        if (left_out) {
            complain("%.*s: %zu rows are left out: their routes are no templates",
                     SPAN_ARG(paths->at[i]), left_out);
        }
    }
    return OK;
}

static enum err read_contract(struct audit_session *session, struct audit_options *options) {
    struct span named = session->arguments.contract, name;
    struct load load = {.arena = session->arena, .diag = &session->diag};
    if (!named.len) {
        return OK;
    }
    if (load_is_url(named)) {
        complain("--contract %.*s: a file is wanted; the audit asks nobody", SPAN_ARG(named));
        return ERR_USAGE;
    }
    TRY(load_contract(&load, named, &session->contract, &name));
    options->contract = &session->contract;
    return OK;
}

/* The audit, and its findings held against the baseline. */
static enum err judge(struct audit_session *session, const struct audit_options *options,
                      struct result *result) {
    TRY(audit_run(options, session->arena, result));
    TRY(baseline_mark(&session->baseline, session->arena, result));
    return accepted_mark(&session->arguments.project, clock_unix(), result);
}

/* What --diff and --fix ask for; after a fix, result is what is left. */
static enum err mend(struct audit_session *session, const struct audit_options *options,
                     struct result *result) {
    const struct audit_arguments *arguments = &session->arguments;
    struct mending mending;
    if (!arguments->diff && !arguments->fix) {
        return OK;
    }
    TRY(mending_run(options, session->arena, result, &mending));
    mend_warn(&mending, result, arguments->quiet);
    if (arguments->diff) {
        return mend_print(&mending);
    }
    TRY(mend_write(session->arena, arguments->folder, &mending, arguments->force));
    return mending.files.n ? judge(session, options, result) : OK;
}

static int audit(struct audit_session *session) {
    const struct audit_arguments *arguments = &session->arguments;
    struct audit_options options = options_of(session);
    struct result result;
    enum err err = OK;
    if (arguments->baseline.len) {
        err =
            baseline_read(session->arena, arguments->baseline, &session->baseline, &session->diag);
    }
    err = err == OK ? read_contract(session, &options) : err;
    err = err == OK ? judge(session, &options, &result) : err;
    if (err != OK) {
        return refuse(session, err);
    }
    struct complain_diag complaints = {.diag = &session->diag, .quiet = arguments->quiet};
    complain_diag(&complaints);
    complain_diag_end(&complaints);
    err = mend(session, &options, &result);
    if (err != OK) {
        return err_exit_status(err);
    }
    struct output_wishes wishes = {&arguments->outputs, (enum report_format)arguments->format,
                                   (enum color)arguments->color, arguments->verbose,
                                   arguments->diff};
    struct output_terms terms = {(enum severity)arguments->fail_on, arguments->incomplete_ok};
    enum err written = output_reports(&wishes, &result);
    enum err contracts = write_contracts(session, &result);
    return output_status(&result, &terms, OK, written == OK ? contracts : written);
}

int cmd_audit(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_AUDIT_MEMORY);
    struct audit_session session = {.arena = &arena};
    diag_init(&session.diag, &arena);
    enum err err =
        audit_arguments_read(call->argc, call->argv, &arena, &session.diag, &session.arguments);
    if (err != OK || session.arguments.helped) {
        complain_diag(&(struct complain_diag){.diag = &session.diag, .quiet = true});
        return err_exit_status(err);
    }
    return audit(&session);
}
