/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted in the URL? */
#include "scan/probe.h"

static const struct span NAMES[] = {
    SPAN_INIT("access_token"),  SPAN_INIT("token"),  SPAN_INIT("auth_token"),
    SPAN_INIT("authtoken"),     SPAN_INIT("jwt"),    SPAN_INIT("api_key"),
    SPAN_INIT("apikey"),        SPAN_INIT("key"),    SPAN_INIT("auth"),
    SPAN_INIT("authorization"), SPAN_INIT("bearer"), SPAN_INIT("id_token"),
    SPAN_INIT("session"),
};

static const struct misplaced PLAIN = {
    .probe = &token_in_query,
    .names = NAMES,
    .n = sizeof(NAMES) / sizeof(*NAMES),
    .kind = SCHEME_QUERY,
    .place = "query parameter",
};

static enum err plan(struct subject *subject) {
    return misplaced_plan(subject, &PLAIN);
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    return misplaced_narrow(subject, &PLAIN, attack);
}

static const struct rule rule = {
    .id = "token-in-query",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "A token is accepted in the URL",
    .cwe = {"CWE-598"},
    .owasp = "API2:2023",
    .why = "URLs are written into server logs, proxies, browser histories and Referer headers. A "
           "token that works there is stolen by reading a log (RFC 6750, section 2.3; RFC 9700, "
           "section 4.3.2).",
    .how =
        "The valid credential is sent without its declared place, under many usual names at once, "
        "then one by one. It fires for each name under which the answer is that of the declared "
        "place, while no credential and a worthless one are refused.",
    .fix = "Read credentials from the Authorization header alone. Take out code that looks into "
           "request.GET or request.query_params for a token.",
};

const struct probe token_in_query = {.rule = &rule,
                                     .once = true,
                                     .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                     .plan = plan,
                                     .narrow = narrow};
