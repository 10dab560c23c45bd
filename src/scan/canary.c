/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of an identity, and learnt of its credential. */
#include "scan/canary.h"

#include "base/mutant.h"

enum err canaries_make(struct arena *arena, const struct identities *identities,
                       struct canaries *out) {
    VEC_EACH(const struct identity, identity, &identities->all) {
        struct canary *canary = vec_add(arena, &out->all);
        TRY_PTR(canary);
        canary->identity = identity;
    }
    return OK;
}

struct canary *canary_of(const struct canaries *canaries, const struct identity *identity) {
    VEC_EACH(struct canary, canary, &canaries->all) {
        if (canary->identity == identity) {
            return canary;
        }
    }
    return NULL;
}

void canary_note(struct canary *canary, const struct sample *sample) {
    canary->unanswered |= sample->wire != WIRE_OK;
    if (sample_served(sample)) {
        canary->in_vain = 0;
    }
}

void canary_judge(struct canary *canary, bool refused) {
    canary->refused |= refused && !MUTANT(refusals_unnoted);
    canary->got_past |= !refused || MUTANT(refused_is_past);
}

static enum err keep_request(struct arena *arena, const struct request *request,
                             struct request *out) {
    *out = *request;
    out->url = arena_dup(arena, request->url);
    out->body = arena_dup(arena, request->body);
    out->fields = (struct fields){0};
    TRY_PTR(out->url.ptr);
    TRY_PTR(out->body.ptr);
    return fields_keep(arena, &request->fields, &out->fields) ? OK : ERR_MEMORY;
}

enum err canary_keep(struct arena *arena, struct canary *canary, const struct request *request,
                     const struct requirement *requirement) {
    struct requirement *kept = arena_new(arena, struct requirement);
    TRY_PTR(kept);
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (!vec_push(arena, &kept->needs, *need)) {
            return ERR_MEMORY;
        }
    }
    TRY(keep_request(arena, request, &canary->request));
    canary->requirement = MUTANT(canary_without_scheme) ? NULL : kept;
    return OK;
}

void canary_want_renewal(struct canary *canary) {
    canary->in_vain += !canary->renew_wanted && !MUTANT(vain_uncounted);
    canary->renew_wanted = true;
}
