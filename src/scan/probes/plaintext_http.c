/* SPDX-License-Identifier: Apache-2.0 */
/* Do credentials travel in the clear? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/uri.h"

static bool is_https(const struct survey *survey) {
    return span_starts_nocase(survey_url(survey), SPAN("https:"));
}

/* A container's or a cluster's name: nobody outside can ask for it. */
static bool is_inside(struct span host) {
    return (span_find_byte(host, '.') == SIZE_MAX && !span_starts(host, SPAN("["))) ||
           span_ends(host, SPAN(".internal")) || span_ends(host, SPAN(".svc")) ||
           span_ends(host, SPAN(".cluster.local"));
}

static bool is_deployed(const struct survey *survey) {
    return (!uri_is_loopback(survey_url(survey)) || MUTANT(loopback_deployed)) &&
           !is_inside(uri_host(survey_url(survey)));
}

static enum err tell(struct survey *survey, const struct operation *operation, struct span cause,
                     struct span message, const struct exhibit *exhibits, size_t n) {
    const struct disclosure found = {
        .operation = operation,
        .cause = cause,
        .message = message,
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = n,
    };
    return message.ptr ? survey_report(survey, &plaintext_http, &found) : ERR_MEMORY;
}

/* Clients follow a redirect, and take the credential along. */
static enum err watch(struct survey *survey, const struct heard *heard) {
    const struct exchange *exchange = heard->exchange;
    struct arena *arena = survey_arena(survey);
    struct span location = fields_get(&exchange->response.fields, SPAN("Location"));
    if (!is_https(survey) || exchange->response.status / 100 != 3 || MUTANT(downgrade_unheard) ||
        !span_starts_nocase(location, SPAN("http://")) ||
        !span_equal_nocase(uri_host(location), uri_host(survey_url(survey)))) {
        return OK;
    }
    const struct operation *operation =
        heard->operation ? heard->operation : survey_asked(survey, &exchange->request);
    struct span key = arena_printf(arena, "plaintext-http %.*s",
                                   SPAN_ARG(operation ? operation->path : SPAN("")));
    TRY_PTR(key.ptr);
    const struct exhibit exhibit = {SPAN("redirects to plain HTTP"), exchange, true, false};
    return survey_first(survey, key)
               ? tell(survey, operation, SPAN("redirect"),
                      arena_printf(arena, "A request over https is redirected to plain HTTP (%d).",
                                   exchange->response.status),
                      &exhibit, 1)
               : OK;
}

/* Serves that identity for a credential. */
static bool serves(struct survey *survey, const struct operation *operation,
                   const struct identity *identity) {
    const struct operation_result *row = survey_row(survey, operation);
    return row && row->gate == GATE_ENFORCED && survey_status(row, identity) / 100 == 2 &&
           build_is_read(operation->method) && !build_has_effect(operation);
}

/* The target itself is asked over plain HTTP, and takes credentials. */
static enum err survey_clear(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            struct draft draft;
            struct reply reply;
            if (!serves(survey, operation, identity)) {
                continue;
            }
            TRY(survey_build(survey, operation, NULL, &draft));
            if (!draft.built) {
                continue;
            }
            TRY(survey_ask(survey, operation, &draft.request, identity, &reply));
            struct arena *arena = survey_arena(survey);
            const struct exhibit exhibit = {cell_who(arena, identity->name), &reply.exchange, true,
                                            false};
            if (sample_served(&reply.sample)) {
                return tell(survey, NULL, SPAN("target"),
                            arena_printf(arena,
                                         "%.*s's credential is taken over plain HTTP, without a "
                                         "redirect to https.",
                                         SPAN_ARG(identity->name)),
                            &exhibit, 1);
            }
        }
    }
    return OK;
}

/* "http://host/path" of "https://host:443/path"; another port stays as it is. */
static struct span in_clear(struct arena *arena, struct span url) {
    struct uri uri;
    if (uri_split(url, &uri) != OK) {
        return (struct span){NULL, 0};
    }
    uri.scheme = SPAN("http");
    uri.has_port &= !span_equal(uri.port, SPAN("443"));
    uri.port = uri.has_port ? uri.port : SPAN("");
    return uri_join(arena, &uri);
}

/* Over plain HTTP it says of itself what it says over https: log in first. */
static enum err try_operation(struct survey *survey, const struct operation *operation,
                              bool *judged) {
    static const struct volatility none = {.differing = 0};
    struct arena *arena = survey_arena(survey);
    struct draft draft;
    struct reply secure, clear = {.sample.wire = WIRE_UNSENT};
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, NULL, &secure));
    if (secure.sample.wire != WIRE_OK || !sample_refused(&secure.sample)) {
        return OK;
    }
    *judged = true;
    struct request request = {.method = draft.request.method,
                              .url = in_clear(arena, draft.request.url)};
    TRY_PTR(request.url.ptr);
    for (size_t i = 0; i < 2; i++) {
        TRY(survey_fetch_plain(survey, &request, &clear));
        if (clear.sample.wire != WIRE_OK || clear.sample.status != secure.sample.status ||
            (sample_compare(&clear.sample, &secure.sample, &none) < LIKE_FORM &&
             !MUTANT(any_refusal_in_clear)) ||
            clear.sample.challenge != secure.sample.challenge) {
            return OK;
        }
    }
    const struct exhibit exhibits[] = {{SPAN("over https"), &secure.exchange, false, false},
                                       {SPAN("over plain HTTP"), &clear.exchange, true, false}};
    return tell(survey, operation, SPAN("both"),
                arena_printf(arena,
                             "%.*s answers as it does over https (%d), instead of redirecting "
                             "there.",
                             SPAN_ARG(request.url), clear.sample.status),
                exhibits, sizeof(exhibits) / sizeof(*exhibits));
}

/* One operation tells for the host; no credential is shown. */
static enum err survey_beside(struct survey *survey) {
    bool judged = false;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        bool fits = row && row->gate == GATE_ENFORCED &&
                    span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation);
        TRY(fits && !judged ? try_operation(survey, operation, &judged) : OK);
    }
    return OK;
}

static enum err survey_target(struct survey *survey) {
    if (is_https(survey)) {
        return survey_beside(survey);
    }
    return is_deployed(survey) ? survey_clear(survey) : OK;
}

static const struct rule rule = {
    .id = "plaintext-http",
    .group = "transport",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "Credentials are taken over plain HTTP",
    .cwe = {"CWE-319"},
    .owasp = "API8:2023",
    .why = "Whoever is on the way, in a shared network or at a provider's, reads tokens, cookies "
           "and passwords, goes on with them, and may change what is answered. Basic credentials "
           "are not even encrypted, but written in another alphabet.",
    .how = "Where the target is plain HTTP: a valid credential is served. Loopback and names "
           "that only a container's or a cluster's network knows are no deployment, and never "
           "count. Where it is https: an answer redirects to plain HTTP on the same host; or the "
           "same host, asked without TLS and without any credential (port 80 for 443, else the "
           "same port), refuses just as it does over https, twice, instead of redirecting.",
    .fix = "Django: SECURE_SSL_REDIRECT = True, and SECURE_PROXY_SSL_HEADER as the proxy sets it, "
           "so that redirects and links lead to https. nginx: a server on port 80 with nothing "
           "but return 308 https://$host$request_uri. Better still for an API: refuse plain HTTP, "
           "and revoke tokens that came by it.",
};

const struct probe plaintext_http = {.rule = &rule, .watch = watch, .survey = survey_target};
