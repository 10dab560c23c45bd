/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a subject: controls, again, attack, narrow, confirm. Each step is taken when all
 * that the one before had sent is answered. */
#include "scan/steps.h"

static void forget(struct subject *subject) {
    memset(subject->control, 0, sizeof(subject->control));
    memset(subject->fresh, 0, sizeof(subject->fresh));
    subject->valid.n = subject->attacks.n = subject->hits.n = subject->sent = subject->judged = 0;
    subject->symptoms = false;
    subject->again = subject->canary = NULL;
    subject->identity = NULL;
    subject->requirement = NULL;
    subject->controls = (struct controls){0};
    subject->round++;
}

static enum err build(struct subject *subject) {
    struct engine *engine = subject->engine;
    TRY(build_request(&subject->arena, engine->options->contract, subject->operation, engine->known,
                      engine->options->base_url, subject->mode, &subject->draft));
    return subject->slashed && subject->draft.built ? detour_add_slash(subject) : OK;
}

enum err subject_give_up(struct subject *subject) {
    forget(subject);
    subject->gate = (struct gate_ruling){.gate = GATE_INCONCLUSIVE,
                                         .reason = "its answers are larger than can be kept"};
    subject->renewing = false;
    subject->stage = STAGE_DONE;
    return matrix_write(subject->engine, subject);
}

enum err subject_start(struct subject *subject) {
    bool write = !build_is_read(subject->operation->method);
    bool allowed = subject->engine->options->allow_writes && !subject_is_login(subject);
    subject->mode = write && !allowed ? BUILD_UNPARSABLE : BUILD_REAL;
    TRY(build(subject));
    if (subject->mode == BUILD_REAL && !allowed && entrance_ends_session(subject->operation)) {
        subject->draft.built = false;
        subject->draft.reason = SPAN("it would log the identities out; use --allow-writes");
    }
    if (!subject->draft.built) {
        subject->gate = (struct gate_ruling){.gate = GATE_UNTESTED};
        subject->stage = STAGE_DONE;
        return matrix_write(subject->engine, subject);
    }
    return controls_send(subject);
}

/* The credential was renewed, or the request was built anew: from the start. */
static enum err restart(struct subject *subject) {
    forget(subject);
    return controls_send(subject);
}

static void take_samples(struct subject *subject) {
    struct sample *const to[4] = {&subject->controls.anonymous, &subject->controls.garbage,
                                  &subject->controls.wrong_scheme, &subject->controls.valid};
    for (size_t i = 0; i < 4; i++) {
        if (subject->control[i]) {
            *to[i] = subject->control[i]->sample;
        }
    }
    if (subject->again) {
        subject->controls.valid_again = subject->again->sample;
    }
}

static enum err attack(struct subject *subject) {
    subject->stage = STAGE_ATTACK;
    TRY(attacks_plan(subject, false));
    if (subject->attacks.n == 0) {
        subject->symptoms = true;
        TRY(attacks_plan(subject, true));
    }
    if (subject->attacks.n == 0) {
        return outcome_tell(subject);
    }
    attacks_send(subject);
    return subject->gate.valid_accepted ? controls_shot(subject, CONTROL_VALID, subject->fresh)
                                        : OK;
}

/* A body that cannot be parsed separated nobody: perhaps one that parses but is of another type
 * does. */
static bool worth_another_mode(const struct subject *subject) {
    return subject->mode == BUILD_UNPARSABLE && subject->gate.gate == GATE_INCONCLUSIVE &&
           subject->operation->bodies.n && sample_past(&subject->controls.valid) &&
           !sample_served(&subject->controls.valid);
}

/* A login answers 401 to a body that is nobody's: that is its work, not a gate before it. */
static bool entrance_refuses(const struct subject *subject) {
    return security_is_public(&subject->operation->security) &&
           (entrance_is(subject->operation) || subject_is_login(subject));
}

/* 404 to all: what other operations show of hiding decides, so they are heard first. */
static bool worth_another_round(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    return !subject->engine->last_round && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->valid.status == 404 && controls->anonymous.status == 404 &&
           (sample_refused(&controls->garbage) || sample_refused(&controls->wrong_scheme));
}

static enum err judge(struct subject *subject) {
    take_samples(subject);
    struct controls *controls = &subject->controls;
    if (subject->again) {
        TRY(sample_learn(&subject->arena, &controls->valid, &controls->valid_again,
                         &controls->volatility));
    }
    controls->write = !build_is_read(subject->draft.request.method);
    controls->shows_itself = path_memory_shows(subject->engine, subject->operation->path);
    subject->gate = oracle_gate(controls, security_is_public(&subject->operation->security));
    if (sample_refused(&controls->anonymous) && entrance_refuses(subject)) {
        subject->gate.gate = GATE_PUBLIC;
        subject->gate.reason =
            "declared public; it refuses those who do not prove themselves to it";
    }
    TRY(path_memory_learn(subject));
    if (worth_another_round(subject)) {
        const struct operation *operation = subject->planned;
        if (!vec_push(subject->engine->arena, &subject->engine->deferred, operation)) {
            return ERR_MEMORY;
        }
        return outcome_tell(subject);
    }
    if (worth_another_mode(subject)) {
        subject->mode = BUILD_MISTYPED;
        TRY(build(subject));
        if (subject->draft.built) {
            return restart(subject);
        }
    }
    return attack(subject);
}

/* The accepted identity once more, to learn what is volatile; without one there is nothing to
 * learn. */
static enum err ask_again(struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (!valid || !sample_served(&valid->sample)) {
        return judge(subject);
    }
    subject->stage = STAGE_AGAIN;
    subject->again = shot_new(subject, &valid->exchange.request, valid->identity);
    TRY_PTR(subject->again);
    shot_send(subject->again);
    return OK;
}

static enum err after_controls(struct subject *subject) {
    for (size_t i = 0; i < 3; i++) {
        shot_repeat(subject->control[i], 2);
    }
    VEC_EACH(struct shot *, shot, &subject->valid) {
        shot_repeat(*shot, 2);
    }
    if (subject->outstanding) {
        return OK;
    }
    controls_choose(subject);
    const struct shot *best = subject->control[CONTROL_VALID];
    if (detour_wants_slash(subject, best ? best : subject->control[CONTROL_ANONYMOUS])) {
        subject->slashed = true;
        TRY(build(subject));
        return restart(subject);
    }
    if (detour_wants_inference(subject)) {
        TRY(detour_infer(subject));
        return restart(subject);
    }
    TRY(canary_remember(subject));
    struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && sample_served(&valid->sample)) {
        TRY(build_harvest(subject->engine->known, subject_contract(subject), subject->operation,
                          &valid->exchange.response));
    }
    struct shot *doubt = canary_doubt(subject);
    if (doubt && subject->restarts < SUBJECT_RESTARTS) {
        return canary_send(subject, doubt->identity);
    }
    return ask_again(subject);
}

static enum err after_canary(struct subject *subject) {
    if (sample_refused(&subject->canary->sample)) {
        canary_want_renewal(subject, subject->canary->identity);
        return OK;
    }
    subject->restarts = SUBJECT_RESTARTS; /* asked once, answered: it is this operation's word */
    return ask_again(subject);
}

static enum err confirm(struct subject *subject) {
    attacks_drop_symptoms(subject);
    subject->stage = STAGE_CONFIRM;
    if (subject->hits.n == 0) {
        return outcome_tell(subject);
    }
    for (size_t control = 0; control < 4; control++) {
        if (subject->control[control] && (control != CONTROL_VALID || subject->identity)) {
            TRY(controls_shot(subject, (enum control)control, subject->fresh));
        }
    }
    VEC_EACH(struct hit, hit, &subject->hits) {
        hit->again = shot_new(subject, &hit->attack->exchange->request, NULL);
        TRY_PTR(hit->again);
        shot_send(hit->again);
    }
    return OK;
}

static enum err after_attack(struct subject *subject) {
    VEC_EACH(struct attack *, one, &subject->attacks) {
        shot_repeat((*one)->shot, 1);
    }
    shot_repeat(subject->fresh[CONTROL_VALID], 2);
    if (subject->outstanding) {
        return OK;
    }
    if (canary_died(subject)) {
        canary_want_renewal(subject, subject->identity);
        return OK;
    }
    TRY(attacks_collect(subject));
    size_t hits = subject->hits.n;
    for (size_t i = 0; i < hits; i++) {
        const struct attack *one = subject->hits.at[i].attack;
        if (one->combined && one->probe->narrow) {
            TRY(one->probe->narrow(subject, one));
        }
    }
    if (!subject->symptoms) {
        TRY(attacks_plan(subject, true));
    }
    if (subject->sent == subject->attacks.n) {
        return confirm(subject);
    }
    subject->stage = STAGE_NARROW;
    attacks_send(subject);
    return OK;
}

static enum err after_narrow(struct subject *subject) {
    VEC_EACH(struct attack *, one, &subject->attacks) {
        if ((size_t)(one - subject->attacks.at) >= subject->judged) {
            shot_repeat((*one)->shot, 1);
        }
    }
    if (subject->outstanding) {
        return OK;
    }
    TRY(attacks_collect(subject));
    attacks_drop_narrowed(subject);
    return confirm(subject);
}

static enum err after_confirm(struct subject *subject) {
    VEC_EACH(struct hit, hit, &subject->hits) {
        shot_repeat(hit->again, 1);
    }
    for (size_t i = 0; i < 4; i++) {
        shot_repeat(subject->fresh[i], 2);
    }
    if (subject->outstanding) {
        return OK;
    }
    if (canary_died(subject)) {
        canary_want_renewal(subject, subject->identity);
        return OK;
    }
    bool hold = attacks_controls_hold(subject);
    VEC_EACH(struct hit, hit, &subject->hits) {
        struct attack again = *hit->attack;
        again.sample = &hit->again->sample;
        again.exchange = &hit->again->exchange;
        again.ruling = oracle_judge(&subject->controls, again.sample);
        hit->confirmed = hold && attacks_is_hit(subject, &again);
    }
    return outcome_tell(subject);
}

enum err subject_step(struct subject *subject) {
    if (subject->renewing) {
        subject->renewing = false;
        return restart(subject);
    }
    switch (subject->stage) {
    case STAGE_CONTROLS:
        return after_controls(subject);
    case STAGE_CANARY:
        return after_canary(subject);
    case STAGE_AGAIN:
        return judge(subject);
    case STAGE_ATTACK:
        return after_attack(subject);
    case STAGE_NARROW:
        return after_narrow(subject);
    case STAGE_CONFIRM:
        return after_confirm(subject);
    case STAGE_DONE:
        break;
    }
    return OK;
}
