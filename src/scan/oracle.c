/* SPDX-License-Identifier: Apache-2.0 */
/* Judging: an answer belongs to those who were let in, to those who were refused, or to neither. */
#include "scan/oracle.h"

#include "base/mutant.h"
#include "scan/oracle_parts.h"
#include "scan/status.h"

/* A worthless credential was refused though its request was spoiled just as much: so credentials
 * are verified before whatever gave the error that the valid one met. That no credential is refused
 * proves less: presence may be checked long before. */
static bool verified_first(const struct controls *controls) {
    bool tried = controls->garbage.wire != WIRE_UNSENT;
    return oracle_refused(controls, tried ? &controls->garbage : &controls->wrong_scheme);
}

/* Both answers are successes, and the envelope itself tells another outcome. */
static struct ruling judge_other_code(const struct sample *answer, const struct sample *valid) {
    return sample_emptied(answer, valid)
               ? DENY("the status is a success, but the body has another code, and no data")
               : UNCLEAR("a success with the valid credential's form, but another code in it");
}

/* Both answers are successes. */
static struct ruling judge_success(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    bool denies = sample_denies(answer, valid);
    enum likeness like = sample_compare(answer, valid, &controls->volatility);
    if (like == LIKE_SAME) {
        return GRANT("the answer is the one that the valid credential gets");
    }
    if (denies && !MUTANT(refused_with_200)) {
        return DENY("the status is a success, but the body refuses");
    }
    if (answer->code && valid->code && answer->code != valid->code) {
        return judge_other_code(answer, valid);
    }
    switch (like) {
    case LIKE_SAME:
    case LIKE_FORM:
        break;
    case LIKE_FILTERED:
        return UNCLEAR("the answer is a success, but its lists are empty");
    case LIKE_NOTHING:
        return UNCLEAR("a success with another body than the valid credential gets");
    }
    return GRANT("the answer has the form of the one that the valid credential gets");
}

/* Without a credential, with a worthless one and with the valid one alike there is no such object,
 * where the operation's siblings refuse the first two before they look for any. Validation proves
 * less: bodies are often parsed before all gates. */
static bool looked_for_nobody(const struct controls *controls, const struct sample *answer) {
    const struct sample *garbage = &controls->garbage, *anonymous = &controls->anonymous;
    int status = controls->valid.status;
    return controls->siblings_ask_first && status_is_missing(status) && answer->status == status &&
           anonymous->status == status && answered(garbage) &&
           sample_same_error(garbage, &controls->valid, &controls->volatility) &&
           sample_same_error(anonymous, &controls->valid, &controls->volatility);
}

/* A worthless credential comes to what is not there as a valid one does, and no credential does
 * not, where the operation's siblings refuse both before they look: it was not looked at. */
static bool looked_for_worthless(const struct controls *controls, const struct sample *answer) {
    const struct sample *garbage = &controls->garbage;
    int status = controls->valid.status;
    return controls->siblings_ask_first && status_is_missing(status) && answer->status == status &&
           answered(garbage) && sample_refused(&controls->anonymous) &&
           sample_same_error(garbage, &controls->valid, &controls->volatility);
}

/* The body is found fault with whoever sends it, where its kin serve anybody and the API asks first
 * otherwise. */
static bool read_for_nobody(const struct controls *controls, const struct sample *answer) {
    const struct sample *garbage = &controls->garbage, *anonymous = &controls->anonymous;
    int status = controls->valid.status;
    return controls->kin_unread && !MUTANT(kin_unparsed) && status_blames_body(status) &&
           answer->status == status && answered(&controls->nowhere) && answered(garbage) &&
           sample_same_error(garbage, &controls->valid, &controls->volatility) &&
           sample_same_error(anonymous, &controls->valid, &controls->volatility);
}

/* The valid credential met an error that has nothing to do with the gate (404, 400, 415 …). */
static struct ruling judge_beyond(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    if (answer->status == 404 && oracle_before_routing(controls, answer) &&
        !oracle_before_routing(controls, valid)) {
        return DENY("hidden: the answer is that of a path that does not exist");
    }
    if (answer->status != valid->status) {
        return UNCLEAR("neither the refusal nor the answer that the valid credential gets");
    }
    if (!sample_same_error(answer, valid, &controls->volatility) && !MUTANT(error_is_measure)) {
        return UNCLEAR("the same status as with the valid credential, with other words");
    }
    if (oracle_before_routing(controls, answer) && !MUTANT(router_speaks)) {
        return UNCLEAR("the valid credential gets the same error, and so does a path that does "
                       "not exist");
    }
    if (valid->status == 404 && !controls->shows_itself && !MUTANT(hidden_is_there)) {
        return UNCLEAR("404 for the valid credential too: the gate may hide behind it");
    }
    if (looked_for_nobody(controls, answer) && !MUTANT(siblings_unasked)) {
        return GRANT("it was looked for what the path names, and nobody asked who it is");
    }
    if (looked_for_worthless(controls, answer) && !MUTANT(worthless_unlooked)) {
        return GRANT("it was looked for what the path names, and nobody looked at the credential");
    }
    if (read_for_nobody(controls, answer)) {
        return GRANT("the body was looked at, and nobody asked who sent it");
    }
    if (!verified_first(controls) && !MUTANT(presence_verifies)) {
        return UNCLEAR("the valid credential gets the same error, and no credential is refused "
                       "before it");
    }
    return GRANT("the request came as far as with the valid credential");
}

/* The valid credential is redirected: a sign of being served where others are not. */
static struct ruling judge_redirect(const struct controls *controls, const struct sample *answer) {
    if (answer->status / 100 != 3) {
        return UNCLEAR("an error where the valid credential is redirected");
    }
    if (!span_equal(controls->valid.location, answer->location) && !MUTANT(any_redirect)) {
        return DENY("redirected elsewhere");
    }
    return oracle_refused(controls, &controls->anonymous) || verified_first(controls)
               ? GRANT("redirected to where the valid credential is, and others are not")
               : UNCLEAR("everybody is redirected to the same place");
}

struct ruling oracle_judge(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    if (sample_refused(answer)) {
        return DENY("refused");
    }
    if (!answered(answer)) {
        return MUTANT(silence_refuses) ? DENY("") : UNCLEAR(wire_words(answer->wire));
    }
    if (controls->garbage.rebuff &&
        sample_same_error(answer, &controls->garbage, &controls->volatility)) {
        return DENY("turned away as a worthless credential is");
    }
    if (answer->throttled) {
        return MUTANT(throttling_refuses) ? DENY("") : UNCLEAR("throttled");
    }
    if (oracle_about_server(answer)) {
        return MUTANT(crash_refuses) ? DENY("") : UNCLEAR("a server error");
    }
    if (oracle_refuses_all_politely(controls) &&
        sample_compare(answer, valid, &controls->volatility) >= LIKE_FORM) {
        return DENY("the status is a success, but the body refuses, as it does everybody");
    }
    bool alone = valid->wire == WIRE_UNSENT && !sample_served(answer);
    bool beside_crash = answered(valid) && oracle_about_server(valid) && !MUTANT(crash_hears_none);
    if ((alone || beside_crash) && !controls->write && oracle_turns_away(answer) &&
        !MUTANT(words_refuse_none)) {
        return DENY("turned away in words, or to a login");
    }
    if (oracle_opens_nothing(controls) || oracle_about_server(valid)) {
        return UNCLEAR("no valid credential opens this operation, so there is nothing to compare");
    }
    if (oracle_refused(controls, answer)) {
        return DENY("an error that blames the credential");
    }
    if (sample_served(valid) && !sample_fails(valid)) {
        if (sample_served(answer)) {
            return judge_success(controls, answer);
        }
        return answer->status / 100 == 3 ? DENY("redirected elsewhere")
                                         : DENY("an error where the valid credential succeeds");
    }
    if (controls->takes_away && sample_served(answer) && !oracle_reads_as_refusal(answer) &&
        status_is_missing(valid->status)) {
        return GRANT("it took away what was there; the valid credential finds nothing any more");
    }
    if (sample_served(answer) && !(sample_fails(valid) && sample_fails(answer))) {
        return UNCLEAR("a success where the valid credential gets an error");
    }
    if (sample_fails(answer) && sample_denies(answer, valid) && answer->code != valid->code) {
        return DENY("the status is a success, but the body refuses");
    }
    if (valid->status / 100 == 3) {
        return judge_redirect(controls, answer);
    }
    if (answer->status / 100 == 3 && answer->location.len) {
        return DENY("redirected elsewhere"); /* to where one logs in; the valid one need not */
    }
    return judge_beyond(controls, answer);
}
