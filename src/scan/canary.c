/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials that die: canaries that tell, and the wait for a new one. */
#include "scan/steps.h"

/* What the answers to an identity's requests say of its credential. */
static void note(struct canary *canary, const struct sample *sample) {
    if (sample->wire != WIRE_OK) {
        return;
    }
    canary->refused |= sample->status == 401;
    canary->got_past |= sample->status != 401;
    if (sample_served(sample)) {
        canary->in_vain = 0;
    }
}

static enum err keep_span(struct arena *arena, struct span *span) {
    *span = arena_dup(arena, *span);
    return span->ptr ? OK : ERR_MEMORY;
}

/* The request outlives the subject that it was built for. */
static enum err keep(struct arena *arena, struct request *request) {
    TRY(keep_span(arena, &request->url));
    TRY(keep_span(arena, &request->body));
    for (size_t i = 0; i < request->fields.n; i++) {
        TRY(keep_span(arena, &request->fields.at[i].name));
        TRY(keep_span(arena, &request->fields.at[i].value));
    }
    return OK;
}

/* So does the requirement, which may be of an inferred operation. */
static enum err keep_requirement(struct arena *arena, const struct requirement *from,
                                 const struct requirement **to) {
    struct requirement *kept = arena_new(arena, struct requirement);
    TRY_PTR(kept);
    VEC_EACH(const struct need, need, &from->needs) {
        if (!vec_push(arena, &kept->needs, *need)) {
            return ERR_MEMORY;
        }
    }
    *to = kept;
    return OK;
}

enum err canary_remember(struct subject *subject) {
    struct engine *engine = subject->engine;
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct canary *canary = engine_canary(engine, (*shot)->identity);
        note(canary, &(*shot)->sample);
        if (canary->requirement || !sample_served(&(*shot)->sample) ||
            !build_is_read(subject->operation->method)) {
            continue;
        }
        const struct request *from = &subject->draft.request;
        TRY(request_copy(engine->arena, from, &canary->request));
        TRY(keep(engine->arena, &canary->request));
        TRY(keep_requirement(
            engine->arena,
            wallet_choose(&engine->wallet, (*shot)->identity, &subject->operation->security),
            &canary->requirement));
    }
    return OK;
}

/* An identity that was served elsewhere and gets 401 here: its credential may have died. */
struct shot *canary_doubt(struct subject *subject) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct canary *canary = engine_canary(subject->engine, (*shot)->identity);
        if ((*shot)->sample.status == 401 && canary->requirement && !canary->lost) {
            return *shot;
        }
    }
    return NULL;
}

enum err canary_send(struct subject *subject, const struct identity *identity) {
    struct canary *canary = engine_canary(subject->engine, identity);
    struct request request;
    TRY(request_copy(&subject->arena, &canary->request, &request));
    TRY(wallet_present(&subject->engine->wallet, &subject->arena, identity, canary->requirement,
                       &request));
    subject->canary = shot_new(subject, &request, identity);
    TRY_PTR(subject->canary);
    subject->stage = STAGE_CANARY;
    shot_send(subject->canary);
    return OK;
}

/* Waits for a new credential, then starts over; gives up after some tries. */
void canary_want_renewal(struct subject *subject, const struct identity *identity) {
    struct canary *canary = engine_canary(subject->engine, identity);
    canary->in_vain += !canary->renew_wanted;
    canary->renew_wanted = true;
    subject->renewing = true;
    subject->restarts++;
}

/* The credential died while the attacks ran: their answers tell nothing. */
bool canary_died(const struct subject *subject) {
    const struct shot *fresh = subject->fresh[CONTROL_VALID];
    return fresh && subject->gate.valid_accepted && fresh->sample.status == 401 &&
           subject->restarts < SUBJECT_RESTARTS;
}
