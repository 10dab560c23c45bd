/* SPDX-License-Identifier: Apache-2.0 */
/* The gates of the rehearsal: as the contract says, by the wallet's word; or as its mood has them.
 */
#include "scan/rehearsal/rehearsal_gate.h"

#include "base/mutant.h"

/* All fields of that name say the same, and this. */
static bool has_field(const struct request *request, const struct field *field) {
    size_t n = 0;
    for (struct span value; (value = fields_get_nth(&request->fields, field->name, n)).ptr; n++) {
        if (!span_equal(value, field->value)) {
            return false;
        }
    }
    return n > 0;
}

/* Every cookie of the one is among the other's. */
static bool has_cookies(struct span given, struct span wanted) {
    while (wanted.ptr) {
        struct span one = span_trim(span_cut(&wanted, ';')), rest = given;
        bool found = false;
        while (rest.ptr && !found) {
            found = span_equal(span_trim(span_cut(&rest, ';')), one);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* The request presents all that the model does. */
static bool presents(const struct request *request, const struct request *model) {
    struct span query = model->url;
    (void)span_cut(&query, '?');
    if (query.ptr && span_find(request->url, query) == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < model->fields.n; i++) {
        const struct field *field = &model->fields.at[i];
        bool cookie = span_equal_nocase(field->name, SPAN("Cookie"));
        if (cookie ? !has_cookies(fields_get(&request->fields, field->name), field->value)
                   : !has_field(request, field)) {
            return false;
        }
    }
    return !model->certificate.len || span_equal(request->certificate, model->certificate);
}

static bool comes_in_as(struct rehearsal *rehearsal, const struct request *request,
                        const struct identity *identity, const struct requirement *requirement) {
    struct wallet *wallet = &rehearsal->engine->wallet;
    struct request model = {.method = SPAN("GET"), .url = SPAN("/")}; /* without CSRF's fields */
    return wallet_meets(wallet, identity, requirement) &&
           wallet_present(wallet, &rehearsal->scratch, identity, requirement, &model) == OK &&
           presents(request, &model);
}

/* Whoever gives identities for a contract that is silent has an API that asks for them. */
static bool is_public(const struct rehearsal *rehearsal, const struct operation *operation) {
    bool asks = rehearsal->silent && rehearsal->identities.all.n && !MUTANT(silence_rehearsed_open);
    return security_is_public(&operation->security) && !asks;
}

/* By any scheme that it holds a credential of. */
static bool shows_any(struct rehearsal *rehearsal, const struct request *request,
                      const struct identity *identity) {
    VEC_EACH(const struct scheme, scheme, &rehearsal->engine->options->contract->schemes) {
        struct need need = {.name = scheme->name, .scheme = scheme};
        struct requirement requirement = {.needs = {&need, 1, 1}};
        if (comes_in_as(rehearsal, request, identity, &requirement)) {
            return true;
        }
    }
    return false;
}

static bool may_come_in(struct rehearsal *rehearsal, const struct request *request,
                        const struct operation *operation) {
    if (is_public(rehearsal, operation)) {
        return true;
    }
    VEC_EACH(const struct identity, identity, &rehearsal->identities.all) {
        if (rehearsal->silent && shows_any(rehearsal, request, identity)) {
            return true;
        }
        VEC_EACH(const struct requirement, requirement, &operation->security.any) {
            if (comes_in_as(rehearsal, request, identity, requirement)) {
                return true;
            }
        }
    }
    return false;
}

enum rehearsal_gate rehearsal_ask(struct rehearsal *rehearsal, const struct request *request,
                                  const struct operation *operation) {
    struct span shown = fields_get(&request->fields, SPAN("Authorization"));
    enum rehearsal_mood mood = is_public(rehearsal, operation) ? MOOD_SOUND : rehearsal->mood;
    bool passes = mood == MOOD_OPEN || may_come_in(rehearsal, request, operation);
    return passes                 ? REHEARSAL_SERVES
           : !shown.len           ? REHEARSAL_ASKS
           : mood == MOOD_FRAGILE ? REHEARSAL_FALLS_OVER
                                  : REHEARSAL_REFUSES;
}
