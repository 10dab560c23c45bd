/* SPDX-License-Identifier: Apache-2.0 */
/* "postern scan": from the command line to the engine, and from its result to reports. */
#include "cli/cmd_scan.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "cli/accepted.h"
#include "cli/baseline.h"
#include "cli/idle.h"
#include "cli/input.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/plan.h"
#include "cli/progress.h"
#include "cli/project_operations.h"
#include "cli/rule_names.h"
#include "cli/scan_arguments.h"
#include "cli/scan_journal.h"
#include "cli/source.h"
#include "cli/unlisted.h"
#include "cli/verb.h"
#include "scan/build/build_recorded.h"
#include "scan/credential/identity_header.h"
#include "token/keys.h"

#include <errno.h>
#include <unistd.h>

/* All that a scan needs; everything lives in the arena. */
struct session {
    struct arena *arena;
    const struct verb_call *call;
    struct scan_arguments arguments;
    struct diag diag;
    struct complain_diag complaints;
    struct identities identities;
    struct span identities_text;
    struct contract contract;
    struct span contract_name;
    struct fields fields; /* that every request carries (-H) */
    struct known_values known;
    struct baseline baseline;
    const char **wordlists;
    struct texts public_keys;     /* their contents */
    struct source source;         /* of --source; its arena outlives the reports */
    struct journal *journal;      /* of --resume, or NULL */
    const struct scan_wish *wish; /* another verb's; NULL: reports are written */
};

/* libcurl would say no more than that TLS failed. */
static enum err check_pem(struct session *session, const struct identity *identity,
                          struct span path) {
    struct span text;
    enum err err = path.len ? io_read(session->arena, path.ptr, KEYS_BYTES, &text) : OK;
    if (err != OK) {
        diag_add(&session->diag, DIAG_ERROR, identity->place, "%.*s: %.*s: %s",
                 SPAN_ARG(identity->name), SPAN_ARG(path), io_words(err));
    } else if (path.len && span_find(text, SPAN("-----BEGIN ")) == SIZE_MAX) {
        diag_add(&session->diag, DIAG_ERROR, identity->place, "%.*s: %.*s holds no PEM",
                 SPAN_ARG(identity->name), SPAN_ARG(path));
        err = ERR_INVALID;
    }
    return err;
}

static enum err read_identities(struct session *session) {
    struct span path = session->arguments.identities, text;
    TRY(identities_init(session->arena, &session->identities));
    if (!path.len) {
        return OK;
    }
    TRY(input_read(session->arena, path, LIMIT_IDENTITIES_BYTES, &text, &session->diag));
    session->identities_text = text;
    TRY(identities_load(session->arena, text, path, &session->identities, &session->diag));
    VEC_EACH(const struct identity, identity, &session->identities.all) {
        TRY(check_pem(session, identity, identity->certificate));
        TRY(check_pem(session, identity, identity->key));
    }
    return OK;
}

/* Files that the token probes use: looked at before the scan starts, so that a wrong name costs
 * nothing. */
static enum err read_token_files(struct session *session) {
    const struct scan_arguments *arguments = &session->arguments;
    session->wordlists = arena_array(session->arena, const char *, arguments->wordlists.n);
    TRY_PTR(session->wordlists);
    for (size_t i = 0; i < arguments->wordlists.n; i++) {
        session->wordlists[i] = arguments->wordlists.at[i].ptr;
        if (access(session->wordlists[i], R_OK) != 0) {
            diag_add(&session->diag, DIAG_ERROR, (struct place){.file = arguments->wordlists.at[i]},
                     "%s", strerror(errno));
            return ERR_MISSING;
        }
    }
    for (size_t i = 0; i < arguments->public_keys.n; i++) {
        struct span path = arguments->public_keys.at[i], text;
        TRY(input_read(session->arena, path, KEYS_BYTES, &text, &session->diag));
        if (!vec_push(session->arena, &session->public_keys, text)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* The first of what is known: what the user says himself goes before. */
static enum err read_traffic(struct session *session) {
    struct span path = session->arguments.traffic, text;
    struct traffic traffic;
    session->known.arena = session->arena;
    if (!path.len) {
        return OK;
    }
    TRY(input_read(session->arena, path, LIMIT_TRAFFIC_BYTES, &text, &session->diag));
    TRY(traffic_read(session->arena, text, path, &traffic, &session->diag));
    return build_recorded(&session->known, &session->contract, session->arguments.url, &traffic,
                          &session->diag);
}

/* By what the contract's first gate asks for: an answer to nobody may lead to what users see. */
static enum err add_unlisted(struct session *session) {
    VEC_EACH(const struct span, path, session->wish->paths) {
        struct unlisted unlisted = {.url = session->arguments.url,
                                    .method = SPAN("GET"),
                                    .route = *path,
                                    .place = {.file = session->contract_name},
                                    .guarded = true};
        TRY(unlisted_add(&unlisted, &session->contract));
    }
    return OK;
}

static enum err read_inputs(struct session *session) {
    const struct scan_arguments *arguments = &session->arguments;
    TRY(read_identities(session));
    TRY(read_token_files(session));
    if (arguments->baseline.len) {
        TRY(baseline_read(session->arena, arguments->baseline, &session->baseline, &session->diag));
    }
    struct insiders insiders = {
        .identities = &session->identities, .target = arguments->url, .diag = &session->diag};
    struct load load = {
        .arena = session->arena,
        .client = scan_arguments_client(arguments, session->call->stop),
        .target = arguments->url,
        .insiders = &insiders,
        .diag = &session->diag,
    };
    TRY(load_contract(&load, arguments->contract, &session->contract, &session->contract_name));
    TRY(read_traffic(session));
    TRY(scan_arguments_known(arguments, session->arena, &session->known));
    TRY(project_operations(&arguments->project, &session->contract, &session->known));
    session->fields = load.client.fields;
    if (arguments->source.len) {
        session->source.url = arguments->url;
        session->source.diag = &session->diag;
        TRY(source_read(&session->source, arguments->source, &arguments->settings,
                        &session->contract));
    }
    TRY(session->wish ? add_unlisted(session) : OK);
    if (!session->wish) { /* what a replay selects, nobody wrote */
        idle_tell(arguments, &session->contract, &session->diag);
    }
    TRY(identity_header_take(&session->contract, &session->fields, &session->identities,
                             &session->diag));
    return arguments->dry_run
               ? OK
               : scan_journal(session->arena, arguments, &session->contract, &session->known,
                              &session->identities, session->identities_text, &session->diag,
                              &session->journal);
}

static struct scan_options engine_options(struct session *session) {
    const struct scan_arguments *arguments = &session->arguments;
    struct client_options client = scan_arguments_client(arguments, session->call->stop);
    client.fields = session->fields;
    return (struct scan_options){
        .contract = &session->contract,
        .identities = &session->identities,
        .known = &session->known,
        .base_url = arguments->url,
        .only = arguments->only.at,
        .only_n = arguments->only.n,
        .skip = arguments->skip.at,
        .skip_n = arguments->skip.n,
        .include = arguments->include.at,
        .include_n = arguments->include.n,
        .exclude = arguments->exclude.at,
        .exclude_n = arguments->exclude.n,
        .share = arguments->shard,
        .allow_writes = arguments->allow_writes,
        .effort = arguments->quick      ? EFFORT_QUICK
                  : arguments->thorough ? EFFORT_THOROUGH
                                        : EFFORT_USUAL,
        .patience = arguments->patience,
        .guesses = (unsigned)arguments->guesses,
        .min_judged = arguments->min_judged,
        .wordlists = session->wordlists,
        .wordlist_n = arguments->wordlists.n,
        .public_keys = session->public_keys.at,
        .public_key_n = session->public_keys.n,
        .listen = arguments->listen.len ? arguments->listen.ptr : NULL,
        .client = client,
        .journal = session->journal,
        .diag = &session->diag,
    };
}

static int dry_run(struct session *session) {
    struct scan_options options = engine_options(session);
    BUF_SCOPE out = {0};
    struct result result = {0};
    struct plan plan = {.out = &out, .verbose = session->arguments.verbose};
    options.plan = plan_line;
    options.user = &plan;
    enum err err = scan_run(&options, session->arena, &result);
    complain_diag(&session->complaints);
    if (err != OK) {
        complain("nothing is foretold: %s", err_words(err));
        return err_exit_status(err);
    }
    plan_sum(&plan, &result);
    err = terminal_print(&out);
    return err_exit_status(err);
}

static enum err explain(struct session *session, struct result *result) {
    struct registry registry;
    if (!session->arguments.source.len) {
        return OK;
    }
    TRY(rule_names_all(session->arena, &registry));
    return source_explain(&session->source,
                          registry_find(&registry, SPAN("undocumented-operation")), result);
}

static int scan(struct session *session) {
    const struct scan_arguments *arguments = &session->arguments;
    struct scan_options options = engine_options(session);
    struct progress progress = {
        .silent = arguments->quiet || arguments->no_progress,
        .width = terminal_error_width(),
        .complaints = &session->complaints,
    };
    struct result result = {0};
    options.progress = progress_show;
    options.user = &progress;
    enum err err = scan_run(&options, session->arena, &result);
    progress_end(&progress);
    enum err explained = explain(session, &result);
    err = explained == OK ? err : explained;
    enum err marked = baseline_mark(&session->baseline, session->arena, &result);
    if (!session->wish && marked == OK) {
        marked = accepted_mark(&session->arguments.project, clock_unix(), &result);
    }
    complain_diag(&session->complaints);
    complain_diag_end(&session->complaints);
    if (err == ERR_MEMORY || err == ERR_USAGE) {
        complain("%s", err_words(err));
        return err_exit_status(err);
    }
    result.contract = session->contract_name;
    result.target = arguments->url;
    result.diag = &session->diag;
    if (session->wish && marked == OK) {
        return session->wish->use(session->wish->user, &result);
    }
    struct output_wishes wishes = {&arguments->outputs, (enum report_format)arguments->format,
                                   (enum color)arguments->color, arguments->verbose, false};
    enum err written = marked == OK ? output_reports(&wishes, &result) : marked;
    struct output_terms terms = {(enum severity)arguments->fail_on, arguments->incomplete_ok};
    return output_status(&result, &terms, err, written);
}

/* Before a scan has begun, there is nothing to report but what is wrong. */
static int refuse(struct session *session, enum err err) {
    session->complaints.quiet = true;
    complain_diag(&session->complaints);
    if (!session->diag.errors) {
        complain("%s", err_words(err));
    }
    return err_exit_status(err);
}

int cmd_scan(const struct verb_call *call) {
    return scan_for(call, NULL);
}

int scan_for(const struct verb_call *call, const struct scan_wish *wish) {
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    ARENA_SCOPE source_arena;
    arena_init(&source_arena, LIMIT_AUDIT_MEMORY);
    struct session session = {
        .arena = &arena, .call = call, .wish = wish, .source = {.arena = &source_arena}};
    diag_init(&session.diag, &arena);
    session.complaints.diag = &session.diag;
    enum err err =
        scan_arguments_read(call->argc, call->argv, &arena, &session.diag, &session.arguments);
    if (err != OK || session.arguments.helped) {
        session.complaints.quiet = true;
        complain_diag(&session.complaints);
        return err_exit_status(err);
    }
    session.complaints.quiet = session.arguments.quiet;
    err = session.arguments.dry_run || MUTANT(outputs_late)
              ? OK
              : output_check(&session.arguments.outputs);
    if (err != OK) {
        return err_exit_status(err);
    }
    err = read_inputs(&session);
    if (err != OK) {
        journal_close(&session.journal);
        return refuse(&session, err);
    }
    complain_diag(&session.complaints);
    int status = session.arguments.dry_run ? dry_run(&session) : scan(&session);
    journal_close(&session.journal);
    return status;
}
