/* SPDX-License-Identifier: Apache-2.0 */
/* Starting over: what each reason changes, and how often it may. */
#include "scan/restart.h"

#include "base/mutant.h"
#include "scan/detour.h"
#include "scan/fickle.h"

/* Who asked with an Origin, and then without to see, goes on without. */
static enum err accompany(struct subject *subject) {
    struct request *request = &subject->draft.request;
    if (!subject->draft.built) {
        return OK;
    }
    const struct identity *before = subject->company;
    if (!subject->restarts[RESTART_COMPANY]) {
        subject->company = wallet_company(subject_wallet(subject), subject->operation);
    }
    if (before && before != subject->company) {
        TRY(companions_drop(&subject->arena, subject_contract(subject), before, request));
    }
    TRY(wallet_accompany(subject_wallet(subject), &subject->arena, subject->operation,
                         subject->company, request));
    if (subject->restarts[RESTART_ORIGIN]) {
        fields_remove(&request->fields, SPAN("Origin"));
    }
    return OK;
}

enum err restart_build(struct subject *subject) {
    struct engine *engine = subject->engine;
    struct build_how how = {subject->mode, subject->id,
                            engine->last_round && !MUTANT(nest_made_up)};
    TRY(build_request_as(&subject->arena, engine->options->contract, subject->operation,
                         engine->known, engine->options->base_url, how, &subject->draft));
    TRY(subject_use_made(subject));
    TRY(accompany(subject));
    return subject->restarts[RESTART_SLASH] && subject->draft.built ? detour_add_slash(subject)
                                                                    : OK;
}

bool restart_may(const struct subject *subject, enum restart reason) {
#define RESTART_MOST(name, most) [RESTART_##name] = (most),
    static const unsigned restarts_most[] = {RESTART_LIST(RESTART_MOST)};
#undef RESTART_MOST
    return subject->restarts[reason] < restarts_most[reason];
}

enum err restart_begin(struct subject *subject, enum restart reason, enum stage *next) {
    subject->restarts[reason]++;
    *next = STAGE_CONTROLS;
    switch (reason) {
    case RESTART_INFERENCE:
        TRY(detour_infer(subject));
        TRY(accompany(subject));
        break;
    case RESTART_ORIGIN:
        subject_wallet(subject)->site.doubts++;
        TRY(accompany(subject));
        break;
    case RESTART_MISTYPED:
        subject->mode = MUTANT(parsable_untried) ? subject->mode : BUILD_MISTYPED;
        TRY(restart_build(subject));
        break;
    case RESTART_ID:
        if (!MUTANT(ids_of_one_form)) {
            detour_next_id(subject);
        }
        TRY(restart_build(subject));
        break;
    case RESTART_SLASH:
    case RESTART_COMPANY:
        TRY(restart_build(subject));
        break;
    case RESTART_RENEWAL:
    case RESTART_LOST:
        TRY(fickle_note(subject));
        break;
    case RESTART_ADMITTED:
    case RESTART_LEFTOVER:
    case RESTART_ONCE:
    case RESTART_REASONS:
        break;
    }
    subject_forget(subject);
    return OK;
}
