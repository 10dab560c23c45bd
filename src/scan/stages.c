/* SPDX-License-Identifier: Apache-2.0 */
/* A table of stages: what is sent in each, and where its answers lead. */
#include "scan/stages.h"

#include "base/mutant.h"
#include "scan/attacks.h"
#include "scan/battery.h"
#include "scan/caution.h"
#include "scan/controls.h"
#include "scan/detour.h"
#include "scan/doubt.h"
#include "scan/forgery/forgery_secret.h"
#include "scan/lacking.h"
#include "scan/login/login_operation.h"
#include "scan/member.h"
#include "scan/outcome.h"
#include "scan/standing.h"
#include "scan/steady.h"

static enum err build(struct subject *subject) {
    struct engine *engine = subject->engine;
    TRY(build_request_with_id(&subject->arena, engine->options->contract, subject->operation,
                              engine->known, engine->options->base_url, subject->mode, subject->id,
                              &subject->draft));
    TRY(subject_use_made(subject));
    if (subject->draft.built) {
        TRY(wallet_accompany(&engine->wallet, &subject->arena, subject->operation,
                             &subject->draft.request));
    }
    return subject->restarts[RESTART_SLASH] && subject->draft.built ? detour_add_slash(subject)
                                                                    : OK;
}

static bool may_restart(const struct subject *subject, enum restart reason) {
#define RESTART_MOST(name, most) [RESTART_##name] = (most),
    static const unsigned restarts_most[] = {RESTART_LIST(RESTART_MOST)};
#undef RESTART_MOST
    return subject->restarts[reason] < restarts_most[reason];
}

/* From the start, with a request built anew where the reason asks for another one. */
static enum err restart(struct subject *subject, enum restart reason, enum stage *next) {
    subject->restarts[reason]++;
    *next = STAGE_CONTROLS;
    switch (reason) {
    case RESTART_INFERENCE:
        TRY(detour_infer(subject));
        break;
    case RESTART_MISTYPED:
        subject->mode = BUILD_MISTYPED;
        TRY(build(subject));
        break;
    case RESTART_ID:
        subject->id += !MUTANT(ids_of_one_form);
        TRY(build(subject));
        break;
    case RESTART_SLASH:
        TRY(build(subject));
        break;
    case RESTART_RENEWAL:
    case RESTART_ONCE:
    case RESTART_LOST:
    case RESTART_REASONS:
        break;
    }
    subject_forget(subject);
    return OK;
}

/* ---- controls: anonymous, garbage, wrong scheme, each identity ---- */

static enum err after_controls(struct subject *subject, enum stage *next) {
    subject->volley.gentle = subject->engine->gentle;
    TRY(controls_choose(subject));
    if (may_restart(subject, RESTART_SLASH) && detour_wants_slash(subject) &&
        !MUTANT(slash_unseen)) {
        return restart(subject, RESTART_SLASH, next);
    }
    if (may_restart(subject, RESTART_INFERENCE) && detour_wants_inference(subject) &&
        !MUTANT(silence_is_public)) {
        return restart(subject, RESTART_INFERENCE, next);
    }
    TRY(doubt_learn(subject));
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && sample_served(&valid->sample)) {
        TRY(build_harvest(subject->engine->known, subject_contract(subject), subject->operation,
                          &valid->exchange.response));
    }
    bool doubted = may_restart(subject, RESTART_RENEWAL) && doubt_of(subject);
    *next = doubted && !MUTANT(canary_unsent) ? STAGE_CANARY : STAGE_AGAIN;
    return OK;
}

/* ---- canary: a refused identity, at an operation that it was served by before ---- */

static enum err after_canary(struct subject *subject, enum stage *next) {
    *next = doubt_dead(subject) ? STAGE_RENEWAL : STAGE_AGAIN; /* or it is this operation's word */
    return OK;
}

/* ---- renewal: of the credential that died; the engine says when it is over ---- */

static enum err want_renewal(struct subject *subject) {
    canary_want_renewal(canary_of(&subject->engine->canaries, doubt_dead(subject)));
    return OK;
}

static enum err after_renewal(struct subject *subject, enum stage *next) {
    return restart(subject, RESTART_RENEWAL, next);
}

/* ---- again: the accepted identity once more, to learn what is volatile, and errors elsewhere ----
 */

/* An error is held against what a path that does not exist gets for the same method and body; and
 * so is what everybody is served: a page that checks the browser comes before all routes. */
static enum err ask_nowhere(struct subject *subject, const struct shot *like) {
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    bool everybody = anonymous && sample_served(&anonymous->sample);
    if (MUTANT(nowhere_unasked) || !like || !sample_past(&like->sample) ||
        (sample_served(&like->sample) && !everybody)) {
        return OK;
    }
    struct request request;
    TRY(subject_nowhere(subject, &like->exchange.request, &request));
    subject->nowhere = shot_new(&subject->volley, "nowhere", &request, like->identity);
    TRY_PTR(subject->nowhere);
    return shot_send(subject->nowhere, 0);
}

static enum err ask_again(struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && sample_past(&valid->sample) && !MUTANT(asked_once)) {
        struct request request = valid->exchange.request;
        TRY(subject_freshen(subject, &request));
        subject->again = shot_new(&subject->volley, "valid", &request, valid->identity);
        TRY_PTR(subject->again);
        TRY(shot_send(subject->again, 0));
    }
    TRY(members_ask(subject));
    bool public = security_is_public(&subject->operation->security);
    return ask_nowhere(subject, public || !valid ? subject->control[CONTROL_ANONYMOUS] : valid);
}

/* A body that cannot be parsed separated nobody: perhaps one that parses but is of another type
 * does. */
static bool worth_another_mode(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    const struct sample *asked =
        security_is_public(&subject->operation->security) ? &controls->anonymous : &controls->valid;
    return subject->mode == BUILD_UNPARSABLE && may_restart(subject, RESTART_MISTYPED) &&
           subject->gate.gate == GATE_INCONCLUSIVE && subject->operation->bodies.n &&
           sample_past(asked) && (!sample_served(asked) || sample_fails(asked));
}

/* A login answers 401 to a body that is nobody's: that is its work, not a gate before it. */
static bool entrance_refuses(const struct subject *subject) {
    return security_is_public(&subject->operation->security) &&
           (subject->planned->for_nobody || subject->planned->logs_in);
}

static void settle_entrance(struct subject *subject, const struct sample *asked) {
    if (security_is_public(&subject->operation->security) &&
        login_came_from(&subject->engine->login, subject->planned->operation)) {
        subject->gate.gate = GATE_PUBLIC;
        subject->gate.reason = "declared public; an identity got its credential here";
    } else if (sample_refused(asked) && entrance_refuses(subject)) {
        subject->gate.gate = GATE_PUBLIC;
        subject->gate.reason =
            "declared public; it refuses those who do not prove themselves to it";
    }
}

/* 404 to all: what other operations show of hiding decides, so they are heard first. */
static bool worth_another_round(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    return !subject->engine->last_round && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->valid.status == 404 && controls->anonymous.status == 404 &&
           (sample_refused(&controls->garbage) || sample_refused(&controls->wrong_scheme));
}

/* Somebody took away what the scan made. It takes two more objects to show that it was no chance.
 */
static void settle_deletion(struct subject *subject) {
    enum { TO_CONFIRM = 2 };
    struct made_objects *made = &subject->engine->made;
    if (!subject->controls.takes_away) {
        return;
    }
    made_spend(made, subject->draft.request.url);
    subject->spends = subject->gate.gate == GATE_OPEN && !sample_served(&subject->controls.valid);
    if (subject->spends && made_left(made, subject_route(subject)) < TO_CONFIRM) {
        subject->spends = false;
        subject->gate.gate = GATE_INCONCLUSIVE;
        subject->gate.reason =
            "took away what the scan had made, without a valid credential; there "
            "was nothing left to try it again with";
    }
}

static enum err judge(struct subject *subject) {
    struct path_memory *memory = &subject->engine->path_memory;
    struct controls *controls = &subject->controls;
    controls->write = !build_is_read(subject->draft.request.method);
    TRY(controls_take(subject));
    controls->unparsable =
        controls->write && subject->mode == BUILD_UNPARSABLE && subject->draft.request.body.len;
    controls->shows_itself = path_memory_shows(memory, subject->operation->path);
    controls->takes_away = subject_takes_away(subject);
    subject->gate = oracle_gate(controls, security_is_public(&subject->operation->security));
    settle_entrance(subject, &controls->anonymous);
    settle_deletion(subject);
    TRY(standing_learn(subject));
    return path_memory_learn(memory, subject->operation->path, controls);
}

/* A write that somebody was served, and the valid identity not, or not again. */
static bool works_once(const struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (subject->mode != BUILD_REAL || build_is_read(subject->operation->method) || !valid ||
        !subject->again || !subject->draft.request.body.len) {
        return false;
    }
    const struct sample *last = &subject->again->sample;
    bool served = sample_served(&valid->sample);
    for (size_t i = 0; i < CONTROL_VALID; i++) {
        served |= subject->control[i] && sample_served(&subject->control[i]->sample);
    }
    return served && sample_past(last) && last->status / 100 == 4;
}

static enum err after_again(struct subject *subject, enum stage *next) {
    if (may_restart(subject, RESTART_ONCE) && works_once(subject)) {
        return restart(subject, RESTART_ONCE, next);
    }
    TRY(judge(subject));
    if (worth_another_round(subject)) {
        *next = STAGE_DONE;
        return vec_push(subject->engine->arena, &subject->engine->later, subject->planned)
                   ? OK
                   : ERR_MEMORY;
    }
    if (may_restart(subject, RESTART_ID) && detour_wants_id(subject)) {
        return restart(subject, RESTART_ID, next);
    }
    *next = STAGE_LACKING;
    return OK;
}

/* ---- lacking: a body that parses, where one that cannot be parsed told nothing certain ---- */

static enum err after_lacking(struct subject *subject, enum stage *next) {
    lacking_judge(subject);
    if (subject->lacking[CONTROL_ANONYMOUS]) {
        settle_entrance(subject, &subject->lacking[CONTROL_ANONYMOUS]->sample);
    }
    if (worth_another_mode(subject)) {
        struct draft before = subject->draft;
        TRY(restart(subject, RESTART_MISTYPED, next));
        if (subject->draft.built) {
            return OK;
        }
        subject->draft = before;
    }
    *next = STAGE_ATTACK;
    return OK;
}

/* ---- attack: by probes that stand for themselves; once more where the full battery follows the
 * short one ---- */

static enum err attack(struct subject *subject) {
    TRY(steady_note(subject));
    battery_choose(subject);
    TRY(attacks_plan(subject, subject->late ? ATTACK_LATE : ATTACK_CAUSES));
    return attacks_send(subject);
}

static enum err after_attack(struct subject *subject, enum stage *next) {
    *next = STAGE_SECRET;
    return attacks_collect(subject);
}

/* ---- secret: the one that signs the token, sought offline where a probe will want it ---- */

static enum err seek_secret(struct subject *subject) {
    return !subject->late && attacks_need_secret(subject) ? forgery_secret_seek(subject) : OK;
}

static enum err after_secret(struct subject *subject, enum stage *next) {
    (void)subject;
    *next = STAGE_FOLLOW;
    return OK;
}

/* ---- follow: parts of combined attacks that hit, and probes whose cause was silent ---- */

static enum err follow(struct subject *subject) {
    if (subject->late) {
        return OK;
    }
    TRY(attacks_plan(subject, ATTACK_SYMPTOMS));
    return attacks_send(subject);
}

static enum err after_follow(struct subject *subject, enum stage *next) {
    TRY(attacks_collect(subject));
    *next = battery_deepens(subject) ? STAGE_ATTACK : STAGE_NARROW;
    return OK;
}

/* ---- narrow: parts of those that hit among them ---- */

static enum err after_narrow(struct subject *subject, enum stage *next) {
    TRY(attacks_collect(subject));
    *next = attacks_waiting(subject) ? STAGE_NARROW : STAGE_RETRY;
    return OK;
}

/* ---- retry: attacks whose answers told nothing, one after the other ---- */

static enum err retry(struct subject *subject) {
    if (attacks_untold(subject) > ATTACK_RETRIES || MUTANT(retry_skipped)) {
        return OK;
    }
    subject->volley.gentle = true;
    return attacks_retry(subject);
}

static enum err after_retry(struct subject *subject, enum stage *next) {
    subject->volley.gentle = subject->engine->gentle;
    TRY(MUTANT(late_answers_unjudged) ? OK : attacks_judge_retried(subject));
    if (battery_deepens(subject)) {
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

static enum err confirm(struct subject *subject) {
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

/* What the attacks' answers meant is not known: asked again when all others are done, slower, and
 * without a verdict if it is so again. */
static enum err put_off(struct subject *subject) {
    struct engine *engine = subject->engine;
    subject->put_off = true;
    subject->gate.gate = GATE_INCONCLUSIVE;
    subject->gate.reason = "the answers to its controls changed while it was attacked";
    if (engine->gentle || subject->late) { /* a late case tells for itself */
        engine->unsteady += !subject->late && !MUTANT(unsteady_forgotten);
        return OK;
    }
    if (subject->gate.valid_accepted &&
        !vec_push(engine->arena, &engine->served_once, subject->planned)) {
        return ERR_MEMORY;
    }
    return vec_push(engine->arena, &engine->unsteady_once, subject->planned) ? OK : ERR_MEMORY;
}

/* It served a valid credential before it was attacked, and serves none any more. */
static bool shut_since(const struct subject *subject) {
    VEC_EACH(const struct planned *const, planned, &subject->engine->served_once) {
        if (*planned == subject->planned) {
            return subject->engine->gentle && !subject->gate.valid_accepted &&
                   !MUTANT(shut_is_sound);
        }
    }
    return false;
}

static enum err after_confirm(struct subject *subject, enum stage *next) {
    bool dead = doubt_dead(subject) && may_restart(subject, RESTART_RENEWAL);
    *next = dead ? STAGE_RENEWAL : STAGE_RECHECK;
    return OK;
}

/* ---- recheck: refusals that use other words than before, once more ---- */

static enum err after_recheck(struct subject *subject, enum stage *next) {
    bool calm = subject->engine->gentle || attacks_untold(subject) <= ATTACK_RETRIES, holds;
    TRY(steady_judge(subject, &holds));
    subject->steady = calm && holds && attacks_confirmation_tells(subject) && !shut_since(subject);
    attacks_conclude(subject, subject->steady);
    steady_conclude(subject);
    *next = STAGE_DONE;
    return subject->steady ? OK : put_off(subject);
}

/* ---- the table ---- */

struct stage_entry {
    enum err (*send)(struct subject *subject);                   /* on coming in; NULL: nothing */
    enum err (*next)(struct subject *subject, enum stage *next); /* when all is answered */
    bool waits; /* though nothing was sent: for the engine */
};

static const struct stage_entry STAGES[] = {
    [STAGE_CONTROLS] = {controls_send, after_controls, false},
    [STAGE_CANARY] = {doubt_ask, after_canary, false},
    [STAGE_RENEWAL] = {want_renewal, after_renewal, true},
    [STAGE_AGAIN] = {ask_again, after_again, false},
    [STAGE_LACKING] = {lacking_send, after_lacking, false},
    [STAGE_ATTACK] = {attack, after_attack, false},
    [STAGE_SECRET] = {seek_secret, after_secret, false},
    [STAGE_FOLLOW] = {follow, after_follow, false},
    [STAGE_NARROW] = {attacks_send, after_narrow, false},
    [STAGE_RETRY] = {retry, after_retry, false},
    [STAGE_CONFIRM] = {confirm, after_confirm, false},
    [STAGE_RECHECK] = {steady_recheck, after_recheck, false},
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
    return may_restart(subject, RESTART_LOST)
               ? restart(subject, RESTART_LOST, next)
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
        TRY(build(subject));
        if (subject->draft.spared && caution.reason.len) { /* writes are allowed, but not this */
            subject->draft.reason = caution.reason;
        }
    } else {
        subject->draft = (struct draft){.reason = caution.reason, .spared = true};
    }
    subject->gate = (struct gate_ruling){.gate = GATE_UNTESTED};
    return enter(subject, subject->draft.built ? STAGE_CONTROLS : STAGE_DONE);
}
