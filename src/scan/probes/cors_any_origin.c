/* SPDX-License-Identifier: Apache-2.0 */
/* May a page of any other site read answers, with the user's credentials? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/uri.h"

#define STRANGER "https://postern-origin.example"

static enum err add(struct subject *subject, struct span origin, const char *label,
                    const char *cause) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    TRY(subject_valid_request(subject, &request));
    if (!fields_set(arena, &request.fields, SPAN("Origin"), origin)) {
        return ERR_MEMORY;
    }
    struct attack attack = {
        .label = arena_printf(arena, "Origin: %.*s", SPAN_ARG(origin)),
        .cause = span_from(cause),
        .message = arena_printf(arena,
                                "Scripts of %s (Origin: %.*s) may read the answer to a request "
                                "that carries the user's credentials.",
                                label, SPAN_ARG(origin)),
    };
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    return subject_attack(subject, &cors_any_origin, &request, attack, NULL);
}

/* The origin that an ordinary answer trusts by name; else the target's own. */
static struct span trusted(struct subject *subject) {
    const struct exchange *valid = subject_control(subject, CONTROL_VALID);
    struct span allowed = fields_get(&valid->response.fields, SPAN("Access-Control-Allow-Origin"));
    struct span url = span_starts_nocase(allowed, SPAN("http")) ? allowed : valid->request.url;
    return uri_origin(url);
}

/* A check that looks only at how an origin begins, or ends. */
static enum err add_tricks(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    struct span origin = trusted(subject);
    size_t scheme = span_find(origin, SPAN("://"));
    TRY(add(subject, SPAN("null"), "sandboxed frames and local files", "null"));
    if (scheme == SIZE_MAX) {
        return OK;
    }
    struct span front = span_slice(origin, 0, scheme + 3);
    struct span host = span_from_index(origin, scheme + 3);
    struct span begins =
        arena_printf(arena, "%.*s%.*s.postern-origin.example", SPAN_ARG(front), SPAN_ARG(host));
    struct span ends =
        arena_printf(arena, "%.*spostern-origin%.*s", SPAN_ARG(front), SPAN_ARG(host));
    TRY_PTR(begins.ptr);
    TRY_PTR(ends.ptr);
    TRY(add(subject, begins, "a site whose name only begins like a trusted one", "prefix"));
    return add(subject, ends, "a site whose name only ends like a trusted one", "suffix");
}

static bool speaks_of_origins(const struct exchange *exchange) {
    const struct fields *fields = &exchange->response.fields;
    return fields_get(fields, SPAN("Access-Control-Allow-Origin")).len ||
           fields_get(fields, SPAN("Access-Control-Allow-Credentials")).len ||
           span_find_nocase(fields_get(fields, SPAN("Vary")), SPAN("origin")) != SIZE_MAX;
}

/* Browsers send it along of their own accord. */
static bool carries_cookie(const struct subject *subject) {
    const struct requirement *requirement = subject_requirement(subject);
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (need->scheme && need->scheme->kind == SCHEME_COOKIE) {
            return !MUTANT(cookies_untricked);
        }
    }
    return false;
}

/* The operations of one collection are of one part of the server; the tricks are tried once, and
 * where answers speak of origins of their own accord, or a cookie is what opens. */
static enum err plan(struct subject *subject) {
    const struct operation *operation = subject_operation(subject);
    struct span path = operation->path;
    size_t open = span_find_byte(path, '{');
    struct arena *arena = subject_arena(subject);
    struct span key = arena_printf(
        arena, "cors %.*s", SPAN_ARG(span_slice(path, 0, open == SIZE_MAX ? path.len : open)));
    TRY_PTR(key.ptr);
    if (!build_is_read(operation->method) || !subject_first(subject, key)) {
        return OK;
    }
    TRY(add(subject, SPAN(STRANGER), "any site", "reflected"));
    bool speaks = speaks_of_origins(subject_control(subject, CONTROL_VALID));
    bool tried =
        (speaks || carries_cookie(subject) || subject_first(subject, SPAN("cors tricks"))) &&
        !MUTANT(origin_tricks_untried);
    return tried ? add_tricks(subject) : OK;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    const struct fields *answer = &attack->exchange->response.fields;
    struct span origin = fields_get(&attack->exchange->request.fields, SPAN("Origin"));
    struct span allowed = fields_get(answer, SPAN("Access-Control-Allow-Origin"));
    struct span credentials = fields_get(answer, SPAN("Access-Control-Allow-Credentials"));
    return sample_served(attack->sample) && span_equal(allowed, origin) &&
           (span_equal(span_trim(credentials), SPAN("true")) || MUTANT(credentials_unasked));
}

static const struct rule rule = {
    .id = "cors-any-origin",
    .group = "transport",
    .severity = SEVERITY_MEDIUM,
    .title = "Pages of any site may read answers with the user's credentials",
    .cwe = {"CWE-942"},
    .owasp = "API8:2023",
    .why =
        "Whoever is logged in and opens a page of an attacker's lets that page use the API in his "
        "name, and read what it answers: cookies and Basic credentials are sent along by the "
        "browser.",
    .how =
        "A valid request is sent with an Origin that nobody can have allowed, with null, and with "
        "names that only begin or end like a trusted one. It fires when the answer allows just "
        "that origin together with credentials (Access-Control-Allow-Credentials: true), twice. "
        "A bare * does not count: browsers send no credentials then.",
    .fix =
        "Name the origins that need it. django-cors-headers: CORS_ALLOWED_ORIGINS instead of "
        "CORS_ALLOW_ALL_ORIGINS, regular expressions in CORS_ALLOWED_ORIGIN_REGEXES with ^ and $, "
        "and CORS_ALLOW_CREDENTIALS only where cookies are wanted. Never copy the Origin "
        "field into the answer.",
};

const struct probe cors_any_origin = {
    .rule = &rule, .needs = NEEDS_SECURITY | NEEDS_VALID, .once = true, .plan = plan, .hit = hit};
