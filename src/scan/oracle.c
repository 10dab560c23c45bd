/* SPDX-License-Identifier: Apache-2.0 */
/* Judging: an answer belongs to those who were let in, to those who were refused, or to neither. */
#include "scan/oracle.h"

#define GRANT(why) ((struct ruling){VERDICT_GRANTED, (why)})
#define DENY(why) ((struct ruling){VERDICT_DENIED, (why)})
#define UNCLEAR(why) ((struct ruling){VERDICT_UNCLEAR, (why)})

static bool answered(const struct sample *sample) {
    return sample->wire == WIRE_OK;
}

/* Answers that tell of the server's state, not of its gate. */
static bool about_the_server(const struct sample *sample) {
    return sample->throttled || sample->status / 100 == 5 || sample->status / 100 == 1;
}

/* Some control was refused though its request was spoiled just as much: so authentication comes
 * before whatever gave the error that the valid credential met. */
static bool gate_comes_first(const struct controls *controls) {
    return sample_refused(&controls->anonymous) || sample_refused(&controls->garbage) ||
           sample_refused(&controls->wrong_scheme);
}

/* Both answers are successes. */
static struct ruling judge_success(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    bool denies = sample_denies(answer, valid);
    switch (sample_compare(answer, valid, &controls->volatility)) {
    case LIKE_SAME:
        return GRANT("the answer is the one that the valid credential gets");
    case LIKE_FORM:
        if (denies) {
            return DENY("the status is a success, but the body refuses");
        }
        return GRANT("the answer has the form of the one that the valid credential gets");
    case LIKE_FILTERED:
        return UNCLEAR("the answer is a success, but its lists are empty");
    case LIKE_NOTHING:
        break;
    }
    if (denies) {
        return DENY("the status is a success, but the body refuses");
    }
    return UNCLEAR("a success with another body than the valid credential gets");
}

/* The valid credential met an error that has nothing to do with the gate (404, 400, 415 …). */
static struct ruling judge_beyond(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    if (answer->status != valid->status) {
        return UNCLEAR("neither the refusal nor the answer that the valid credential gets");
    }
    if (valid->status == 404 && !controls->shows_itself) {
        return UNCLEAR("404 for the valid credential too: the gate may hide behind it");
    }
    if (!gate_comes_first(controls)) {
        return UNCLEAR("the valid credential gets the same error, and nobody is refused before it");
    }
    if (sample_compare(answer, valid, &controls->volatility) < LIKE_FORM) {
        return UNCLEAR("the same status as with the valid credential, with another body");
    }
    return GRANT("the request came as far as with the valid credential");
}

struct ruling oracle_judge(const struct controls *controls, const struct sample *answer) {
    const struct sample *valid = &controls->valid;
    if (!answered(answer)) {
        return UNCLEAR(wire_words(answer->wire));
    }
    if (sample_refused(answer)) {
        return DENY("refused");
    }
    if (answer->throttled) {
        return UNCLEAR("throttled");
    }
    if (about_the_server(answer)) {
        return UNCLEAR("a server error");
    }
    if (!answered(valid) || sample_refused(valid) || about_the_server(valid)) {
        return UNCLEAR("no valid credential opens this operation, so there is nothing to compare");
    }
    if (sample_served(valid)) {
        if (sample_served(answer)) {
            return judge_success(controls, answer);
        }
        return answer->status / 100 == 3 ? DENY("redirected elsewhere")
                                         : DENY("an error where the valid credential succeeds");
    }
    if (sample_served(answer)) {
        return UNCLEAR("a success where the valid credential gets an error");
    }
    if (valid->status / 100 == 3 && !span_equal(valid->location, answer->location)) {
        return DENY("redirected elsewhere");
    }
    return judge_beyond(controls, answer);
}

/* Refusals are server errors, every time, where the valid credential is let in. */
static bool refuses_by_crash(const struct controls *controls) {
    return answered(&controls->valid) && controls->valid.status / 100 != 5 &&
           controls->anonymous.status == 500 && controls->garbage.status != 0 &&
           (controls->garbage.status == 500 || sample_refused(&controls->garbage));
}

/* No valid credential: what can be said of the anonymous answer alone. */
static struct gate_ruling gate_without_valid(const struct controls *controls,
                                             struct gate_ruling out) {
    const struct sample *anonymous = &controls->anonymous;
    if (out.anonymous.verdict == VERDICT_DENIED) {
        out.gate = answered(&controls->valid) ? GATE_INCONCLUSIVE : GATE_ENFORCED;
        out.reason = answered(&controls->valid)
                         ? "refuses everyone, the valid credential too"
                         : "refuses without a credential; not tried with a valid one";
        return out;
    }
    bool plain = sample_served(anonymous) && anonymous->kind == SAMPLE_JSON &&
                 !anonymous->refusal && !answered(&controls->valid);
    struct volatility none = {.differing = 0};
    for (size_t i = 0; plain && i < anonymous->leaf_n; i++) {
        plain = !anonymous->leaves[i].denial;
    }
    bool alike = !answered(&controls->garbage) || sample_refused(&controls->garbage) ||
                 sample_compare(&controls->garbage, anonymous, &none) >= LIKE_FORM;
    if (plain && alike) {
        out.gate = GATE_OPEN;
        out.likely = true;
        out.anonymous = GRANT("a success with data, without any credential");
        out.reason = "answers with data without a credential; there is no valid one to compare";
        return out;
    }
    out.gate = GATE_INCONCLUSIVE;
    out.reason = out.anonymous.reason;
    return out;
}

static struct gate_ruling gate_public(const struct controls *controls, struct gate_ruling out) {
    const struct sample *anonymous = &controls->anonymous;
    if (!answered(anonymous) || about_the_server(anonymous)) {
        out.gate = GATE_INCONCLUSIVE;
        out.reason = out.anonymous.reason;
    } else if (sample_refused(anonymous)) {
        out.gate = GATE_ENFORCED;
        out.reason = "declared public, but refuses without a credential";
    } else {
        out.gate = GATE_PUBLIC;
        out.anonymous = GRANT("declared public");
        out.reason = "declared public, and is";
    }
    return out;
}

struct gate_ruling oracle_gate(const struct controls *controls, bool declared_public) {
    struct gate_ruling out = {
        .gate = GATE_INCONCLUSIVE,
        .anonymous = oracle_judge(controls, &controls->anonymous),
        .garbage = oracle_judge(controls, &controls->garbage),
        .wrong_scheme = oracle_judge(controls, &controls->wrong_scheme),
    };
    if (declared_public) {
        return gate_public(controls, out);
    }
    const struct sample *valid = &controls->valid;
    if (!answered(valid) || sample_refused(valid)) {
        return gate_without_valid(controls, out);
    }
    if (refuses_by_crash(controls)) {
        out.by_crash = true;
        out.anonymous = out.garbage = DENY("refuses with a server error");
    }
    out.valid_accepted = !about_the_server(valid);
    if (!out.valid_accepted) {
        out.reason = "the valid credential gets a server error";
    } else if (out.anonymous.verdict == VERDICT_GRANTED) {
        out.gate = GATE_OPEN;
        out.reason = "serves requests without a credential";
    } else if (out.anonymous.verdict == VERDICT_UNCLEAR) {
        out.reason = out.anonymous.reason;
    } else if (out.garbage.verdict == VERDICT_GRANTED) {
        out.gate = GATE_OPEN;
        out.reason = "accepts any string as a credential";
    } else if (out.garbage.verdict == VERDICT_UNCLEAR && answered(&controls->garbage)) {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential; a worthless one gives an unclear answer";
    } else {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential and with a worthless one";
    }
    return out;
}
