/* SPDX-License-Identifier: Apache-2.0 */
/* Looking at an object through the operations that stand below its collection. */
#include "scan/trespass_seen.h"

#include "scan/status.h"
#include "scan/survey_rows.h"
#include "text/uri.h"

bool trespass_is_below(const struct operation *operation, const struct operation *create) {
    struct span path = uri_without_slash(create->path);
    return span_starts(operation->path, path) &&
           span_starts(span_from_index(operation->path, path.len), SPAN("/{"));
}

/* "GET /orders/{id}" of "/orders". */
static bool is_detail(const struct operation *operation, const struct operation *create) {
    if (!trespass_is_below(operation, create) || !span_equal(operation->method, SPAN("GET"))) {
        return false;
    }
    struct span rest = span_from_index(operation->path, uri_without_slash(create->path).len + 1);
    rest = uri_without_slash(rest);
    return span_ends(rest, SPAN("}")) && span_find_byte(rest, '/') == SIZE_MAX;
}

static enum err look(struct trespass *trespass, const struct operation *create,
                     const struct identity *identity, struct reply *out) {
    struct survey *survey = trespass->survey;
    struct draft draft;
    *out = (struct reply){.exchange.response.wire = WIRE_FAILED};
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (is_detail(operation, create) && out->exchange.response.wire != WIRE_OK) {
            TRY(survey_build(survey, operation, &trespass->owned.known, &draft));
            TRY(draft.built ? survey_ask(survey, operation, &draft.request, identity, out) : OK);
        }
    }
    return OK;
}

enum err trespass_look(struct trespass *trespass, const struct operation *create,
                       struct reply *out) {
    return look(trespass, create, trespass->owner, out);
}

enum err trespass_shown(struct trespass *trespass, const struct operation *create, bool *out) {
    struct reply seen;
    enum err err = look(trespass, create, trespass->reader, &seen);
    *out = err == OK && sample_served(&seen.sample);
    return err;
}

bool trespass_is_gone(const struct reply *reply) {
    return reply->sample.wire == WIRE_OK && status_is_missing(reply->sample.status);
}

bool trespass_took(const struct reply *reply) {
    return sample_served(&reply->sample) && !reply->sample.fails && !reply->sample.refusal;
}
