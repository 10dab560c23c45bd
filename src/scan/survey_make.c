/* SPDX-License-Identifier: Apache-2.0 */
/* Making an object for a survey: remembered like all that the scan makes. */
#include "scan/survey_make.h"

#include "scan/engine_state.h"

enum err survey_make_object(struct survey *survey, const struct operation *create,
                            const struct identity *identity, struct span *url) {
    struct engine *engine = survey->engine;
    struct reply reply;
    struct draft draft;
    size_t before = engine->made.all.n;
    *url = (struct span){"", 0};
    TRY(survey_build(survey, create, NULL, &draft));
    if (!draft.built || draft.made_up_id || !survey_may_write(survey)) {
        return OK;
    }
    TRY(survey_make(survey, create, &draft.request, identity, &reply));
    if (engine->made.all.n > before) {
        *url = arena_dup(survey_arena(survey), engine->made.all.at[before].url);
        TRY_PTR(url->ptr);
    }
    return OK;
}

enum err survey_made(struct survey *survey, const struct reply *reply,
                     const struct identity *identity) {
    return made_note(survey->engine, &reply->exchange, identity);
}

enum err survey_unmake(struct survey *survey, struct span url) {
    return made_take_back(survey->engine, url);
}
