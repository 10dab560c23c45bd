/* SPDX-License-Identifier: Apache-2.0 */
/* Do errors show the inside: a framework's debug page, a stack trace? */
#include "scan/probe.h"

static enum err tell(struct survey *survey, const struct operation *operation,
                     const struct exchange *exchange, const char *what) {
    struct arena *arena = survey_arena(survey);
    const struct exhibit exhibit = {SPAN("an error"), exchange, true, false};
    const struct disclosure found = {
        .operation = operation,
        .cause = span_from(what),
        .message = arena_printf(arena, "An error (%d) is answered with %s.",
                                exchange->response.status, what),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = &exhibit,
        .exhibit_n = 1,
    };
    return found.message.ptr ? survey_report(survey, &debug_page, &found) : ERR_MEMORY;
}

/* Of a path that is not there, the operation is not at fault. */
static enum err watch(struct survey *survey, const struct heard *heard) {
    const char *what = debug_shown(&heard->exchange->response);
    if (!what) {
        return OK;
    }
    bool missing = heard->exchange->response.status == 404 || !heard->operation;
    const struct operation *operation = missing ? NULL : heard->operation;
    struct span key = missing
                          ? SPAN("debug-page")
                          : arena_printf(survey_arena(survey), "debug-page %.*s %.*s",
                                         SPAN_ARG(operation->method), SPAN_ARG(operation->path));
    TRY_PTR(key.ptr);
    return survey_first(survey, key) ? tell(survey, operation, heard->exchange, what) : OK;
}

/* A path that is not there may be answered by another part of the server than what is. */
static enum err survey_root(struct survey *survey) {
    struct reply reply;
    struct request request = {
        .method = SPAN("GET"),
        .url = arena_join(survey_arena(survey), survey_url(survey), SPAN("/postern-no-such-page"))};
    TRY_PTR(request.url.ptr);
    TRY(survey_fetch(survey, &request, &reply));
    const char *what = debug_shown(&reply.exchange.response);
    return what && survey_first(survey, SPAN("debug-page"))
               ? tell(survey, NULL, &reply.exchange, what)
               : OK;
}

static const struct rule rule = {
    .id = "debug-page",
    .group = "leakage",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "Errors show the inside of the application",
    .cwe = {"CWE-489", "CWE-209"},
    .owasp = "API8:2023",
    .why = "Debug pages and stack traces tell paths, settings, versions and pieces of source; some "
           "show request headers with the credentials in them, and Werkzeug's debugger runs code.",
    .how = "Every answer of the scan with a status of 400 and more is read, and that to one path "
           "that does not exist. It fires on what frameworks' debug pages alone contain, and on "
           "stack traces with several frames. Successful answers, and errors that merely speak of "
           "exceptions, do not count.",
    .fix = "Django: DEBUG = False in what is deployed. Flask: never app.run(debug=True). Express: "
           "NODE_ENV=production. Log the exception under an id, and answer with the id.",
};

const struct probe debug_page = {.rule = &rule, .watch = watch, .survey = survey_root};
