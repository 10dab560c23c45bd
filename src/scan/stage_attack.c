/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that attack: causes, the secret, symptoms, parts, what told nothing, and the controls
 * again. */
#include "scan/stage_attack.h"

#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/attacks_plan.h"
#include "scan/battery.h"
#include "scan/controls.h"
#include "scan/doubt.h"
#include "scan/fickle.h"
#include "scan/forgery/forgery_secret.h"
#include "scan/restart.h"
#include "scan/steady.h"

/* ---- turn: what is sent once for many operations is sent for the first of the plan, whichever is
 * answered first ---- */

enum err stage_turn_send(struct subject *subject) {
    (void)subject; /* the schedule says when it may go on */
    return OK;
}

static void pass(struct subject *subject, enum stage stage) {
    subject->passed = stage > subject->passed ? stage : subject->passed;
}

enum err stage_turn_next(struct subject *subject, enum stage *next) {
    pass(subject, STAGE_TURN);
    *next = STAGE_ATTACK;
    return OK;
}

/* ---- attack: by probes that stand for themselves; once more where the full battery follows the
 * short one ---- */

enum err stage_attack_send(struct subject *subject) {
    TRY(steady_note(subject));
    battery_choose(subject);
    TRY(attacks_plan(subject, subject->late ? ATTACK_LATE : ATTACK_CAUSES));
    return attacks_send(subject);
}

enum err stage_attack_next(struct subject *subject, enum stage *next) {
    *next = STAGE_SECRET;
    return attacks_collect(subject);
}

/* ---- secret: the one that signs the token, sought offline where a probe will want it ---- */

enum err stage_secret_send(struct subject *subject) {
    return !subject->late && attacks_need_secret(subject) ? forgery_secret_seek(subject) : OK;
}

enum err stage_secret_next(struct subject *subject, enum stage *next) {
    (void)subject;
    *next = STAGE_FOLLOW;
    return OK;
}

/* ---- follow: parts of combined attacks that hit, and probes whose cause was silent ---- */

enum err stage_follow_send(struct subject *subject) {
    if (subject->late) {
        return OK;
    }
    TRY(attacks_plan(subject, ATTACK_SYMPTOMS));
    return attacks_send(subject);
}

enum err stage_follow_next(struct subject *subject, enum stage *next) {
    *next = STAGE_CLASS;
    return attacks_collect(subject);
}

/* ---- class: whether it is the first of its class, in the order of the plan ---- */

enum err stage_class_next(struct subject *subject, enum stage *next) {
    bool deepens;
    TRY(battery_deepens(subject, &deepens));
    pass(subject, STAGE_CLASS);
    *next = deepens ? STAGE_ATTACK : STAGE_NARROW;
    return OK;
}

/* ---- narrow: parts of those that hit among them ---- */

enum err stage_narrow_next(struct subject *subject, enum stage *next) {
    TRY(attacks_collect(subject));
    *next = attacks_waiting(subject) ? STAGE_NARROW : STAGE_RETRY;
    return OK;
}

/* ---- retry: attacks whose answers told nothing, one after the other ---- */

enum err stage_retry_send(struct subject *subject) {
    if (attacks_untold(subject) > ATTACK_RETRIES || MUTANT(retry_skipped)) {
        return OK;
    }
    subject->volley.gentle = true;
    return attacks_retry(subject);
}

enum err stage_retry_next(struct subject *subject, enum stage *next) {
    bool deepens;
    subject->volley.gentle = subject->engine->gentle;
    TRY(MUTANT(late_answers_unjudged) ? OK : attacks_judge_retried(subject));
    TRY(battery_deepens(subject, &deepens));
    if (deepens) {
        *next = STAGE_ATTACK;
        return OK;
    }
    if (attacks_waiting(subject)) { /* parts of what hit only now */
        *next = STAGE_NARROW;
        return OK;
    }
    *next = STAGE_CONFIRM;
    attacks_sift(subject);
    return OK;
}

/* ---- confirm: the hits once more, and fresh controls; those also where nothing hit ---- */

enum err stage_confirm_send(struct subject *subject) {
    static const bool always[4] = {[CONTROL_ANONYMOUS] = !MUTANT(closing_anonymous),
                                   [CONTROL_GARBAGE] = !MUTANT(closing_garbage),
                                   [CONTROL_VALID] = true};
    if (subject->attacks.n == 0) {
        return OK;
    }
    for (size_t control = 0; control < 4 && !subject->spends; control++) {
        bool wanted = (subject->hits.n || always[control]) && !MUTANT(closing_controls);
        if (wanted && subject->control[control] &&
            (control != CONTROL_VALID || subject->requirement)) {
            TRY(controls_shot(subject, (enum control)control, subject->fresh));
        }
    }
    return attacks_confirm(subject);
}

static bool is_among(const struct planned *planned, const struct planned *const *all, size_t n) {
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        found |= all[i] == planned;
    }
    return found;
}

/* It served a valid credential before it was attacked, and serves none any more. */
static bool shut_since(const struct subject *subject) {
    const struct engine *engine = subject->engine;
    return engine->gentle && !subject->gate.valid_accepted && !MUTANT(shut_is_sound) &&
           is_among(subject->planned, engine->served_once.at, engine->served_once.n);
}

/* It served anybody before it was attacked: that it refuses them now may be a ban. */
static bool closed_since(const struct subject *subject) {
    const struct engine *engine = subject->engine;
    return engine->gentle && subject->gate.gate == GATE_ENFORCED && !MUTANT(closed_is_sound) &&
           is_among(subject->planned, engine->open_once.at, engine->open_once.n);
}

/* What the attacks' answers meant is not known: asked again when all others are done, slower, and
 * without a verdict if it is so again. */
static enum err put_off(struct subject *subject) {
    struct engine *engine = subject->engine;
    bool open = subject->gate.gate == GATE_OPEN;
    subject->put_off = true;
    subject->gate.reason = closed_since(subject)
                               ? "served requests without a valid credential before it was "
                                 "attacked, and refuses them since"
                               : "the answers to its controls changed while it was attacked";
    subject->gate.gate = GATE_INCONCLUSIVE;
    if (engine->gentle || subject->late) { /* a late case tells for itself */
        engine->unsteady += !subject->late && !MUTANT(unsteady_forgotten);
        return OK;
    }
    if (subject->gate.valid_accepted &&
        !vec_push(engine->arena, &engine->served_once, subject->planned)) {
        return ERR_MEMORY;
    }
    if (open && !vec_push(engine->arena, &engine->open_once, subject->planned)) {
        return ERR_MEMORY;
    }
    return vec_push(engine->arena, &engine->unsteady_once, subject->planned) ? OK : ERR_MEMORY;
}

enum err stage_confirm_next(struct subject *subject, enum stage *next) {
    bool dead = doubt_dead(subject) && restart_may(subject, RESTART_RENEWAL);
    *next = dead ? STAGE_RENEWAL : STAGE_RECHECK;
    return OK;
}

/* ---- recheck: refusals that use other words than before, once more ---- */

enum err stage_recheck_send(struct subject *subject) {
    TRY(steady_recheck(subject));
    return fickle_ask(subject);
}

/* What shows that anybody is let in was answered so once, and not again. */
static bool opened_once(const struct subject *subject) {
    bool asked = false;
    VEC_EACH(struct attack *const, attack, &subject->attacks) {
        asked |= (*attack)->probe->opens && !(*attack)->witness;
    }
    return subject->gate.gate == GATE_OPEN && asked && !attacks_opened(subject) &&
           !MUTANT(opened_once_suffices);
}

enum err stage_recheck_next(struct subject *subject, enum stage *next) {
    bool calm = subject->engine->gentle || attacks_untold(subject) <= ATTACK_RETRIES, holds;
    TRY(steady_judge(subject, &holds));
    subject->steady = calm && holds && attacks_confirmation_tells(subject) &&
                      !shut_since(subject) && !closed_since(subject) && fickle_holds(subject);
    attacks_conclude(subject, subject->steady);
    TRY(fickle_note(subject));
    subject->steady &= !opened_once(subject);
    steady_conclude(subject);
    *next = STAGE_DONE;
    return subject->steady ? OK : put_off(subject);
}
