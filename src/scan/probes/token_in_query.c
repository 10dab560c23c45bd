/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted in the URL? */
#include "scan/probe.h"

static const struct span NAMES[] = {
    SPAN_INIT("access_token"),  SPAN_INIT("token"),  SPAN_INIT("auth_token"),
    SPAN_INIT("authtoken"),     SPAN_INIT("jwt"),    SPAN_INIT("api_key"),
    SPAN_INIT("apikey"),        SPAN_INIT("key"),    SPAN_INIT("auth"),
    SPAN_INIT("authorization"), SPAN_INIT("bearer"), SPAN_INIT("id_token"),
    SPAN_INIT("session"),       MISPLACED_OWN,
};

const struct misplaced MISPLACED_IN_QUERY = {
    .probe = &token_in_query,
    .names = NAMES,
    .n = sizeof(NAMES) / sizeof(*NAMES),
    .kind = SCHEME_QUERY,
    .place = "query parameter",
};

/* Those of the other probes, too: names that are taken with and without a prefix stand far apart,
 * since one request holds them once. */
static const struct misplaced *const PLACES[] = {&MISPLACED_PREFIXED, &MISPLACED_IN_QUERY,
                                                 &MISPLACED_IN_COOKIE, &MISPLACED_IN_HEADER};
static const struct probe *const PARTS[] = {&token_in_cookie, &token_in_header, NULL};
enum { PLACE_COUNT = sizeof(PLACES) / sizeof(*PLACES) };

static enum err plan(struct subject *subject) {
    TRY(misplaced_together(subject, &token_in_query, PLACES, PLACE_COUNT));
    return misplaced_plan(subject, &MISPLACED_IN_QUERY);
}

static enum err narrow(struct subject *subject, const struct attack *attack) {
    return attack->tentative ? misplaced_apart(subject, PLACES, PLACE_COUNT, attack)
                             : misplaced_narrow(subject, &MISPLACED_IN_QUERY, attack);
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    return attack->tentative ? misplaced_noticed(subject, attack)
                             : attack->ruling.verdict == VERDICT_GRANTED;
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
        "The valid credential is sent without its declared place, under many usual names and the "
        "one that it is declared by at once, then one by one. It fires for each name under which "
        "the answer is that of the declared "
        "place, while no credential and a worthless one are refused.",
    .fix = "Read credentials from the Authorization header alone. Take out code that looks into "
           "request.GET or request.query_params for a token.",
};

const struct probe token_in_query = {.rule = &rule,
                                     .once = true,
                                     .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                     .parts = PARTS,
                                     .plan = plan,
                                     .hit = hit,
                                     .narrow = narrow};
