/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract say at all who may enter? */
#include "scan/probe.h"

#include "base/mutant.h"

static bool declares_any(const struct contract *contract) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (operation->security.declared) {
            return true;
        }
    }
    return false;
}

/* Of which nobody expects security. */
static bool is_login(const struct operation *operation) {
    return !build_is_read(operation->method) && entrance_is(operation) && !MUTANT(logins_secured);
}

/* A contract that speaks of security elsewhere may mean "public" by silence; not for writing. */
static enum err lint(struct lint *lint) {
    bool any = declares_any(lint->contract);
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        bool meant = build_is_read(operation->method) || entrance_only_answers(operation);
        if (!operation->security.declared && !is_login(operation) && (!any || !meant)) {
            TRY(lint_report(lint, &contract_no_security, operation, operation->place,
                            SPAN("silent"),
                            SPAN("Neither the operation nor the contract as a whole says what "
                                 "security is required.")));
        }
    }
    return OK;
}

/* By its status, or in words where somebody else is served. */
static bool refuses(const struct subject *subject) {
    return sample_refused(&subject_controls(subject)->anonymous) ||
           (subject_gate(subject)->anonymous.verdict == VERDICT_DENIED && !MUTANT(words_unlinted));
}

/* The contract is silent and the API asks for a credential: one of the two is wrong. */
static enum err plan(struct subject *subject) {
    struct request request;
    const struct operation *operation = subject_declared(subject);
    if (operation->security.declared || is_login(operation) || subject_is_login(subject) ||
        !refuses(subject)) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    struct attack attack = {
        .label = SPAN("no credential"),
        .cause = SPAN("refused"),
        .message =
            SPAN("The contract says nothing of security, but the API refuses requests without "
                 "a credential."),
    };
    return subject_attack(subject, &contract_no_security, &request, attack, NULL);
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    return sample_refused(attack->sample) || attack->ruling.verdict == VERDICT_DENIED;
}

static const struct rule rule = {
    .id = "contract-no-security",
    .group = "contract",
    .severity = SEVERITY_LOW,
    .title = "Operations declare no security at all",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why = "Where a contract is silent, code generators, gateways and testers take the operation "
           "for public, and nobody can tell a gate that was forgotten from one that was never "
           "meant to be.",
    .how =
        "Read in the contract: no operation declares any security, or one that writes (and is "
        "no login, registration, search or the like) has no security key, and the root has none. "
        "And asked of the "
        "API: an operation of which the contract says nothing (and which is none of those kinds) "
        "refuses a request without a credential. An explicit security: [] is a declaration and "
        "does not fire.",
    .fix = "Declare security at the root, and security: [] at what is meant to be public. "
           "drf-spectacular writes it from authentication_classes and permission_classes; Django "
           "REST framework's own generateschema writes none.",
};

const struct probe contract_no_security = {
    .rule = &rule, .needs = NEEDS_NOTHING, .plan = plan, .hit = hit, .lint = lint};
