/* SPDX-License-Identifier: Apache-2.0 */
/* Do browsers learn that the host is to be asked by https alone? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/field.h"
#include "text/uri.h"

enum { A_DAY = 24 * 60 * 60 };

static const struct span NAME = SPAN_INIT("Strict-Transport-Security");

static bool is_https(const struct survey *survey) {
    return span_starts_nocase(survey_url(survey), SPAN("https:"));
}

/* For how long; 0: the field is not there, takes it back, or cannot be read (RFC 6797 §6.1). */
static uint64_t seconds_of(const struct response *response) {
    struct span rest = fields_get(&response->fields, NAME);
    while (rest.ptr) {
        struct field_param param;
        uint64_t seconds;
        if (field_param_read(span_cut(&rest, ';'), &param) &&
            span_equal_nocase(param.name, SPAN("max-age"))) {
            return MUTANT(hsts_brief) ? A_DAY : span_to_u64(param.value, &seconds) ? seconds : 0;
        }
    }
    return 0;
}

/* Browsers keep it for the host, whichever answer tells it. */
static enum err watch(struct survey *survey, const struct heard *heard) {
    uint64_t seconds = seconds_of(&heard->exchange->response);
    (void)survey_first(survey, SPAN("no-hsts heard"));
    if (seconds > 0) {
        (void)survey_first(survey, SPAN("no-hsts brief"));
    }
    if (seconds >= A_DAY && !MUTANT(hsts_unheard)) {
        (void)survey_first(survey, SPAN("no-hsts good"));
    }
    return OK;
}

static enum err tell(struct survey *survey, const struct reply *root) {
    struct arena *arena = survey_arena(survey);
    bool brief =
        !survey_first(survey, SPAN("no-hsts brief")) || seconds_of(&root->exchange.response) > 0;
    bool aside = uri_is_loopback(survey_url(survey)) || uri_has_address(survey_url(survey));
    const struct exhibit exhibit = {SPAN("the root"), &root->exchange, true, false};
    const struct disclosure found = {
        .cause = SPAN("host"),
        .message = arena_printf(
            arena, "The host sends %s.%s",
            brief ? "Strict-Transport-Security for less than a day alone"
                  : "no Strict-Transport-Security, with whichever answer",
            aside ? " Browsers heed it for names alone: what counts is the one under which it is "
                    "deployed."
                  : ""),
        .confidence = aside ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED,
        .mild = aside,
        .exhibits = &exhibit,
        .exhibit_n = 1,
    };
    return found.message.ptr ? survey_report(survey, &no_hsts, &found) : ERR_MEMORY;
}

static enum err survey_host(struct survey *survey) {
    struct reply root;
    struct request request = {.method = SPAN("GET")};
    bool heard = !survey_first(survey, SPAN("no-hsts heard"));
    if (!is_https(survey) || !heard || !survey_first(survey, SPAN("no-hsts good"))) {
        return OK;
    }
    TRY(uri_resolve(survey_arena(survey), survey_url(survey), SPAN("/"), &request.url));
    TRY(survey_fetch(survey, &request, &root));
    bool good = root.sample.wire != WIRE_OK || seconds_of(&root.exchange.response) >= A_DAY;
    return good ? OK : tell(survey, &root);
}

static const struct rule rule = {
    .id = "no-hsts",
    .group = "transport",
    .wide = true,
    .severity = SEVERITY_LOW,
    .title = "Browsers are not told to ask by https alone",
    .cwe = {"CWE-319", "CWE-523"},
    .owasp = "API8:2023",
    .why = "Whoever types the name, or follows an old link, asks over plain HTTP first. Somebody "
           "on the way answers in the server's place, and reads cookies and passwords that are "
           "sent to him.",
    .how = "Where the target is https, all answers are read, and that to the root. It fires when "
           "none of them carries Strict-Transport-Security for a day or longer; whoever in front "
           "of the application sends it. As information alone where the host is an address or "
           "loopback, for which browsers do not heed the field.",
    .fix = "Django: SECURE_HSTS_SECONDS = 31536000 (begin with less, and only when https works "
           "everywhere), SECURE_HSTS_INCLUDE_SUBDOMAINS. nginx: add_header "
           "Strict-Transport-Security \"max-age=31536000\" always. Express: helmet().",
};

const struct probe no_hsts = {.rule = &rule, .watch = watch, .survey = survey_host};
