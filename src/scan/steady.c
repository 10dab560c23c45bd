/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing an operation's controls with what they were: attacks are judged between two sets that
 * agree. */
#include "scan/steady.h"

#include "base/mutant.h"
#include "scan/controls.h"

static const struct sample NOTHING = {.wire = WIRE_UNSENT};

static const struct sample *told(const struct shot *shot) {
    return shot && shot_tells(shot) ? &shot->sample : &NOTHING;
}

enum err steady_note(struct subject *subject) {
    const struct sample *who[SHUTOUT_WHO];
    if (subject->gate.gate != GATE_ENFORCED || subject->late) {
        return OK;
    }
    for (size_t i = 0; i < SHUTOUT_WHO; i++) {
        who[i] = told(subject->control[i]);
    }
    return shutout_note(&subject->engine->shutout, subject->planned, who);
}

/* What it answered before it was attacked for the first time, unless that was a wall itself. */
static const struct sample *kept(const struct subject *subject, size_t who) {
    const struct shutout *shutout = &subject->engine->shutout;
    const struct refused_operation *operation = shutout_first(shutout, subject->planned);
    return operation && !MUTANT(first_round_forgotten) &&
                   !shutout_is_wall(shutout, &operation->first[who])
               ? &operation->first[who]
               : &NOTHING;
}

/* Nothing was told before, or the same is told. */
static bool same(const struct sample *before, const struct sample *after,
                 const struct volatility *volatility) {
    if (before->wire == WIRE_UNSENT) {
        return true;
    }
    return MUTANT(words_uncompared) ? before->status == after->status
                                    : sample_same_refusal(after, before, volatility);
}

enum err steady_recheck(struct subject *subject) {
    static const struct volatility none = {.differing = 0};
    for (size_t i = 0; i < SHUTOUT_WHO; i++) {
        const struct sample *first = told(subject->control[i]);
        const struct sample *fresh = told(subject->fresh[i]);
        bool words = fresh->wire != WIRE_UNSENT &&
                     (!same(first, fresh, &none) || !same(kept(subject, i), fresh, &none));
        if (words && fresh->status == first->status) {
            TRY(controls_shot(subject, (enum control)i, subject->rechecked));
        }
    }
    return OK;
}

/* What changes in a refusal each time that it is said. */
static enum err learn(struct subject *subject, size_t who, struct volatility *out) {
    const struct sample *fresh = told(subject->fresh[who]);
    const struct sample *twice = told(subject->rechecked[who]);
    *out = (struct volatility){.differing = 0};
    return fresh->wire != WIRE_UNSENT && twice->wire != WIRE_UNSENT
               ? sample_learn(&subject->arena, fresh, twice, out)
               : OK;
}

/* A server's error may come up for a while, and be the gate's own elsewhere; nothing is called shut
 * by it alone. */
static bool may_be_wall(const struct sample *sample) {
    return sample->wire != WIRE_UNSENT && (sample->status / 100 != 5 || MUTANT(error_is_wall));
}

/* A worthless credential, or none: refused in the same words, which one that told nothing before
 * was not. */
static enum err compare(struct subject *subject, size_t who, bool *holds) {
    struct shutout *shutout = &subject->engine->shutout;
    const struct sample *first = told(subject->control[who]);
    const struct sample *last =
        told(subject->fresh[who] ? subject->fresh[who] : subject->control[who]);
    const struct sample *before[2] = {first, kept(subject, who)};
    struct volatility volatility;
    TRY(learn(subject, who, &volatility));
    for (size_t i = 0; i < 2; i++) {
        if (same(before[i], last, &volatility)) {
            continue;
        }
        *holds = false;
        if (may_be_wall(last)) {
            TRY(shutout_changed(shutout, before[i], last));
        }
    }
    *holds &= subject->gate.gate != GATE_ENFORCED || !shutout_is_wall(shutout, last);
    return OK;
}

/* The valid credential: served as before, or meeting the same error. A gate that refused it tells
 * nothing of attacks anyhow. */
static bool valid_holds(const struct subject *subject) {
    const struct shot *fresh = subject->fresh[CONTROL_VALID];
    const struct sample *first = &subject->controls.valid;
    if (!fresh || MUTANT(valid_uncompared)) {
        return true;
    }
    if (sample_served(first) && !sample_fails(first)) {
        return oracle_judge(&subject->controls, &fresh->sample).verdict == VERDICT_GRANTED;
    }
    return MUTANT(unserved_uncompared) ||
           (fresh->sample.wire == first->wire && fresh->sample.status == first->status);
}

enum err steady_judge(struct subject *subject, bool *steady) {
    *steady = valid_holds(subject);
    for (size_t i = 0; i < SHUTOUT_WHO && !MUTANT(anonymous_uncompared); i++) {
        TRY(compare(subject, i, steady));
    }
    return OK;
}

void steady_conclude(struct subject *subject) {
    struct refused_operation *operation =
        shutout_first(&subject->engine->shutout, subject->planned);
    if (operation) {
        operation->sound = subject->steady && !subject->hits.n;
    }
}

enum err steady_recall(struct engine *engine) {
    VEC_EACH(const struct refused_operation, operation, &engine->shutout.operations) {
        if (shutout_deceived(&engine->shutout, operation) && !MUTANT(deceived_unasked) &&
            !vec_push(engine->arena, &engine->unsteady_once, operation->planned)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
