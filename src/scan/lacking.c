/* SPDX-License-Identifier: Apache-2.0 */
/* Writes that cannot succeed though they parse: when they are worth sending, and what they decide.
 */
#include "scan/lacking.h"

#include "base/mutant.h"
#include "scan/controls.h"
#include "scan/nowhere.h"
#include "text/uri.h"

enum { ANONYMOUS = CONTROL_ANONYMOUS, GARBAGE = CONTROL_GARBAGE, NOWHERE, ASTRAY };

static const char *const NAMES[] = {
    [ANONYMOUS] = "anonymous", [GARBAGE] = "garbage", [NOWHERE] = "nowhere", [ASTRAY] = "nowhere"};

/* Past whoever refuses, to an error that may have been a parser's, or its fall. */
static bool met_error(const struct sample *sample) {
    bool fell = sample->wire == WIRE_OK && sample->status == 500;
    bool error = sample->status / 100 == 4 || sample_fails(sample);
    return fell || (sample_past(sample) && error);
}

/* Nothing was told, or that the gate is open, and by errors alone. */
static bool worth_it(const struct subject *subject) {
    const struct controls *controls = &subject->controls;
    enum gate gate = subject->gate.gate;
    bool public = security_is_public(&subject->operation->security);
    bool open = gate == GATE_OPEN && !public && met_error(&controls->anonymous);
    bool doubt = gate == GATE_INCONCLUSIVE &&
                 (met_error(&controls->anonymous) || met_error(&controls->garbage));
    return (open || doubt) && controls->write && subject->mode != BUILD_REAL &&
           subject->operation->bodies.n;
}

static enum err send(struct subject *subject, const struct request *request, size_t slot) {
    subject->lacking[slot] = shot_new(&subject->volley, NAMES[slot], request, NULL);
    TRY_PTR(subject->lacking[slot]);
    return shot_send(subject->lacking[slot], CONTROL_REPEATS);
}

static enum err send_all(struct subject *subject) {
    const struct requirement *requirement = controls_requirement(subject);
    struct request plain, worthless, nowhere;
    memset(subject->lacking, 0, sizeof(subject->lacking));
    TRY(request_copy(&subject->arena, &subject->lacked.request, &plain));
    TRY(send(subject, &plain, ANONYMOUS));
    if (requirement && !security_is_public(&subject->operation->security)) {
        TRY(request_copy(&subject->arena, &plain, &worthless));
        TRY(wallet_worthless(subject_wallet(subject), &subject->arena, requirement, &worthless));
        TRY(send(subject, &worthless, GARBAGE));
        TRY(subject_nowhere(subject, &worthless, &nowhere));
        TRY(send(subject, &nowhere, ASTRAY));
    }
    TRY(subject_nowhere(subject, &plain, &nowhere));
    return send(subject, &nowhere, NOWHERE);
}

/* The place is the one that the subject's own request names, and nobody is there either. */
static enum err build(struct subject *subject, enum build_mode mode) {
    const struct engine *engine = subject->engine;
    struct draft *draft = &subject->lacked;
    struct build_how how = {mode, subject->id, subject->draft.within};
    TRY(build_request_as(&subject->arena, engine->options->contract, subject->operation,
                         engine->known, engine->options->base_url, how, draft));
    draft->request.url = subject->draft.request.url;
    return draft->built ? wallet_accompany(subject_wallet(subject), &subject->arena,
                                           subject->operation, subject->company, &draft->request)
                        : OK;
}

enum err lacking_send(struct subject *subject) {
    if (!worth_it(subject)) {
        return OK;
    }
    subject->absent = false;
    TRY(build(subject, BUILD_LACKING));
    return subject->lacked.built ? send_all(subject) : OK;
}

/* What was spared for the identities' sake: who is nobody has no account that a write could hit. A
 * body that names an account hits that; and a deletion would take a whole collection. */
static bool may_be_whole(const struct subject *subject) {
    const struct operation *operation = subject->operation;
    return subject->engine->options->allow_writes && !operation_has_variable(operation) &&
           (!span_equal(operation->method, SPAN("DELETE")) || MUTANT(all_deleted_by_nobody)) &&
           !(operation->takes_password && operation->names_account && !MUTANT(named_accounts_hit));
}

/* A PUT may make what its path names, where nothing is there. */
static bool may_make_it(const struct subject *subject) {
    struct span last = uri_last_segment(uri_without_slash(subject->operation->path));
    return span_equal(subject->operation->method, SPAN("PUT")) && span_ends(last, SPAN("}")) &&
           !subject->engine->options->allow_writes && !MUTANT(put_makes_nothing);
}

/* Logins are none: they take whatever is right. */
static bool worth_absent(const struct subject *subject) {
    const struct planned *planned = subject->planned;
    bool entrance = planned->logs_in || planned->for_nobody || planned->ends_session;
    bool whole = may_be_whole(subject);
    bool doubt = subject->gate.gate == GATE_INCONCLUSIVE || (subject->gate.by_siblings && whole);
    bool names_nothing = subject->draft.made_up_id && !may_make_it(subject);
    return worth_it(subject) && doubt && !entrance && (names_nothing || whole) &&
           !security_is_public(&subject->operation->security);
}

enum err lacking_send_absent(struct subject *subject) {
    subject->absent = worth_absent(subject) && !MUTANT(absent_unsent);
    if (!subject->absent) {
        return OK;
    }
    TRY(build(subject, subject->draft.made_up_id ? BUILD_ABSENT : BUILD_REAL));
    subject->absent =
        subject->lacked.built && (subject->lacked.made_up_id || may_be_whole(subject));
    return subject->absent ? send_all(subject) : OK;
}

static struct sample sample_of(const struct subject *subject, struct shot *shot) {
    if (!shot) {
        return (struct sample){.wire = WIRE_UNSENT};
    }
    shot->sample.rebuff = rebuffs_know(&subject->engine->rebuffs, &shot->sample);
    return shot->sample;
}

/* What is sent from here on is this body, and the valid credential is not sent with it. */
static void adopt(struct subject *subject) {
    subject->draft = subject->lacked;
    subject->control[CONTROL_ANONYMOUS] = subject->lacking[ANONYMOUS];
    subject->control[CONTROL_GARBAGE] = subject->lacking[GARBAGE];
    subject->controls.anonymous = sample_of(subject, subject->lacking[ANONYMOUS]);
    subject->controls.garbage = sample_of(subject, subject->lacking[GARBAGE]);
    subject->control[CONTROL_WRONG_SCHEME] = subject->control[CONTROL_VALID] = NULL;
    subject->requirement = NULL;
}

/* Who repeats the path that was asked for has other words for each: they tell nothing. */
static struct sample astray_of(const struct subject *subject) {
    struct shot *shot = subject->lacking[ASTRAY];
    struct sample sample = sample_of(subject, shot);
    if (shot && nowhere_repeated(shot->exchange.response.body)) {
        sample.wire = WIRE_UNSENT;
    }
    return sample;
}

void lacking_judge(struct subject *subject) {
    if (!subject->lacking[ANONYMOUS]) {
        return;
    }
    const struct lacking answers = {
        .anonymous = sample_of(subject, subject->lacking[ANONYMOUS]),
        .garbage = sample_of(subject, subject->lacking[GARBAGE]),
        .nowhere = sample_of(subject, subject->lacking[NOWHERE]),
        .astray = astray_of(subject),
        .absent = subject->absent,
        .whole = subject->absent && !subject->lacked.made_up_id,
        .read = subject->found_fault,
        .worthless_read = subject->worthless_read,
    };
    subject->worthless_read |=
        !subject->absent && oracle_lacking_read_worthless(&subject->controls, &answers);
    subject->found_fault |= !subject->absent && oracle_lacking_read(&subject->controls, &answers);
    subject->gate =
        oracle_lacking_gate(&subject->controls, &answers,
                            security_is_public(&subject->operation->security), subject->gate);
    if (subject->gate.by_lacking &&
        (subject->gate.gate == GATE_OPEN || subject->gate.gate == GATE_PUBLIC)) {
        adopt(subject);
    }
}

const struct shot *lacking_shown(const struct subject *subject, enum control control) {
    bool decided = subject->gate.by_lacking && control <= CONTROL_GARBAGE;
    const struct shot *shot = decided ? subject->lacking[control] : NULL;
    return shot ? shot : subject->control[control];
}
