/* SPDX-License-Identifier: Apache-2.0 */
/* Judging the gate: what the controls' answers, taken together, say of an operation. */
#include "base/mutant.h"
#include "scan/oracle_parts.h"
#include "scan/status.h"

/* Refusals are server errors, every time, where the valid credential is let in. That nobody else is
 * answered at all may be so for any reason, and refuses nobody. */
static bool refuses_by_crash(const struct controls *controls) {
    return answered(&controls->valid) && controls->valid.status / 100 != 5 &&
           controls->anonymous.status == 500 &&
           (oracle_crashed(&controls->garbage) || sample_refused(&controls->garbage));
}

/* A success that shows data, and more than an empty list, and does not refuse. */
static bool shows_data(const struct sample *sample) {
    bool plain = sample_served(sample) && (sample->kind == SAMPLE_JSON || MUTANT(page_is_data)) &&
                 !sample->refusal;
    bool data = false;
    for (size_t i = 0; plain && i < sample->leaf_n; i++) {
        plain = !sample->leaves[i].denial;
        data |= !sample->leaves[i].blank && !sample->leaves[i].holds;
    }
    return plain && data;
}

/* No valid credential, and no credential is refused: what a worthless one gets has to tell. */
static struct gate_ruling gate_by_garbage(const struct controls *controls, struct gate_ruling out) {
    const struct sample *garbage = &controls->garbage;
    bool tried = controls->valid.wire != WIRE_UNSENT;
    if (sample_served(garbage) && shows_data(garbage)) {
        out.gate = GATE_OPEN;
        out.likely = true;
        out.garbage = GRANT("a success with data, for a worthless credential");
        out.reason = "refuses without a credential, and answers a worthless one with data";
    } else if (sample_served(&controls->wrong_scheme) && shows_data(&controls->wrong_scheme) &&
               !MUTANT(other_schemes_unheard)) {
        out.gate = GATE_OPEN;
        out.likely = true;
        out.wrong_scheme = GRANT("a success with data, for a worthless credential");
        out.reason = "refuses without a credential, and answers a worthless one of a scheme that "
                     "it does not declare with data";
    } else if (tried) {
        out.gate = GATE_INCONCLUSIVE;
        out.reason = answered(&controls->valid)
                         ? "refuses everyone, the valid credential too"
                         : "refuses without a credential; the valid one got no answer";
    } else if (garbage->wire != WIRE_UNSENT && oracle_crashed(garbage)) {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential, and falls over a worthless one; not tried with "
                     "a valid one";
    } else if (!answered(garbage) && garbage->wire != WIRE_UNSENT) {
        out.gate = GATE_INCONCLUSIVE;
        out.reason = "refuses without a credential; a worthless one got no answer";
    } else if (garbage->wire == WIRE_UNSENT || sample_refused(garbage) ||
               oracle_refuses_politely(garbage) ||
               (!controls->write && oracle_turns_away(garbage)) ||
               sample_blames_credential(garbage, &controls->valid)) {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential; not tried with a valid one";
    } else {
        out.gate = GATE_INCONCLUSIVE;
        out.reason =
            "refuses without a credential, and not with a worthless one; there is no valid "
            "one to compare";
    }
    return out;
}

/* No valid credential: what can be said of the others' answers alone. */
static struct gate_ruling gate_without_valid(const struct controls *controls,
                                             struct gate_ruling out) {
    static const struct volatility none = {.differing = 0};
    const struct sample *anonymous = &controls->anonymous, *garbage = &controls->garbage;
    if (out.anonymous.verdict == VERDICT_DENIED) {
        return gate_by_garbage(controls, out);
    }
    bool alike = !answered(garbage) || sample_refused(garbage) ||
                 sample_compare(garbage, anonymous, &none) >= LIKE_FORM;
    if (shows_data(anonymous) && alike && controls->valid.wire == WIRE_UNSENT) {
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

/* Handled by the operation itself, though with an error, as what was sent was made to fail. */
static bool handled(const struct controls *controls) {
    const struct sample *anonymous = &controls->anonymous;
    int status = anonymous->status;
    return controls->write && !oracle_before_routing(controls, anonymous) &&
           (status_blames_body(status) || status == 404 || status == 409);
}

static struct gate_ruling gate_public(const struct controls *controls, struct gate_ruling out) {
    const struct sample *anonymous = &controls->anonymous;
    out.gate = GATE_INCONCLUSIVE;
    if (!answered(anonymous) || oracle_about_server(anonymous)) {
        out.reason = out.anonymous.reason;
    } else if (sample_refused(anonymous) || oracle_refuses_politely(anonymous)) {
        out.anonymous = DENY("refused");
        out.reason = "declared public, but refuses without a credential";
    } else if (sample_served(anonymous) || anonymous->status / 100 == 3 ||
               MUTANT(public_by_error)) {
        out.gate = GATE_PUBLIC;
        out.anonymous = GRANT("declared public");
        out.reason = "declared public, and is";
    } else if (handled(controls) && controls->unparsable && anonymous->status != 404) {
        out.reason = "declared public, but a body that cannot be parsed may be refused before "
                     "anybody is asked who he is";
    } else if (handled(controls)) {
        out.gate = GATE_PUBLIC;
        out.anonymous = GRANT("declared public");
        out.reason = "declared public; a request that cannot succeed is handled and not refused";
    } else if (oracle_before_routing(controls, anonymous)) {
        out.reason = "declared public, but answers as a path that does not exist does";
    } else {
        out.reason = "declared public, but answers with an error: nothing was served";
    }
    return out;
}

/* Whether the valid credential was let in for certain: errors come before verification as well. */
static bool truly_served(const struct sample *valid) {
    return (sample_served(valid) && !sample_fails(valid)) || valid->status / 100 == 3;
}

/* Granted where no credential was refused, not even a worthless one, and all met an error. */
static bool by_siblings(const struct controls *controls) {
    return (controls->siblings_ask_first || controls->kin_unread) &&
           controls->valid.status / 100 == 4 && !oracle_refused(controls, &controls->garbage);
}

/* With a valid credential that was let in. */
static struct gate_ruling gate_with_valid(const struct controls *controls, struct gate_ruling out) {
    const struct sample *garbage = &controls->garbage;
    bool sent = garbage->wire != WIRE_UNSENT;
    out.gate = GATE_INCONCLUSIVE;
    if (out.anonymous.verdict == VERDICT_GRANTED) {
        out.gate = GATE_OPEN;
        out.by_siblings = out.likely = by_siblings(controls);
        bool lookup = status_is_missing(controls->valid.status);
        out.reason = !out.likely ? "serves requests without a credential"
                     : lookup
                         ? "without a credential it looks for what the path names, where its "
                           "siblings ask for the credential first"
                         : "without a credential it looks at the body; its kin of the same path "
                           "serve anybody, and others ask for the credential first";
    } else if (out.anonymous.verdict == VERDICT_UNCLEAR) {
        out.reason = out.anonymous.reason;
    } else if (out.garbage.verdict == VERDICT_GRANTED) {
        out.gate = GATE_OPEN;
        out.by_siblings = out.likely = by_siblings(controls);
        out.reason = out.likely ? "with a worthless credential it looks for what the path names, "
                                  "where its siblings refuse such before"
                                : "accepts any string as a credential";
    } else if (out.wrong_scheme.verdict == VERDICT_GRANTED && truly_served(&controls->valid)) {
        out.gate = GATE_OPEN;
        out.reason = "accepts any string as a credential of a scheme that it does not declare";
    } else if (sent && oracle_crashed(garbage)) {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential, and falls over a worthless one";
    } else if (sent && out.garbage.verdict == VERDICT_UNCLEAR && !MUTANT(unclear_is_enforced)) {
        out.reason = sample_past(garbage) && !sample_served(garbage)
                         ? "refuses without a credential; a worthless one comes as far as a valid "
                           "one, to an error that may come before it is looked at"
                         : "refuses without a credential; a worthless one gets an unclear answer";
    } else {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential and with a worthless one";
    }
    return out;
}

/* The valid credential opens, and what is behind it falls over. */
static struct gate_ruling gate_before_crash(const struct sample *valid, struct gate_ruling out) {
    out.gate = GATE_INCONCLUSIVE;
    if (valid->throttled || valid->status > 501 || valid->status / 100 != 5) {
        out.reason = valid->throttled ? "the valid credential is throttled"
                                      : "the valid credential gets no answer of the API's own";
        return out;
    }
    bool others = out.anonymous.verdict == VERDICT_DENIED && out.garbage.verdict == VERDICT_DENIED;
    out.gate = others ? GATE_ENFORCED : GATE_INCONCLUSIVE;
    out.reason = others ? "refuses all but the valid credential, which meets a server error"
                        : "the valid credential gets a server error";
    return out;
}

/* A layer before routing answers everything alike: nothing of this operation was seen. */
static struct gate_ruling unless_before_routing(const struct controls *controls,
                                                struct gate_ruling out) {
    const struct sample *seen =
        answered(&controls->valid) ? &controls->valid : &controls->anonymous;
    bool claims = out.gate == GATE_OPEN || out.gate == GATE_PUBLIC;
    if (claims && sample_served(seen) && oracle_before_routing(controls, seen)) {
        out.gate = GATE_INCONCLUSIVE;
        out.valid_accepted = out.likely = false;
        out.anonymous = out.garbage = UNCLEAR("a path that does not exist gets the same answer");
        out.reason = out.anonymous.reason;
    }
    return out;
}

static struct gate_ruling gate_of(const struct controls *controls, bool declared_public) {
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
    if (oracle_opens_nothing(controls)) {
        return gate_without_valid(controls, out);
    }
    if (refuses_by_crash(controls)) {
        out.by_crash = true;
        out.anonymous = out.garbage = DENY("refuses with a server error");
    }
    out.valid_accepted = !oracle_about_server(valid);
    if (!out.valid_accepted) {
        return gate_before_crash(valid, out);
    }
    return gate_with_valid(controls, out);
}

struct gate_ruling oracle_gate(const struct controls *controls, bool declared_public) {
    return unless_before_routing(controls, gate_of(controls, declared_public));
}
