/* SPDX-License-Identifier: Apache-2.0 */
/* Is the operation served to somebody who shows nothing? */
#include "scan/probe.h"

/* Told by what it says of the body, not of what the path names. */
static bool reads_for_nobody(const struct subject *subject) {
    int status = subject_controls(subject)->anonymous.status;
    return subject_controls(subject)->kin_open && status != 404 && status != 410;
}

static enum err plan(struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->gate != GATE_OPEN || gate->anonymous.verdict != VERDICT_GRANTED) {
        return OK;
    }
    struct request request;
    TRY(subject_request(subject, &request));
    bool read = build_is_read(request.method);
    struct attack attack = {
        .label = SPAN("no credential"),
        .battery = BATTERY_QUICK,
        .cause = read ? SPAN("read") : SPAN("write"),
        .message = read ? SPAN("The contract asks for a credential; the API serves the operation "
                               "without any.")
                        : SPAN("The contract asks for a credential; a request without any comes as "
                               "far as one with a valid credential, past the gate."),
    };
    if (gate->by_siblings) {
        attack.cause = SPAN("lookup");
        attack.message =
            SPAN("Without any credential the API looks for what the path names and says that it is "
                 "not there; operations beside it ask for the credential first. "
                 "With --allow-writes it can be tried on an object of the scan's own.");
    }
    if (gate->by_siblings && reads_for_nobody(subject)) {
        attack.cause = SPAN("reading");
        attack.message =
            SPAN("Without any credential the API reads the body and says what is wrong with it; "
                 "other operations of its path serve anybody, while the API elsewhere asks for the "
                 "credential first. With --allow-writes it can be tried.");
    }
    return subject_attack(subject, &anonymous_access, &request, attack, NULL);
}

/* Without a valid credential to compare with, the answer must be the first one's like. */
static bool hit(const struct subject *subject, const struct attack *attack) {
    static const struct volatility none = {.differing = 0};
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->likely && (gate->by_lacking || !gate->by_siblings)) {
        return attack->sample->wire == WIRE_OK &&
               sample_compare(attack->sample, &subject_controls(subject)->anonymous, &none) >=
                   LIKE_FORM;
    }
    return attack->ruling.verdict == VERDICT_GRANTED;
}

static const struct rule rule = {
    .id = "anonymous-access",
    .group = "access",
    .severity = SEVERITY_CRITICAL,
    .title = "An operation that asks for a credential is served without one",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why =
        "Anyone who can reach the API can use the operation. No token has to be stolen or forged; "
        "the contract, and those who rely on it, believe that there is a gate.",
    .how = "The same request is sent with a valid credential (twice), without any, and with a "
           "worthless one. It fires when the answer without a credential has the form of the one "
           "with a valid credential, and does so again with fresh controls. A friendly status with "
           "a body that refuses, a redirect to a login page, 404 or an empty list do not count. A "
           "write "
           "to what is not there, which nobody is refused, is likely to be open where operations "
           "beside it refuse before they look for it; so is one that reads a body for everybody, "
           "where others of its path serve anybody, and the API elsewhere asks first.",
    .fix =
        "Django REST framework: set permission_classes = [IsAuthenticated] on the view, or make it "
        "the default with REST_FRAMEWORK['DEFAULT_PERMISSION_CLASSES']; authentication_classes "
        "alone refuses nobody. If the operation is meant to be public, declare security: [] in "
        "the contract.",
};

const struct probe anonymous_access = {
    .rule = &rule, .needs = NEEDS_SECURITY, .opens = true, .plan = plan, .hit = hit};
