/* SPDX-License-Identifier: Apache-2.0 */
/* A table of stages: what is sent in each, and where its answers lead. */
#include "scan/stages.h"

#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/caution.h"
#include "scan/controls.h"
#include "scan/doubt.h"
#include "scan/lacking.h"
#include "scan/outcome.h"
#include "scan/restart.h"
#include "scan/stage_attack.h"
#include "scan/stage_gate.h"
#include "scan/steady.h"

struct stage_entry {
    enum err (*send)(struct subject *subject);                   /* on coming in; NULL: nothing */
    enum err (*next)(struct subject *subject, enum stage *next); /* when all is answered */
    bool waits; /* though nothing was sent: for the engine */
};

static const struct stage_entry STAGES[] = {
    [STAGE_CONTROLS] = {controls_send, stage_controls_next, false},
    [STAGE_CANARY] = {doubt_ask, stage_canary_next, false},
    [STAGE_RENEWAL] = {stage_renewal_send, stage_renewal_next, true},
    [STAGE_AGAIN] = {stage_again_send, stage_again_next, false},
    [STAGE_LACKING] = {lacking_send, stage_lacking_next, false},
    [STAGE_ABSENT] = {lacking_send_absent, stage_absent_next, false},
    [STAGE_TURN] = {stage_turn_send, stage_turn_next, true},
    [STAGE_ATTACK] = {stage_attack_send, stage_attack_next, false},
    [STAGE_SECRET] = {stage_secret_send, stage_secret_next, false},
    [STAGE_FOLLOW] = {stage_follow_send, stage_follow_next, false},
    [STAGE_CLASS] = {stage_turn_send, stage_class_next, true},
    [STAGE_NARROW] = {attacks_send, stage_narrow_next, false},
    [STAGE_RETRY] = {stage_retry_send, stage_retry_next, false},
    [STAGE_CONFIRM] = {stage_confirm_send, stage_confirm_next, false},
    [STAGE_RECHECK] = {stage_recheck_send, stage_recheck_next, false},
    [STAGE_DONE] = {outcome_tell, NULL, true},
};

/* Comes into a stage, and goes on from it as long as nothing is to be waited for. */
static enum err enter(struct subject *subject, enum stage stage) {
    for (;;) {
        const struct stage_entry *entry = &STAGES[stage];
        volley_clear(&subject->volley);
        subject->stage = stage;
        TRY(entry->send(subject));
        if (subject->volley.outstanding || entry->waits) {
            return OK;
        }
        TRY(entry->next(subject, &stage));
    }
}

enum err stages_give_up(struct subject *subject, const char *reason) {
    size_t planned = MUTANT(planned_forgotten) ? 0 : attacks_count(subject).planned;
    volley_clear(&subject->volley);
    subject_forget(subject);
    subject->dropped = planned; /* of which none was judged */
    subject->gate = (struct gate_ruling){.gate = GATE_INCONCLUSIVE, .reason = reason};
    subject->stage = STAGE_DONE;
    return outcome_tell(subject);
}

/* Another subject's renewal failed, and an identity that was asked with here is lost. */
static bool lost_an_identity(const struct subject *subject) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if (!wallet_choose(&subject->engine->wallet, (*shot)->identity,
                           &subject->operation->security)) {
            return true;
        }
    }
    return false;
}

static enum err next_stage(struct subject *subject, enum stage *next) {
    if (subject->stage == STAGE_RENEWAL || !lost_an_identity(subject)) {
        return STAGES[subject->stage].next(subject, next);
    }
    return restart_may(subject, RESTART_LOST)
               ? restart_begin(subject, RESTART_LOST, next)
               : stages_give_up(subject, "the identities that it accepts were lost");
}

enum err stages_step(struct subject *subject) {
    volley_repeat(&subject->volley);
    if (subject->volley.outstanding || subject->stage == STAGE_DONE) {
        return OK;
    }
    enum stage next = STAGE_DONE;
    TRY(next_stage(subject, &next));
    return subject->stage == STAGE_DONE ? OK : enter(subject, next);
}

enum err stages_start(struct subject *subject) {
    struct caution caution = caution_of(subject->planned, subject->engine->options->allow_writes);
    subject->mode = caution.mode;
    if (caution.asked) {
        TRY(restart_build(subject));
        if (subject->draft.spared && caution.reason.len) { /* writes are allowed, but not this */
            subject->draft.reason = caution.reason;
        }
    } else {
        subject->draft = (struct draft){.reason = caution.reason, .spared = true};
    }
    subject->gate = (struct gate_ruling){.gate = GATE_UNTESTED};
    return enter(subject, subject->draft.built ? STAGE_CONTROLS : STAGE_DONE);
}
