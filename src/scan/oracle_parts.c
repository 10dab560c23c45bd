/* SPDX-License-Identifier: Apache-2.0 */
/* What judging an answer and judging a gate both ask of one. */
#include "scan/oracle_parts.h"

#include "base/mutant.h"
#include "text/words.h"

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
    return sample->wire == WIRE_CLOSED ||
           ((answered(sample) || sample->wire == WIRE_CUT) && sample->status == 500);
}

bool oracle_refuses_politely(const struct sample *sample) {
    bool blames = sample->blames;
    for (size_t i = 0; i < sample->leaf_n && !blames; i++) {
        blames = sample->leaves[i].blames;
    }
    return sample_served(sample) && blames && (sample->refusal || sample->kind != SAMPLE_JSON);
}

/* Longer texts are pages that have a link to the login, too. */
bool oracle_reads_as_refusal(const struct sample *sample) {
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
    return sample_served(valid) && sample_served(anonymous) && oracle_reads_as_refusal(valid) &&
           oracle_reads_as_refusal(anonymous) && !MUTANT(polite_to_all_opens) &&
           sample_compare(anonymous, valid, &controls->volatility) >= LIKE_FORM;
}

bool oracle_sent_to_log_in(const struct sample *answer) {
    static const struct span doors = SPAN_INIT(
        " login logon signin auth authenticate authentication sso oauth oauth2 session sessions ");
    return answered(answer) && answer->status / 100 == 3 &&
           (words_any(answer->location, doors) ||
            span_find_nocase(answer->location, SPAN("sign-in")) != SIZE_MAX ||
            span_find_nocase(answer->location, SPAN("sign_in")) != SIZE_MAX);
}

/* An error whose words find fault with the credential itself; what is not there may be a token or a
 * session. */
static bool blames_in_words(const struct sample *sample) {
    static const struct sample nothing = {.wire = WIRE_OK};
    int status = sample->status;
    bool about_object =
        status == 404 || status == 405 || status == 409 || status == 410 || status == 415;
    return ((status / 100 == 4 && !about_object) || sample_fails(sample)) &&
           sample_blames_credential(sample, &nothing);
}

bool oracle_turns_away(const struct sample *answer) {
    return sample_refused(answer) || blames_in_words(answer) || oracle_sent_to_log_in(answer);
}

/* The body of a write may lack a token: where a worthless credential is refused by its status, such
 * words are about the body. */
static bool blamed(const struct controls *controls) {
    bool about_body = controls->write && sample_refused(&controls->garbage);
    return !about_body && blames_in_words(&controls->valid) && !MUTANT(blamed_and_enforced);
}

/* Sent to where one logs in, and so is whoever shows a worthless one. */
static bool sent_away(const struct controls *controls) {
    return oracle_sent_to_log_in(&controls->valid) && answered(&controls->garbage) &&
           controls->garbage.status / 100 == 3 && !MUTANT(sent_away_and_open) &&
           span_equal(controls->valid.location, controls->garbage.location);
}

bool oracle_opens_nothing(const struct controls *controls) {
    const struct sample *valid = &controls->valid;
    return !answered(valid) || sample_refused(valid) || blamed(controls) || sent_away(controls) ||
           oracle_refuses_all_politely(controls);
}
