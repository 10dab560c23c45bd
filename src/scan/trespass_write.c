/* SPDX-License-Identifier: Apache-2.0 */
/* Writing to what is another's, so that it cannot succeed. */
#include "scan/trespass_write.h"

#include "base/mutant.h"
#include "scan/probe.h"

static bool blames_body(int status) {
    return status == 400 || status == 415 || status == 422;
}

/* Past the gate, and refused for what was sent. */
static bool refused_for_body(const struct reply *reply) {
    return reply->sample.wire == WIRE_OK && blames_body(reply->sample.status);
}

static bool same_error(const struct trespass *trespass, const struct reply *a,
                       const struct reply *b) {
    return refused_for_body(a) && a->sample.status == b->sample.status &&
           sample_same_refusal(&a->sample, &b->sample, &trespass->volatility);
}

/* Where objects of the collection are made, the owner was refused for a body that nobody can parse:
 * such bodies are read before anything is done. */
static bool reads_bodies(const struct trespass *trespass) {
    struct survey *survey = trespass->survey;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        bool above = operation->bodies.n && !operation_has_variable(operation) &&
                     span_starts(trespass->operation->path, operation->path);
        if (above && row && blames_body(survey_status(row, trespass->owner))) {
            return true;
        }
    }
    return false;
}

/* What replaces or changes an object, and does nothing else. */
static bool only_changes(const struct operation *operation) {
    return span_equal(operation->method, SPAN("PUT")) ||
           span_equal(operation->method, SPAN("PATCH"));
}

enum err trespass_write(struct trespass *trespass, bool *asked, bool *found) {
    struct reply elsewhere, nobody;
    struct aim *aim = &trespass->aim;
    *asked = *found = false;
    if (!only_changes(trespass->operation) || !reads_bodies(trespass)) {
        return OK;
    }
    TRY(aim_unparsable(trespass->survey, trespass->operation, &trespass->owned, aim));
    if (!aim->id) {
        return OK;
    }
    *asked = true;
    TRY(trespass_ask(trespass, &aim->elsewhere, trespass->reader, &elsewhere));
    if (elsewhere.sample.wire != WIRE_OK || sample_served(&elsewhere.sample)) {
        return OK; /* whatever the body, it is taken */
    }
    TRY(trespass_ask(trespass, &aim->request, trespass->owner, &trespass->owners));
    if (!refused_for_body(&trespass->owners)) {
        return OK;
    }
    TRY(trespass_ask(trespass, &aim->request, trespass->reader, &trespass->readers));
    TRY(trespass_ask(trespass, &aim->request, NULL, &nobody));
    *found = same_error(trespass, &trespass->readers, &trespass->owners) &&
             (!same_error(trespass, &elsewhere, &trespass->readers) || MUTANT(body_before_id)) &&
             sample_refused(&nobody.sample);
    if (!*found) {
        return OK;
    }
    TRY(trespass_still_his(trespass, found));
    TRY(trespass_ask(trespass, &aim->request, trespass->reader, &trespass->again));
    *found = *found && same_error(trespass, &trespass->again, &trespass->readers);
    return OK;
}
