/* SPDX-License-Identifier: Apache-2.0 */
/* When a target counts as dead, or as unwilling. */
#include "scan/outage.h"

#include "base/mutant.h"

enum { DEAD_AFTER = 25 /* failures in a row */, SILENT_FOR = 5 /* times the timeout */ };

/* Nobody is there. Whatever else it said, somebody is, or was not asked. */
static bool unanswered(enum wire wire) {
    return wire == WIRE_CLOSED || wire == WIRE_TIMEOUT || wire == WIRE_RESOLVE ||
           wire == WIRE_CONNECT || wire == WIRE_TLS;
}

/* No single request decides whether there is a target, the first of a scan as little as others. */
static bool worth_another_try(enum wire wire) {
    return (unanswered(wire) || wire == WIRE_CUT || wire == WIRE_PROTOCOL) &&
           !MUTANT(first_decides);
}

enum err outage_knock(const struct engine *engine, struct arena *arena, struct exchange *out) {
    struct span url = arena_join(arena, engine->options->base_url, SPAN("/"));
    *out = (struct exchange){.request = {.method = SPAN("GET"), .url = url}};
    TRY_PTR(url.ptr);
    TRY(client_fetch(engine->client, arena, out));
    return worth_another_try(out->response.wire) ? client_fetch(engine->client, arena, out) : OK;
}

/* One slow operation keeps all threads of a small server busy, and everything that is under way
 * times out at once: it counts as dead only when nothing was heard for several times as long. */
static bool may_be_busy(const struct outage *outage, uint64_t now,
                        const struct response *response) {
    return response->wire == WIRE_TIMEOUT && outage->heard_ns &&
           now - outage->heard_ns < SILENT_FOR * response->elapsed_ns;
}

static void note_answer(struct outage *outage, uint64_t now) {
    outage->failures_in_row = 0;
    outage->heard_ns = now;
    outage->suspect = WIRE_UNSENT;
}

/* What a wire tells about the whole scan. That one operation hangs or hangs up, however often it is
 * asked, tells nothing of the target: whether that is gone is asked for elsewhere. */
static enum err hear_wire(struct outage *outage, const struct engine *engine,
                          const struct response *response, struct span *why) {
    uint64_t now = client_clock_ns(engine->client);
    switch (response->wire) {
    case WIRE_OK:
    case WIRE_CUT:
    case WIRE_HEADERS:
    case WIRE_PROTOCOL:
    case WIRE_CERTIFICATE:
        note_answer(outage, now);
        return OK;
    case WIRE_RESOLVE:
    case WIRE_CONNECT:
    case WIRE_TLS:
    case WIRE_TIMEOUT:
    case WIRE_CLOSED:
        if (++outage->failures_in_row >= DEAD_AFTER && !MUTANT(silence_unnoticed) &&
            !may_be_busy(outage, now, response)) {
            outage->suspect = response->wire;
        }
        return OK;
    case WIRE_BUDGET:
        *why = SPAN("the request budget (--max-requests) is spent");
        return MUTANT(budget_unnoticed) ? OK : ERR_BUDGET;
    case WIRE_STOPPED:
        *why = SPAN("interrupted");
        return ERR_STOPPED;
    case WIRE_UNSENT:
    case WIRE_FAILED:
        break;
    }
    return OK;
}

/* The same from answers that ask for patience, after the client has had some. */
static enum err hear_throttling(struct outage *outage, bool throttled, struct span *why) {
    outage->throttled_in_row = throttled ? outage->throttled_in_row + 1 : 0;
    if (outage->throttled_in_row < DEAD_AFTER || MUTANT(throttled_unnoticed)) {
        return OK;
    }
    *why = SPAN("the target throttles all that it is asked (429, 503, 403 for a quota); try a "
                "lower --rate");
    return ERR_INCOMPLETE;
}

enum err outage_look(struct outage *outage, const struct engine *engine, struct span *why) {
    if (outage->suspect == WIRE_UNSENT) {
        return OK;
    }
    struct exchange exchange;
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)4 << 20);
    TRY(MUTANT(suspicion_suffices) ? OK : outage_knock(engine, &scratch, &exchange));
    if (!MUTANT(suspicion_suffices) && !unanswered(exchange.response.wire)) {
        note_answer(outage, client_clock_ns(engine->client));
        return OK;
    }
    *why = arena_printf(engine->arena, "the target stopped answering: %s",
                        wire_words(outage->suspect));
    return ERR_NETWORK;
}

enum err outage_hear(struct outage *outage, const struct engine *engine, const struct shot *shot,
                     struct span *why) {
    TRY(hear_wire(outage, engine, &shot->exchange.response, why));
    return hear_throttling(outage, shot->sample.throttled, why);
}
