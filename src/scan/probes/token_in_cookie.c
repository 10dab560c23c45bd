/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted in a cookie that nobody declared? */
#include "scan/probe.h"

static const struct span NAMES[] = {
    SPAN_INIT("access_token"),
    SPAN_INIT("token"),
    SPAN_INIT("auth_token"),
    SPAN_INIT("authtoken"),
    SPAN_INIT("jwt"),
    SPAN_INIT("access"),
    SPAN_INIT("auth"),
    SPAN_INIT("session"),
    SPAN_INIT("sessionid"),
    SPAN_INIT("id_token"),
    SPAN_INIT("api_key"),
    SPAN_INIT("Authorization"),
    MISPLACED_OWN,
};

const struct misplaced MISPLACED_IN_COOKIE = {
    .probe = &token_in_cookie,
    .names = NAMES,
    .n = sizeof(NAMES) / sizeof(*NAMES),
    .kind = SCHEME_COOKIE,
    .place = "cookie",
};

static enum err plan(struct subject *subject) {
    return misplaced_plan(subject, &MISPLACED_IN_COOKIE);
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    return misplaced_narrow(subject, &MISPLACED_IN_COOKIE, attack);
}

static const struct rule rule = {
    .id = "token-in-cookie",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "A token is accepted in an undeclared cookie",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why = "Browsers attach cookies to requests that other sites start. A bearer token that is "
           "accepted from a cookie brings cross-site request forgery to an API that believes "
           "itself free of it.",
    .how =
        "The valid credential is sent without its declared place, under many usual names at once, "
        "then one by one. It fires for each name under which the answer is that of the declared "
        "place, while no credential and a worthless one are refused.",
    .fix = "Read credentials from the Authorization header alone; if a cookie is wanted, declare "
           "it in the contract and check CSRF tokens on every unsafe method.",
};

const struct probe token_in_cookie = {.rule = &rule,
                                      .once = true,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                      .plan = plan,
                                      .narrow = narrow};
