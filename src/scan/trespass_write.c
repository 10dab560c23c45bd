/* SPDX-License-Identifier: Apache-2.0 */
/* Writing to what is another's, so that it cannot succeed. */
#include "scan/trespass_write.h"

#include "base/mutant.h"
#include "scan/build/build_schema.h"
#include "scan/probe.h"
#include "scan/status.h"
#include "text/words.h"

/* Past the gate, and refused for what was sent. */
static bool refused_for_body(const struct reply *reply) {
    return reply->sample.wire == WIRE_OK && status_blames_body(reply->sample.status);
}

static bool same_error(const struct trespass *trespass, const struct reply *a,
                       const struct reply *b) {
    return refused_for_body(a) && a->sample.status == b->sample.status &&
           sample_same_refusal(&a->sample, &b->sample, &trespass->volatility);
}

/* A member that its body must have is named: the body was read as an empty one, and found wanting.
 */
static bool names_required(const struct trespass *trespass, const struct operation *operation,
                           struct span body) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        struct schema_view view;
        schema_open(&view, survey_contract(trespass->survey), media->schema);
        for (size_t i = 0; i < view.n; i++) {
            NODE_EACH(name, node_get(view.part[i], SPAN("required"))) {
                if (node_text(name).len && span_find(body, node_text(name)) != SIZE_MAX) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Told so by a parser: "JSON parse error", "Unexpected token". Who takes what he cannot parse for
 * an empty body blames it as well, with other words, and may take it for an object that is there.
 */
static bool blames_syntax(const struct trespass *trespass, const struct operation *operation,
                          const struct reply *reply) {
    static const struct span words = SPAN_INIT(
        " json xml parse parser parsing parsed malformed syntax unexpected unmarshal decode "
        "decoding deserialize unparsable unreadable eof boundary multipart ");
    struct span body = reply->exchange.response.body;
    return reply->sample.status == 415 ||
           (refused_for_body(reply) && words_any(body, words) &&
            !names_required(trespass, operation, body)) ||
           MUTANT(any_blame_is_syntax);
}

/* Whatever was sent that cannot be parsed, nobody took it: as the owner. */
static bool taken_somewhere(const struct trespass *trespass) {
    bool taken = false;
    VEC_EACH(const struct operation, operation, &survey_contract(trespass->survey)->operations) {
        const struct operation_result *row = survey_row(trespass->survey, operation);
        int status = row && operation->bodies.n && !build_is_read(operation->method)
                         ? survey_status(row, trespass->owner)
                         : 0;
        taken |= status / 100 == 2 && !MUTANT(taken_unheeded);
    }
    return taken;
}

/* Where objects of the collection are made, the owner was refused for a body that nobody can parse:
 * such bodies are read before anything is done. */
static enum err reads_bodies(struct trespass *trespass, bool *out) {
    struct survey *survey = trespass->survey;
    *out = false;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        bool above = operation->bodies.n && !operation_has_variable(operation) &&
                     span_starts(trespass->operation->path, operation->path);
        struct draft draft;
        struct reply reply;
        if (*out || !above || !row || !status_blames_body(survey_status(row, trespass->owner))) {
            continue;
        }
        TRY(survey_build_spoiled(survey, operation, BUILD_UNPARSABLE, &draft));
        if (draft.built && draft.body_guards) {
            TRY(survey_ask(survey, operation, &draft.request, trespass->owner, &reply));
            *out = blames_syntax(trespass, operation, &reply);
        }
    }
    return OK;
}

/* What replaces or changes an object, and does nothing else. */
static bool only_changes(const struct operation *operation) {
    return span_equal(operation->method, SPAN("PUT")) ||
           span_equal(operation->method, SPAN("PATCH"));
}

enum err trespass_write(struct trespass *trespass, bool *asked, bool *found) {
    struct reply elsewhere, nobody;
    struct aim *aim = &trespass->aim;
    bool reads = false;
    *asked = *found = false;
    if (!only_changes(trespass->operation) || taken_somewhere(trespass)) {
        return OK;
    }
    TRY(reads_bodies(trespass, &reads));
    if (!reads) {
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
