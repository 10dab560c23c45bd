/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a scan: whether it is whole, and if not, why. */
#include "base/clock.h"
#include "scan/forgery/forgery_keys.h"
#include "token/digest.h"

static bool declares_gate(const struct operation_result *row) {
    bool gate = row->declared.n > 0;
    VEC_EACH(const struct span, needs, &row->declared) {
        gate &= !span_equal(*needs, SPAN("-"));
    }
    return gate;
}

/* Whether something came to a verdict. That public operations are public says nothing where gates
 * were declared, tried, and none could be judged. */
static bool judged_any(const struct result *result) {
    size_t judged = 0, gates = 0, unclear = 0;
    VEC_EACH(const struct operation_result, row, &result->operations) {
        bool clear =
            row->gate == GATE_ENFORCED || row->gate == GATE_OPEN || row->gate == GATE_PUBLIC;
        judged += clear;
        gates += clear && declares_gate(row);
        unclear += row->gate == GATE_INCONCLUSIVE && declares_gate(row);
    }
    return gates || (judged && !unclear);
}

/* A credential that nobody logged in for, and that no operation took. */
static void tell_useless(const struct engine *engine) {
    VEC_EACH(const struct canary, canary, &engine->canaries.all) {
        const struct identity *identity = canary->identity;
        if (canary->refused && !canary->got_past && !canary->lost) {
            diag_add(engine->options->diag, DIAG_WARNING, identity->place,
                     "%.*s: its credential was refused with 401 wherever it was tried",
                     SPAN_ARG(identity->name));
        }
    }
}

static struct span unreadable_words(const struct engine *engine) {
    size_t n = 0;
    VEC_EACH(const struct operation_result, row, &engine->result->operations) {
        n += row->unreadable;
    }
    return n == 0 ? SPAN("")
                  : arena_printf(engine->arena, "%zu operation%s of the contract could not be read",
                                 n, n == 1 ? "" : "s");
}

enum err engine_conclude(struct engine *engine, enum err ended, struct span why, struct span lost) {
    struct result *result = engine->result;
    if (engine->client) {
        result->requests = client_stats(engine->client).sent;
    }
    result->finished = clock_unix();
    tell_useless(engine);
    TRY(wallet_report(&engine->wallet, result));
    TRY(findings_finish(&engine->findings, digest_sha256, result));
    forgery_keys_conclude(engine);
    if (ended == OK && lost.len) {
        ended = ERR_LOGIN;
        why = lost;
    }
    if (ended == OK && !judged_any(result)) {
        ended = ERR_INCOMPLETE;
        why = result->operations.n ? SPAN("no operation could be judged")
                                   : SPAN("no operation was selected");
    }
    struct span unreadable = unreadable_words(engine);
    if (ended == OK && unreadable.len) {
        ended = ERR_INCOMPLETE;
        why = unreadable;
    }
    if (ended != OK) {
        result->incomplete_why = why.len ? why : span_from(err_words(ended));
    }
    result->complete = ended == OK;
    return ended;
}
