/* SPDX-License-Identifier: Apache-2.0 */
/* What judging an answer and judging a gate both ask of one. */
#include "scan/oracle_parts.h"

#include "base/mutant.h"

bool oracle_about_server(const struct sample *sample) {
    return sample->throttled || sample->status / 100 == 5 || sample->status / 100 == 1;
}

bool oracle_before_routing(const struct controls *controls, const struct sample *answer) {
    static const struct volatility none = {.differing = 0};
    return answered(&controls->nowhere) && answer->status == controls->nowhere.status &&
           (sample_compare(answer, &controls->nowhere, &controls->volatility) == LIKE_SAME ||
            sample_compare(answer, &controls->nowhere, &none) == LIKE_SAME);
}

bool oracle_refused(const struct controls *controls, const struct sample *answer) {
    if (sample_refused(answer)) {
        return true;
    }
    bool error = answer->status / 100 == 4 || sample_fails(answer);
    return answered(answer) && error && !answer->throttled &&
           sample_blames_credential(answer, &controls->valid);
}

bool oracle_crashed(const struct sample *sample) {
    return sample->wire == WIRE_CLOSED || (answered(sample) && sample->status == 500);
}

bool oracle_refuses_politely(const struct sample *sample) {
    bool blames = sample->blames;
    for (size_t i = 0; i < sample->leaf_n && !blames; i++) {
        blames = sample->leaves[i].blames;
    }
    return sample_served(sample) && blames && (sample->refusal || sample->kind != SAMPLE_JSON);
}

/* A success by its status that refuses by form and words, or a page where one logs in. Longer texts
 * are pages that have a link to the login, too. */
static bool reads_as_refusal(const struct sample *sample) {
    enum { SHORT_TEXT = 400, SHORT_PAGE = 2048 };
    bool denies = false;
    for (size_t i = 0; i < sample->leaf_n && !denies; i++) {
        denies = sample->leaves[i].denial;
    }
    switch (sample->kind) {
    case SAMPLE_NONE:
    case SAMPLE_EMPTY:
        return false;
    case SAMPLE_JSON:
        return sample->refusal && denies;
    case SAMPLE_TEXT:
        return sample->refusal && sample->size <= SHORT_TEXT;
    case SAMPLE_HTML:
        return sample->password_form || (sample->refusal && sample->size <= SHORT_PAGE);
    }
    return false;
}

bool oracle_refuses_all_politely(const struct controls *controls) {
    const struct sample *valid = &controls->valid, *anonymous = &controls->anonymous;
    return sample_served(valid) && sample_served(anonymous) && reads_as_refusal(valid) &&
           reads_as_refusal(anonymous) && !MUTANT(polite_to_all_opens) &&
           sample_compare(anonymous, valid, &controls->volatility) >= LIKE_FORM;
}
