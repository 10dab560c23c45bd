/* SPDX-License-Identifier: Apache-2.0 */
/* Judging the gate of a write by bodies that parse and lack what the contract requires. */
#include "base/mutant.h"
#include "scan/oracle_parts.h"
#include "scan/status.h"

static bool refused(const struct controls *controls, const struct sample *answer) {
    return oracle_refused(controls, answer) || oracle_sent_to_log_in(answer);
}

/* Asked who he is before anybody looked at the body. 403 may be any rule's word (a CSRF check, a
 * firewall): it must blame the credential, or a worthless one must be told so by 401. */
static bool stopped(const struct controls *controls, const struct sample *answer) {
    return refused(controls, answer) &&
           (answer->status != 403 || sample_blames_credential(answer, &controls->valid));
}

static bool served(const struct lacking *lacking) {
    const struct sample *anonymous = &lacking->anonymous;
    return sample_served(anonymous) && !sample_served(&lacking->nowhere) && !anonymous->refusal &&
           (!sample_fails(anonymous) || MUTANT(failure_is_served)) &&
           !oracle_refuses_politely(anonymous);
}

/* The operation itself found fault: not the router, and not the parser that met the other body. */
static bool handled(const struct controls *controls, const struct lacking *lacking) {
    static const struct volatility none = {.differing = 0};
    const struct sample *anonymous = &lacking->anonymous, *nowhere = &lacking->nowhere;
    int status = anonymous->status;
    bool routed = answered(nowhere) && (nowhere->status != status ||
                                        sample_compare(anonymous, nowhere, &none) != LIKE_SAME);
    return answered(anonymous) && routed &&
           sample_compare(anonymous, &controls->anonymous, &none) != LIKE_SAME &&
           (sample_fails(anonymous) || status_blames_body(status) || status == 404 ||
            status == 409);
}

/* Other than the router, or who stands in front of it, speaks to the same where nothing is. */
static bool routes_worthless(const struct lacking *lacking) {
    static const struct volatility none = {.differing = 0};
    const struct sample *garbage = &lacking->garbage, *astray = &lacking->astray;
    return answered(garbage) && answered(astray) && astray->status / 100 == 4 &&
           !sample_same_refusal(garbage, astray, &none);
}

/* Where its siblings refuse a worthless credential before they look for anything. The router's own
 * "there is no such page" is none of the operation's words, unless it found fault before. */
static bool looked_for_worthless(const struct controls *controls, const struct lacking *lacking) {
    bool there = lacking->worthless_read || routes_worthless(lacking) || MUTANT(routers_word_told);
    return lacking->absent && !lacking->whole && controls->siblings_ask_first && there &&
           answered(&lacking->garbage) && status_is_missing(lacking->garbage.status) &&
           !MUTANT(worthless_unread);
}

/* Without a credential it is stopped: whether a worthless one is as well decides. */
static struct gate_ruling by_garbage(const struct controls *controls, const struct lacking *lacking,
                                     struct gate_ruling out) {
    const struct sample *garbage = &lacking->garbage;
    bool sent = garbage->wire != WIRE_UNSENT;
    out.by_lacking = true;
    out.likely = out.by_siblings = out.valid_accepted = false;
    out.anonymous = DENY("refused");
    if (!sent || refused(controls, garbage)) {
        out.gate = GATE_ENFORCED;
        out.garbage = sent ? DENY("refused") : out.garbage;
        out.reason = lacking->whole
                         ? "refuses without a credential and with a worthless one; what a valid "
                           "one opens was not tried"
                     : lacking->absent
                         ? "refuses without a credential and with a worthless one before it looks "
                           "for what the path names; what a valid one opens was not tried"
                         : "refuses without a credential and with a worthless one before it looks "
                           "for what the body lacks; what a valid one opens was not tried";
    } else if (oracle_crashed(garbage)) {
        out.gate = GATE_ENFORCED;
        out.reason = "refuses without a credential, and falls over a worthless one; what a valid "
                     "one opens was not tried";
    } else if (looked_for_worthless(controls, lacking)) {
        out.gate = GATE_OPEN;
        out.by_siblings = out.likely = true;
        out.garbage =
            GRANT("it was looked for what the path names, and nobody looked at the credential");
        out.reason = "with a worthless credential it looks for what the path names, where its "
                     "siblings refuse such before";
    } else {
        out.gate = GATE_INCONCLUSIVE;
        out.garbage = UNCLEAR("not refused where no credential is");
        out.reason = lacking->absent
                         ? "refuses without a credential, but not with a worthless one"
                         : "refuses without a credential; with a worthless one it looks for what "
                           "the body lacks";
    }
    return out;
}

/* Told by how others of the API behave, so that it is likely and no more. */
static struct gate_ruling likely_open(struct gate_ruling out, struct ruling ruling,
                                      const char *reason) {
    out.gate = GATE_OPEN;
    out.by_lacking = out.by_siblings = out.likely = true;
    out.valid_accepted = false;
    out.anonymous = out.garbage = ruling;
    out.reason = reason;
    return out;
}

/* Past all validators nobody is asked who he is, where the operation's siblings ask that first. */
static struct gate_ruling by_lookup(const struct controls *controls, const struct lacking *lacking,
                                    struct gate_ruling out) {
    static const struct volatility none = {.differing = 0};
    const struct sample *anonymous = &lacking->anonymous, *garbage = &lacking->garbage;
    bool routed = handled(controls, lacking) || (lacking->read && !MUTANT(routers_word_counts));
    if (out.gate != GATE_INCONCLUSIVE || !status_is_missing(anonymous->status) ||
        !answered(garbage) || !routed || !sample_same_error(garbage, anonymous, &none)) {
        return out;
    }
    if (!controls->siblings_ask_first || !controls->shows_itself) {
        out.reason = "without a credential it looks for what the path names: it is open, or asks "
                     "for the credential after that";
        return out;
    }
    return likely_open(
        out, GRANT("it was looked for what the path names, and nobody asked who it is"),
        "without a credential it looks for what the path names, where its siblings ask for the "
        "credential first");
}

/* It looked for what the body lacks, whoever sent it. Many do so and ask who it is after that,
 * beside others that ask first: only where its kin serve anybody does it tell something. */
static struct gate_ruling by_reading(const struct controls *controls, const struct lacking *lacking,
                                     struct gate_ruling out) {
    static const struct volatility none = {.differing = 0};
    const struct sample *anonymous = &lacking->anonymous, *garbage = &lacking->garbage;
    out.reason = "without a credential it looks for what the body lacks: it is open, or asks for "
                 "the credential after that";
    bool read = (controls->kin_open && !MUTANT(kin_unasked)) || MUTANT(reading_opens);
    if (!read || !answered(garbage) || !sample_same_error(garbage, anonymous, &none)) {
        return out;
    }
    return likely_open(
        out, GRANT("it was looked for what the body lacks, and nobody asked who it is"),
        "without a credential it looks for what the body lacks; its kin of the same path serve "
        "anybody, and others ask for the credential first");
}

static struct gate_ruling of_public(const struct controls *controls, const struct lacking *lacking,
                                    struct gate_ruling out) {
    if (served(lacking) || (handled(controls, lacking) && lacking->anonymous.status != 404)) {
        out.gate = GATE_PUBLIC;
        out.by_lacking = true;
        out.anonymous = GRANT("declared public");
        out.reason = "declared public; a request that lacks what the contract requires is handled "
                     "and not refused";
    }
    return out;
}

bool oracle_lacking_read(const struct controls *controls, const struct lacking *lacking) {
    return status_blames_body(lacking->anonymous.status) && handled(controls, lacking);
}

bool oracle_lacking_read_worthless(const struct controls *controls, const struct lacking *lacking) {
    static const struct volatility none = {.differing = 0};
    const struct sample *garbage = &lacking->garbage;
    bool parsers = sample_same_refusal(garbage, &controls->garbage, &none);
    return status_blames_body(garbage->status) && !parsers && routes_worthless(lacking) &&
           !MUTANT(worthless_fault_unheard);
}

struct gate_ruling oracle_lacking_gate(const struct controls *controls,
                                       const struct lacking *lacking, bool declared_public,
                                       struct gate_ruling before) {
    const struct sample *anonymous = &lacking->anonymous, *garbage = &lacking->garbage;
    struct gate_ruling out = before;
    if (declared_public) {
        return of_public(controls, lacking, before);
    }
    if (stopped(controls, anonymous) || (sample_refused(anonymous) && garbage->status == 401)) {
        return by_garbage(controls, lacking, before);
    }
    if (before.gate == GATE_INCONCLUSIVE && served(lacking)) {
        out.gate = GATE_OPEN;
        out.by_lacking = out.likely = true;
        out.valid_accepted = false;
        out.anonymous = GRANT("a success, without any credential");
        out.reason = lacking->whole ? "serves a write without a credential"
                     : lacking->absent
                         ? "serves a write without a credential, to what is not even there"
                         : "serves a write without a credential, and though the body lacks what "
                           "the contract requires";
    } else if (lacking->absent && !lacking->whole) {
        return by_lookup(controls, lacking, before);
    } else if (before.gate == GATE_INCONCLUSIVE && (handled(controls, lacking) || lacking->read)) {
        return by_reading(controls, lacking, before);
    }
    return out;
}
