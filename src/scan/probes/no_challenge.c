/* SPDX-License-Identifier: Apache-2.0 */
/* Does a 401 tell how to authenticate? */
#include "scan/probe.h"

static enum err plan(struct subject *subject) {
    const struct controls *controls = subject_controls(subject);
    struct request request;
    TRY(subject_request(subject, &request));
    struct attack attack = {
        .label = SPAN("no credential"),
        .battery = BATTERY_QUICK,
        .cause = SPAN("401"),
        .message = SPAN("401 is answered without a WWW-Authenticate field, so that clients cannot "
                        "know which scheme is wanted."),
    };
    if (controls->anonymous.status != 401 || controls->anonymous.challenge) {
        if (controls->garbage.status != 401 || controls->garbage.challenge) {
            return OK;
        }
        const struct exchange *garbage = subject_control(subject, CONTROL_GARBAGE);
        attack.label = SPAN("a worthless credential");
        return subject_attack(subject, &no_challenge, &garbage->request, attack, NULL);
    }
    return subject_attack(subject, &no_challenge, &request, attack, NULL);
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    return attack->sample->status == 401 && !attack->sample->challenge;
}

static const struct rule rule = {
    .id = "no-challenge",
    .group = "leakage",
    .severity = SEVERITY_INFO,
    .title = "401 comes without a WWW-Authenticate field",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why = "RFC 9110 (section 11.6.1) requires the field: without it clients, proxies and tools "
           "cannot "
           "tell which scheme is asked for, and fall back to guessing, or to sending passwords.",
    .how =
        "The answers to requests without a credential and with a worthless one are read. It fires "
        "when one of them is 401 and has no WWW-Authenticate field.",
    .fix = "Django REST framework: inherit from BaseAuthentication and return a challenge such as "
           "'Bearer realm=\"api\"' from authenticate_header; the first authenticator of the view "
           "decides whether 401 or 403 is sent.",
};

const struct probe no_challenge = {
    .rule = &rule, .needs = NEEDS_SECURITY, .plan = plan, .hit = hit};
