/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that judge the gate: controls, doubt of a credential, the accepted one again, a body
 * that lacks what it must have. */
#include "scan/stage_gate.h"

#include "base/mutant.h"
#include "scan/admission.h"
#include "scan/controls.h"
#include "scan/credential/identity_header.h"
#include "scan/detour.h"
#include "scan/doubt.h"
#include "scan/lacking.h"
#include "scan/member.h"
#include "scan/oracle_parts.h"
#include "scan/order.h"
#include "scan/restart.h"
#include "scan/settle.h"
#include "scan/status.h"

/* ---- controls: anonymous, garbage, wrong scheme, each identity ---- */

/* Nobody's requests went with one identity's tenant, and another identity was served. */
static bool in_other_company(const struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    return valid && sample_past(&valid->sample) && subject->company != subject->identity &&
           !companions_alike(subject_contract(subject), subject->company, subject->identity);
}

enum err stage_controls_next(struct subject *subject, enum stage *next) {
    subject->volley.gentle = subject->engine->gentle;
    TRY(controls_choose(subject));
    if (restart_may(subject, RESTART_SLASH) && detour_wants_slash(subject) &&
        !MUTANT(slash_unseen)) {
        return restart_begin(subject, RESTART_SLASH, next);
    }
    if (restart_may(subject, RESTART_INFERENCE) && detour_wants_inference(subject) &&
        !MUTANT(silence_is_public)) {
        return restart_begin(subject, RESTART_INFERENCE, next);
    }
    bool more = false;
    TRY(restart_may(subject, RESTART_ADMITTED) && !MUTANT(admitted_untried)
            ? admission_wants(subject, &more)
            : OK);
    if (more) {
        return restart_begin(subject, RESTART_ADMITTED, next);
    }
    TRY(admission_tell(subject));
    detour_learn_origin(subject);
    if (restart_may(subject, RESTART_ORIGIN) && detour_wants_no_origin(subject) &&
        !MUTANT(origin_insisted_on)) {
        return restart_begin(subject, RESTART_ORIGIN, next);
    }
    TRY(restart_may(subject, RESTART_LEFTOVER) ? detour_wants_leftover(subject, &more) : OK);
    if (more && !MUTANT(leftover_untried)) {
        return restart_begin(subject, RESTART_LEFTOVER, next);
    }
    TRY(detour_tell_leftover(subject));
    if (restart_may(subject, RESTART_COMPANY) && in_other_company(subject) &&
        !MUTANT(company_kept)) {
        subject->company = subject->identity;
        return restart_begin(subject, RESTART_COMPANY, next);
    }
    TRY(doubt_learn(subject));
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && sample_served(&valid->sample)) {
        TRY(build_harvest(subject->engine->known, subject_contract(subject), subject->operation,
                          valid->exchange.request.body, &valid->exchange.response));
    }
    bool doubted = restart_may(subject, RESTART_RENEWAL) && doubt_of(subject);
    *next = doubted && !MUTANT(canary_unsent) ? STAGE_CANARY : STAGE_AGAIN;
    return OK;
}

/* ---- canary: a refused identity, at an operation that it was served by before ---- */

enum err stage_canary_next(struct subject *subject, enum stage *next) {
    *next = doubt_dead(subject) ? STAGE_RENEWAL : STAGE_AGAIN; /* or it is this operation's word */
    return OK;
}

/* ---- renewal: of the credential that died; the engine says when it is over ---- */

enum err stage_renewal_send(struct subject *subject) {
    canary_want_renewal(canary_of(&subject->engine->canaries, doubt_dead(subject)));
    return OK;
}

enum err stage_renewal_next(struct subject *subject, enum stage *next) {
    return restart_begin(subject, RESTART_RENEWAL, next);
}

/* ---- again: the accepted identity once more, to learn what is volatile, and errors elsewhere ----
 */

/* An error is held against what a path that does not exist gets for the same method and body, the
 * 404 of those who are hidden from as well; and so is what everybody is served: a page that checks
 * the browser comes before all routes. */
static enum err ask_nowhere(struct subject *subject, const struct shot *like) {
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    bool everybody = anonymous && sample_served(&anonymous->sample);
    bool hidden = anonymous && anonymous->sample.status == 404;
    if (MUTANT(nowhere_unasked) || !like || !sample_past(&like->sample) ||
        (sample_served(&like->sample) && (!everybody || MUTANT(pages_for_all_believed)) &&
         !hidden)) {
        return OK;
    }
    like = sample_served(&like->sample) && hidden ? anonymous : like;
    struct request request;
    TRY(subject_nowhere(subject, &like->exchange.request, &request));
    subject->nowhere = shot_new(&subject->volley, "nowhere", &request, like->identity);
    TRY_PTR(subject->nowhere);
    return shot_send(subject->nowhere, 0);
}

/* A secret that the user wants on every request (-H), so that nobody's has it too. */
static bool is_secret_of_all(const struct field *field) {
    return identity_header_sounds_secret(field->name) && !MUTANT(secrets_of_all_unseen);
}

static bool sends_secret(const struct subject *subject) {
    const struct fields *all = &subject->engine->options->client.fields;
    bool any = false;
    for (size_t i = 0; i < all->n; i++) {
        any |= is_secret_of_all(&all->at[i]);
    }
    return any && !subject->control[CONTROL_VALID];
}

/* An empty one in its place. */
static enum err drop_secrets(const struct subject *subject, struct arena *arena,
                             struct request *request) {
    const struct fields *all = &subject->engine->options->client.fields;
    for (size_t i = 0; i < all->n; i++) {
        if (is_secret_of_all(&all->at[i])) {
            TRY(credential_field(arena, request, all->at[i].name, SPAN("")));
        }
    }
    return OK;
}

/* Nobody was served, but in somebody's company: a tenant's name, or what goes with all requests,
 * may be all that is asked for. */
static enum err ask_bare(struct subject *subject) {
    const struct wallet *wallet = subject_wallet(subject);
    const struct identity *company = subject->company;
    const struct shot *anonymous = subject->control[CONTROL_ANONYMOUS];
    struct request request;
    if ((companions_alike(wallet->contract, company, NULL) && !sends_secret(subject)) ||
        security_is_public(&subject->operation->security) || !sample_past(&anonymous->sample) ||
        MUTANT(company_unquestioned)) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    TRY(company ? companions_drop(&subject->arena, wallet->contract, company, &request) : OK);
    TRY(sends_secret(subject) ? drop_secrets(subject, &subject->arena, &request) : OK);
    subject->bare = shot_new(&subject->volley, "anonymous", &request, NULL);
    TRY_PTR(subject->bare);
    return shot_send(subject->bare, CONTROL_REPEATS);
}

enum err stage_again_send(struct subject *subject) {
    const struct shot *valid = subject->control[CONTROL_VALID];
    if (valid && sample_past(&valid->sample) && !MUTANT(asked_once)) {
        struct request request = valid->exchange.request;
        TRY(subject_freshen(subject, &request));
        subject->again = shot_new(&subject->volley, "valid", &request, valid->identity);
        TRY_PTR(subject->again);
        TRY(shot_send(subject->again, 0));
    }
    TRY(members_ask(subject));
    TRY(ask_bare(subject));
    TRY(order_ask(subject));
    bool public = security_is_public(&subject->operation->security);
    return ask_nowhere(subject, public || !valid ? subject->control[CONTROL_ANONYMOUS] : valid);
}

/* A PUT or a PATCH of what is there: who looks at no types takes whatever parses. */
static bool changes_what_is_there(const struct subject *subject) {
    struct span method = subject->operation->method;
    return !subject->draft.made_up_id && !MUTANT(parsable_to_all) &&
           (span_equal(method, SPAN("PUT")) || span_equal(method, SPAN("PATCH")));
}

/* Nothing but its body keeps it from success, and who looks at no types takes any that parses.
 * Parsers say 422 as validators do: it goes only where one that lacks what is required could go
 * before. */
static bool may_take_any_type(const struct subject *subject, const struct sample *asked) {
    bool validates = asked->status == 422 && subject->lacking[CONTROL_ANONYMOUS];
    return !subject->draft.made_up_id && !validates &&
           !security_is_public(&subject->operation->security) && !MUTANT(parsable_unvalidated);
}

/* A body that cannot be parsed separated nobody: perhaps one that parses but is of another type
 * does. It may go with a valid credential as well, which one that lacks something may not. */
static bool worth_another_mode(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    const struct sample *asked =
        security_is_public(&subject->operation->security) ? &controls->anonymous : &controls->valid;
    const struct gate_ruling *gate = &subject->gate;
    bool half = gate->gate == GATE_ENFORCED && gate->by_lacking && !MUTANT(half_suffices);
    return subject->mode == BUILD_UNPARSABLE && restart_may(subject, RESTART_MISTYPED) &&
           (gate->gate == GATE_INCONCLUSIVE || half) && subject->operation->bodies.n &&
           !changes_what_is_there(subject) && !may_take_any_type(subject, asked) &&
           sample_past(asked) && (!sample_served(asked) || sample_fails(asked));
}

/* 404 to all: what other operations show of hiding, and of the order in which they ask, decides, so
 * they are heard first. */
static bool worth_another_round(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    return !subject->engine->last_round && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->valid.status == 404 && controls->anonymous.status == 404 &&
           (sample_refused(&controls->garbage) || sample_refused(&controls->wrong_scheme) ||
            order_is_open_question(subject));
}

/* A worthless credential comes to what is not there, and none does not. */
static bool worthless_gets_past(const struct subject *subject) {
    static const struct volatility none = {.differing = 0};
    const struct controls *controls = &subject->controls;
    return !subject->engine->last_round && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->valid.status == 404 && sample_refused(&controls->anonymous) &&
           sample_same_error(&controls->garbage, &controls->valid, &none) &&
           order_is_open_question(subject);
}

/* A worthless credential meets another error than the valid one: reads may show that it is turned
 * away so. */
static bool may_be_rebuffed(const struct subject *subject) {
    static const struct volatility none = {.differing = 0};
    const struct controls *controls = &subject->controls;
    const struct sample *garbage = &controls->garbage;
    return !subject->engine->words_known && subject->gate.gate == GATE_INCONCLUSIVE &&
           controls->write && sample_refused(&controls->anonymous) &&
           (garbage->status == 400 || garbage->status == 422) && !sample_refused(garbage) &&
           !sample_same_error(garbage, &controls->valid, &none);
}

static enum err wait_for_others(struct subject *subject, enum stage *next) {
    struct engine *engine = subject->engine;
    *next = STAGE_DONE;
    return vec_push(engine->arena, &engine->later, subject->planned) ? OK : ERR_MEMORY;
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

enum err stage_again_next(struct subject *subject, enum stage *next) {
    if (restart_may(subject, RESTART_ONCE) && works_once(subject)) {
        return restart_begin(subject, RESTART_ONCE, next);
    }
    TRY(settle_gate(subject));
    if (may_be_rebuffed(subject)) {
        *next = STAGE_DONE;
        return vec_push(subject->engine->arena, &subject->engine->doubtful, subject->planned)
                   ? OK
                   : ERR_MEMORY;
    }
    if (worth_another_round(subject) || worthless_gets_past(subject)) {
        return wait_for_others(subject, next);
    }
    if (restart_may(subject, RESTART_ID) && detour_wants_id(subject)) {
        return restart_begin(subject, RESTART_ID, next);
    }
    *next = STAGE_LACKING;
    return OK;
}

/* ---- lacking: a body that parses, where one that cannot be parsed told nothing certain ---- */

/* What was told without a valid credential holds, where one told nothing more. */
static void keep_half(struct subject *subject) {
    if (subject->half.gate == GATE_ENFORCED && subject->gate.gate == GATE_INCONCLUSIVE) {
        subject->gate = subject->half;
    }
}

enum err stage_lacking_next(struct subject *subject, enum stage *next) {
    lacking_judge(subject);
    keep_half(subject);
    settle_loss(subject);
    if (subject->lacking[CONTROL_ANONYMOUS]) {
        settle_entrance(subject, &subject->lacking[CONTROL_ANONYMOUS]->sample);
    }
    if (worth_another_mode(subject)) {
        struct draft before = subject->draft;
        subject->half = subject->gate;
        TRY(restart_begin(subject, RESTART_MISTYPED, next));
        if (subject->draft.built) {
            return OK;
        }
        subject->draft = before;
        if (subject->half.gate == GATE_ENFORCED) { /* once more as it was: it is to be attacked */
            subject->mode = BUILD_UNPARSABLE;
            return OK;
        }
    }
    *next = STAGE_ABSENT;
    return OK;
}

/* ---- absent: a body as it should be, for what is not there ---- */

/* Looked at for nobody: others of its path may be open, or ask, and are heard first. */
static bool worth_hearing_kin(const struct subject *subject) {
    const struct shot *lacking = subject->lacking[CONTROL_ANONYMOUS];
    const struct sample *sample = lacking ? &lacking->sample : &subject->controls.anonymous;
    return !subject->engine->last_round && subject->gate.gate == GATE_INCONCLUSIVE &&
           subject->controls.write && (sample->status / 100 == 4 || sample_fails(sample)) &&
           !sample_refused(sample) && !security_is_public(&subject->operation->security);
}

static enum err learn_gate(struct subject *subject) {
    return security_is_public(&subject->operation->security)
               ? OK
               : path_memory_learn_gate(&subject->engine->path_memory, subject->operation->path,
                                        &subject->controls, &subject->gate);
}

static bool is_gone(const struct shot *shot) {
    return shot && status_is_missing(shot->sample.status);
}

enum err stage_absent_next(struct subject *subject, enum stage *next) {
    *next = STAGE_TURN;
    if (!subject->absent) {
        TRY(learn_gate(subject));
        return worth_hearing_kin(subject) ? wait_for_others(subject, next) : OK;
    }
    lacking_judge(subject);
    TRY(learn_gate(subject));
    bool looked =
        subject->gate.gate == GATE_INCONCLUSIVE && (is_gone(subject->lacking[CONTROL_ANONYMOUS]) ||
                                                    is_gone(subject->lacking[CONTROL_GARBAGE]));
    if (!looked || subject->engine->last_round) {
        return OK;
    }
    TRY(order_learn_doubt(subject));
    return wait_for_others(subject, next);
}
