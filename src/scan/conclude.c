/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a scan: what became of its identities, and whether it is whole. */
#include "base/clock.h"
#include "base/mutant.h"
#include "catalog/shortfall.h"
#include "scan/engine_state.h"
#include "scan/forgery/forgery_keys.h"
#include "scan/requests_by.h"
#include "token/digest.h"

/* It had something for a scheme of the contract. */
static bool has_any(const struct result *result, struct span identity) {
    VEC_EACH(const struct credential_result, credential, &result->credentials) {
        if (span_equal(credential->identity, identity)) {
            return true;
        }
    }
    return false;
}

static bool any_gate(const struct result *result) {
    VEC_EACH(const struct operation_result, row, &result->operations) {
        if (operation_declares_security(row)) {
            return true;
        }
    }
    return false;
}

/* An identity that no operation could be asked with, or whose credential every one refused. */
static struct span useless_identity(const struct engine *engine) {
    VEC_EACH(const struct canary, canary, &engine->canaries.all) {
        const struct identity *identity = canary->identity;
        bool used = canary->refused || canary->got_past || canary->unanswered;
        bool held = has_any(engine->result, identity->name) || MUTANT(useless_unasked);
        bool asked = held ? shortfall_gate_asked(engine->result) : any_gate(engine->result);
        if (MUTANT(useless_silent) || canary->lost || canary->got_past || !asked ||
            shortfall_proven(engine->result, identity->name)) {
            continue;
        }
        const char *why = !used             ? "was used nowhere: it has no credential of a scheme "
                                              "that the contract declares, or that a refusal names"
                          : canary->refused ? "has a credential that was refused, as a worthless "
                                              "one is, wherever it was tried"
                                            : "never got an answer";
        diag_add(engine->options->diag, DIAG_WARNING, identity->place, "%.*s %s",
                 SPAN_ARG(identity->name), why);
        return arena_printf(engine->arena, "the identity %.*s %s", SPAN_ARG(identity->name), why);
    }
    return SPAN("");
}

/* Why a scan that came to its end is not whole; empty: it is. */
static struct span shortfall(const struct engine *engine) {
    const struct result *result = engine->result;
    struct shortfall_terms terms = {
        .arena = engine->arena,
        .identities = engine->options->identities->all.n > 0,
        .impatient = engine->client && client_stats(engine->client).impatient,
    };
    bool empty_share =
        (engine->options->share.of || MUTANT(nothing_is_whole)) && !result->operations.n;
    struct span why = empty_share ? SPAN("") : shortfall_of_rows(result, &terms);
    if (!why.len) {
        why = useless_identity(engine);
    }
    return why.len ? why : shortfall_of_measure(result, &terms);
}

enum err engine_conclude(struct engine *engine, enum err ended, struct span why, struct span lost) {
    struct result *result = engine->result;
    if (engine->client) {
        result->requests =
            client_stats(engine->client).sent + engine->plain_requests + engine->known_requests;
    }
    TRY(requests_by_finish(engine));
    result->finished = clock_unix();
    result->unsteady = engine->unsteady;
    TRY(wallet_report(&engine->wallet, result));
    shortfall_tell_rightless(result);
    TRY(findings_finish(&engine->findings, digest_sha256, result));
    forgery_keys_conclude(engine);
    if (ended == OK && lost.len && !MUTANT(lost_login_green)) {
        ended = ERR_LOGIN;
        why = lost;
    }
    if (ended == OK) {
        result->ended = true;
        why = shortfall(engine);
        ended = why.len ? ERR_INCOMPLETE : OK;
    }
    if (ended != OK) {
        result->incomplete_why = why.len ? why : span_from(err_words(ended));
    }
    result->complete = ended == OK;
    return ended;
}
