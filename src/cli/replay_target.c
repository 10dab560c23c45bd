/* SPDX-License-Identifier: Apache-2.0 */
/* What a report names is held against what the user has said: by option, or in postern.yaml. */
#include "cli/replay_target.h"

#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/load.h"
#include "cli/project_arguments.h"
#include "cli/scan_arguments.h"
#include "cli/scan_grammar.h"
#include "text/uri.h"

/* What the scan will read: the options that are passed on, and its section of postern.yaml. */
static enum err read_scan(const struct replay_target *target, struct scan_arguments *out) {
    struct texts words = {0};
    struct diag diag;
    struct project project;
    bool helped;
    *out = (struct scan_arguments){.rate = 0};
    diag_init(&diag, target->arena);
    struct project_arguments how = {&scan_grammar, target->arena, &diag,
                                    out,           sizeof(*out),  &out->contract};
    enum err err = project_arguments_read(&how, target->scan.argc, target->scan.argv, &words,
                                          &project, &helped);
    if (err != OK) {
        complain_diag(&(struct complain_diag){.diag = &diag, .quiet = true});
    }
    return err;
}

static bool identifies(const struct scan_arguments *scan) {
    return scan->identities.len || scan->headers.n;
}

static enum err choose_url(struct replay_target *target, const struct scan_arguments *scan) {
    struct span named = target->report->target;
    if (target->url.len || (scan->url.len && uri_same_origin(scan->url, named))) {
        target->url = target->url.len ? target->url : named;
        return OK;
    }
    if (scan->url.len && !MUTANT(replay_elsewhere)) {
        complain("%.*s: it is of %.*s, and postern.yaml names %.*s: say with --url which of them "
                 "is asked",
                 SPAN_ARG(target->name), SPAN_ARG(named), SPAN_ARG(scan->url));
        return ERR_USAGE;
    }
    if (identifies(scan) && !uri_is_loopback(named) && !MUTANT(replay_elsewhere)) {
        complain("%.*s: it names %.*s as its target, and nothing else does: if credentials may be "
                 "sent there, say --url %.*s, or write it into postern.yaml",
                 SPAN_ARG(target->name), SPAN_ARG(named), SPAN_ARG(named));
        return ERR_USAGE;
    }
    target->url = named;
    return OK;
}

static enum err choose_contract(struct replay_target *target, const struct scan_arguments *scan) {
    struct span named = target->report->contract;
    if (target->contract.len) {
        return OK;
    }
    target->contract = named;
    if (!load_is_url(named) || uri_same_origin(named, target->url) ||
        span_equal(named, scan->contract) || MUTANT(replay_fetches)) {
        return OK;
    }
    complain("%.*s: it names %.*s as the contract, which is not the target's: if it may be "
             "fetched, say --contract %.*s",
             SPAN_ARG(target->name), SPAN_ARG(named), SPAN_ARG(named));
    return ERR_USAGE;
}

enum err replay_target_choose(struct replay_target *target) {
    struct scan_arguments scan;
    TRY(read_scan(target, &scan));
    TRY(choose_url(target, &scan));
    return choose_contract(target, &scan);
}
