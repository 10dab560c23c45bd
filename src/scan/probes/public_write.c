/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract itself let anybody write? */
#include "base/mutant.h"
#include "scan/probe.h"

/* A registration, of somebody who tells where he can be written to. */
static bool enrols(const struct subject *subject) {
    const struct operation *operation = subject_operation(subject);
    return entrance_enrols(operation) && !MUTANT(enrolment_is_write) &&
           build_body_names(subject_contract(subject), operation,
                            SPAN(" email mail phone mobile "));
}

static enum err plan(struct subject *subject) {
    const struct operation *operation = subject_operation(subject);
    if (build_is_read(operation->method) || subject_gate(subject)->gate != GATE_PUBLIC ||
        !operation->security.declared || entrance_is(operation) ||
        entrance_only_answers(operation) || subject_is_login(subject) || enrols(subject)) {
        return OK;
    }
    struct request request;
    TRY(subject_request(subject, &request));
    struct attack attack = {
        .label = SPAN("no credential"),
        .cause = SPAN("declared"),
        .battery = BATTERY_QUICK,
        .message =
            SPAN("The contract declares a writing operation as public, and the API handles it "
                 "without a credential."),
    };
    return subject_attack(subject, &public_write, &request, attack, NULL);
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    int status = attack->sample->status;
    (void)subject;
    return status / 100 == 2 || status == 400 || status == 404 || status == 409 || status == 415 ||
           status == 422;
}

static const struct rule rule = {
    .id = "public-write",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "A writing operation is declared public",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why =
        "Anyone may change data, and nothing tells who did. Often the declaration was copied, or "
        "generated from AllowAny that was meant for a moment.",
    .how =
        "The contract declares the operation public (security: [] or {}), its method writes, and "
        "it is none of the kinds that must be open (login, registration, recovery, callbacks; a "
        "POST that takes a name and a password) and no POST that only answers (search, validate, "
        "calculate). A request that cannot succeed (a broken body, an id that nobody has), without "
        "a credential, is handled rather than refused, and not as at a path that does not exist.",
    .fix =
        "Require a credential: permission_classes = [IsAuthenticated], or "
        "IsAuthenticatedOrReadOnly "
        "where reading is public. If everyone may write, limit the rate with a throttle and skip "
        "this rule for the operation.",
};

const struct probe public_write = {.rule = &rule, .needs = NEEDS_NOTHING, .plan = plan, .hit = hit};
