/* SPDX-License-Identifier: Apache-2.0 */
/* "postern audit": from a source tree to reports. */
#include "audit/audit.h"
#include "base/limits.h"
#include "cli/audit_arguments.h"
#include "cli/baseline.h"
#include "cli/complain.h"
#include "cli/output.h"
#include "cli/verb.h"

#include <errno.h>

struct audit_session {
    struct arena *arena;
    struct audit_arguments arguments;
    struct diag diag;
    struct baseline baseline;
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
        complain("%.*s: %s", SPAN_ARG(session->arguments.folder),
                 err == ERR_IO ? strerror(errno) : err_words(err));
    }
    return err_exit_status(err);
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
    err = err == OK ? audit_run(&options, session->arena, &result) : err;
    if (err != OK) {
        return refuse(session, err);
    }
    struct complain_diag complaints = {.diag = &session->diag, .quiet = arguments->quiet};
    complain_diag(&complaints);
    complain_diag_end(&complaints);
    baseline_mark(&session->baseline, &result);
    struct output_wishes wishes = {&arguments->outputs, (enum report_format)arguments->format,
                                   (enum color)arguments->color, arguments->verbose};
    struct output_terms terms = {(enum severity)arguments->fail_on, arguments->incomplete_ok};
    return output_status(&result, &terms, OK, output_reports(&wishes, &result));
}

int cmd_audit(const struct verb_call *call) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_AUDIT_MEMORY);
    struct audit_session session = {.arena = &arena};
    diag_init(&session.diag, &arena);
    enum err err = audit_arguments_read(call->argc, call->argv, &arena, &session.arguments);
    if (err != OK || session.arguments.helped) {
        return err_exit_status(err);
    }
    return audit(&session);
}
