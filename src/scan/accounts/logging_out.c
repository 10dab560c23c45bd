/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a logout with all that is to end by it. */
#include "scan/accounts/logging_out.h"

#include "base/mutant.h"
#include "scan/build/build_schema.h"
#include "text/json.h"
#include "text/words.h"

enum err logging_out_read(struct logging_out *trial, const struct identity *identity,
                          struct reply *out) {
    return survey_ask_by(trial->survey, trial->read, &trial->bare, identity, trial->scheme, out);
}

static bool is_written(struct span key) {
    return span_equal(key, SPAN("refresh")) || span_equal(key, SPAN("refresh_token")) ||
           span_equal(key, SPAN("refreshToken"));
}

/* Where a refresh token is asked for, it is given: it is part of what is to end. */
static enum err add_refresh(struct logging_out *trial, struct request *request) {
    struct arena *arena = survey_arena(trial->survey);
    struct span token = trial->refresh;
    if (!token.len || !trial->logout->bodies.n) {
        return OK;
    }
    BUF_SCOPE body = {0};
    struct json_writer writer = {.out = &body};
    json_begin_object(&writer);
    json_key(&writer, "refresh");
    json_string(&writer, token);
    json_key(&writer, "refresh_token");
    json_string(&writer, token);
    json_key(&writer, "refreshToken");
    json_string(&writer, token);
    VEC_EACH(const struct media, media, &trial->logout->bodies) {
        struct schema_view view;
        schema_open_whole(&view, survey_contract(trial->survey), media->schema);
        for (struct schema_walk walk = {.view = &view}; schema_next(&walk);) {
            struct span name = node_key(walk.property);
            bool other =
                !is_written(name) && words_any(name, SPAN(" refresh renewal renew token "));
            if (other && !MUTANT(other_refresh_unsent)) {
                json_key_span(&writer, name);
                json_string(&writer, token);
            }
        }
    }
    json_end_object(&writer);
    TRY(buf_status(&body));
    request->body = arena_dup(arena, buf_span(&body));
    TRY_PTR(request->body.ptr);
    return fields_set(arena, &request->fields, SPAN("Content-Type"), SPAN("application/json"))
               ? OK
               : ERR_MEMORY;
}

enum err logging_out_do(struct logging_out *trial, bool *done) {
    struct survey *survey = trial->survey;
    struct arena *arena = survey_arena(survey);
    struct wallet *wallet = survey_wallet(survey);
    const struct requirement *requirement =
        survey_requirement(survey, trial->read, trial->identity, trial->scheme);
    struct draft draft;
    *done = false;
    TRY(survey_build(survey, trial->logout, NULL, &draft));
    if (!draft.built || !requirement) {
        return OK;
    }
    TRY(add_refresh(trial, &draft.request));
    TRY(wallet_accompany(wallet, arena, trial->logout, trial->identity, &draft.request));
    TRY(wallet_present(wallet, arena, trial->identity, requirement, &draft.request));
    TRY(survey_fetch(survey, &draft.request, &trial->out));
    *done = sample_served(&trial->out.sample) ||
            (trial->out.sample.status / 100 == 3 && trial->out.sample.wire == WIRE_OK);
    return OK;
}

enum err logging_out_is_vain(struct logging_out *trial, bool *out) {
    static const struct volatility none = {.differing = 0};
    *out = true;
    for (size_t i = 0; i < 2 && *out; i++) {
        TRY(logging_out_read(trial, trial->identity, &trial->after));
        *out = sample_served(&trial->after.sample) &&
               sample_compare(&trial->after.sample, &trial->before.sample, &none) >= LIKE_FORM;
    }
    return OK;
}
