/* SPDX-License-Identifier: Apache-2.0 */
/* Which operations are asked late, and what came of it. */
#include "scan/late.h"

#include "scan/attacks.h"
#include "scan/attacks_plan.h"

#include <inttypes.h>

static bool holds(const struct late_case *late, const struct credential *credential) {
    for (size_t i = 0; i < late->n; i++) {
        const struct credential *held = late->credentials[i];
        if (held->scheme == credential->scheme && span_equal(held->origin, credential->origin)) {
            return true; /* of the same issuer, in the same place */
        }
    }
    return false;
}

static void add_served(struct subject *subject, const struct shot *offer, struct late_case *late) {
    VEC_EACH(const struct need, need, &offer->requirement->needs) {
        const struct credential *credential =
            wallet_find(subject_wallet(subject), offer->identity, need->scheme);
        if (credential && credential->short_token.value.len && late->n < LATE_CREDENTIALS &&
            !holds(late, credential)) {
            late->credentials[late->n++] = credential;
        }
    }
}

enum err late_keep(struct subject *subject) {
    struct late_case found = {.planned = subject->planned};
    struct arena *arena = subject->engine->arena;
    if (!attacks_want_late(subject)) {
        return OK;
    }
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        if (sample_past(&(*offer)->sample)) {
            add_served(subject, *offer, &found);
        }
    }
    if (!found.n) {
        return OK;
    }
    struct late_case *kept = arena_new(arena, struct late_case);
    TRY_PTR(kept);
    *kept = found;
    return vec_push(arena, &subject->engine->late.all, kept) ? OK : ERR_MEMORY;
}

/* Nothing could be attacked, since all that was valid has ended, and is refused as worthless
 * credentials are: that is what was asked. */
static bool refuses_ended(const struct subject *subject) {
    bool refused = subject->offers.n > 0 && sample_refused(&subject->controls.garbage);
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        refused &= (*offer)->sample.status == subject->controls.garbage.status;
    }
    return refused;
}

/* Served a token that has ended, but not for longer than clocks may differ. */
static bool lenient(const struct subject *subject) {
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        if ((*attack)->tentative && (*attack)->ruling.verdict != VERDICT_DENIED) {
            return true;
        }
    }
    return false;
}

enum err late_tell(struct subject *subject) {
    struct late_case *late = subject->late;
    struct operation_result *row = &subject->engine->result->operations.at[subject->planned->index];
    struct attack_count count = attacks_count(subject);
    late->again = lenient(subject);
    late->judged =
        count.planned ? count.judged == count.planned && !late->again : refuses_ended(subject);
    late->changed = !late->judged && !late->again;
    row->requests += subject->volley.requests;
    if (attacks_opened(subject) && row->gate == GATE_ENFORCED) {
        row->gate = GATE_OPEN;
        row->reason = SPAN("takes tokens that have expired");
    }
    return OK;
}

/* Why it was not judged. */
static struct span why(struct arena *arena, const struct late_case *late) {
    if (late->changed) {
        return SPAN("its answers changed meanwhile");
    }
    if (late->again && late->needed) {
        return arena_printf(arena,
                            "one that had just ended was taken, and of the minute by which clocks "
                            "may differ only a part was awaited (--patience %" PRId64 " would do)",
                            late->needed);
    }
    if (late->needed) {
        return arena_printf(arena,
                            "its end is further away than --patience allows to wait for (%" PRId64
                            " would do)",
                            late->needed);
    }
    return late->again ? SPAN("one that had just ended was taken, and the scan ended before it was "
                              "tried again")
                       : SPAN("the scan ended before one had expired");
}

static enum err conclude(struct arena *arena, const struct late_case *late,
                         struct operation_result *row) {
    row->attacks.planned += late->n;
    row->attacks.judged += late->judged ? late->n : 0;
    if (late->judged || row->gate != GATE_ENFORCED) {
        return OK;
    }
    row->gate = GATE_INCONCLUSIVE;
    struct span words = why(arena, late);
    TRY_PTR(words.ptr);
    row->reason = arena_printf(
        arena, "refuses plain attempts, but whether it takes expired tokens was not judged: %.*s",
        SPAN_ARG(words));
    return row->reason.ptr ? OK : ERR_MEMORY;
}

enum err late_conclude(struct engine *engine) {
    VEC_EACH(struct late_case *const, late, &engine->late.all) {
        TRY(conclude(engine->arena, *late,
                     &engine->result->operations.at[(*late)->planned->index]));
    }
    return OK;
}
