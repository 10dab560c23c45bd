/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted in a header of another name? */
#include "scan/probe.h"

/* First those whose readers may expect a scheme before the token, as in Authorization. */
static const struct span NAMES[] = {
    SPAN_INIT("X-Authorization"), SPAN_INIT("X-Forwarded-Authorization"),
    SPAN_INIT("X-Auth"),          SPAN_INIT("X-Auth-Token"),
    SPAN_INIT("X-Access-Token"),  SPAN_INIT("Token"),
    SPAN_INIT("X-API-Key"),       SPAN_INIT("X-Token"),
    SPAN_INIT("X-JWT"),           SPAN_INIT("X-JWT-Token"),
    SPAN_INIT("X-User-Token"),    SPAN_INIT("X-Session-Token"),
    SPAN_INIT("X-Id-Token"),      SPAN_INIT("JWT"),
    SPAN_INIT("Api-Key"),         SPAN_INIT("Auth-Token"),
    SPAN_INIT("Access-Token"),    MISPLACED_OWN,
};
enum { LIKE_AUTHORIZATION = 6 };

const struct misplaced MISPLACED_IN_HEADER = {
    .probe = &token_in_header,
    .names = NAMES,
    .n = sizeof(NAMES) / sizeof(*NAMES),
    .kind = SCHEME_HEADER,
    .place = "header",
};

const struct misplaced MISPLACED_PREFIXED = {
    .probe = &token_in_header,
    .names = NAMES,
    .n = LIKE_AUTHORIZATION,
    .kind = SCHEME_HEADER,
    .prefix = SPAN_INIT("Bearer "),
    .place = "header",
};

static enum err plan(struct subject *subject) {
    TRY(misplaced_plan(subject, &MISPLACED_IN_HEADER));
    return misplaced_plan(subject, &MISPLACED_PREFIXED);
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    struct fields fields = attack->exchange->request.fields;
    bool prefixed = span_starts(fields_get(&fields, NAMES[attack->from]), SPAN("Bearer "));
    return misplaced_narrow(subject, prefixed ? &MISPLACED_PREFIXED : &MISPLACED_IN_HEADER, attack);
}

static const struct rule rule = {
    .id = "token-in-header",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "A token is accepted in an undeclared header",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why =
        "A credential that proxies, log scrubbers and guards do not know by name slips past them: "
        "it is logged in clear, and a rule that strips or checks Authorization does not see it.",
    .how =
        "The valid credential is sent without its declared place, under many usual names at once, "
        "then one by one. It fires for each name under which the answer is that of the declared "
        "place, while no credential and a worthless one are refused.",
    .fix = "Read credentials from the place that the contract declares. Take out code that looks "
           "into request.META or request.headers for tokens under names of its own.",
};

const struct probe token_in_header = {.rule = &rule,
                                      .once = true,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                      .plan = plan,
                                      .narrow = narrow};
