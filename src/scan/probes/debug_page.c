/* SPDX-License-Identifier: Apache-2.0 */
/* Do errors show the inside: a framework's debug page, a stack trace? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/uri.h"

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

/* The request with a text where the parameter wants something else; {NULL, 0}: it has it already.
 */
static struct span mistyped(struct arena *arena, struct span url, struct span name) {
    struct span encoded = uri_encoded(arena, name, URI_UNRESERVED);
    size_t at = span_find_byte(url, '?');
    struct span query = at == SIZE_MAX ? SPAN("") : span_from_index(url, at);
    bool there = !encoded.ptr || span_find(query, encoded) != SIZE_MAX;
    return there ? (struct span){NULL, 0}
                 : uri_query_add(arena, url, name, SPAN("postern-is-none"));
}

/* By whoever is served; of a public operation, by nobody. *may false: nobody is. */
static const struct identity *sender_of(struct survey *survey, const struct operation *operation,
                                        bool *may) {
    const struct operation_result *row = survey_row(survey, operation);
    *may = row && row->gate == GATE_PUBLIC;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        if (row && !*may && survey_status(row, identity) / 100 == 2) {
            *may = true;
            return identity;
        }
    }
    return NULL;
}

/* A read that is asked with a text for a number: an error that nobody thought of. */
static enum err ask_mistyped(struct survey *survey, const struct operation *operation,
                             const struct parameter *parameter) {
    struct draft draft;
    struct reply reply;
    bool may;
    const struct identity *sender = sender_of(survey, operation, &may);
    TRY(may ? survey_build(survey, operation, NULL, &draft) : OK);
    if (!may || !draft.built) {
        return OK;
    }
    struct span url = mistyped(survey_arena(survey), draft.request.url, parameter->name);
    if (!url.len) {
        return OK;
    }
    draft.request.url = url;
    TRY(survey_ask(survey, operation, &draft.request, sender, &reply));
    return reply.sample.wire == WIRE_OK
               ? watch(survey, &(struct heard){operation, sender, &reply.exchange})
               : OK;
}

/* A number by what it holds. Code often takes any text for a truth, so that a switch would be
 * thrown; a name that is an order ("delete_id") may be obeyed. */
static enum err may_be_mistyped(struct survey *survey, const struct parameter *parameter,
                                bool *out) {
    struct span path = arena_join(survey_arena(survey), SPAN("/"), parameter->name);
    TRY_PTR(path.ptr);
    *out = build_is_no_text(survey_contract(survey), parameter) &&
           (!build_path_has_effect(path) || MUTANT(orders_mistyped));
    return OK;
}

enum { MOST_MISTYPED = 40 };

static enum err survey_parameters(struct survey *survey) {
    const struct contract *contract = survey_contract(survey);
    size_t asked = 0;
    VEC_EACH(const struct operation, operation, &contract->operations) {
        bool read = span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
                    !entrance_is(operation) && !MUTANT(parameters_well_typed);
        VEC_EACH(const struct parameter, parameter, &operation->parameters) {
            bool may = false;
            TRY(read && asked < MOST_MISTYPED ? may_be_mistyped(survey, parameter, &may) : OK);
            if (may) {
                TRY(ask_mistyped(survey, operation, parameter));
                read = false; /* one of each tells */
                asked++;
            }
        }
        survey_forget(survey);
    }
    return OK;
}

/* A path that is not there may be answered by another part of the server than what is. */
static enum err survey_nowhere(struct survey *survey) {
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

static enum err survey_errors(struct survey *survey) {
    TRY(survey_nowhere(survey));
    return survey_parameters(survey);
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
           "that does not exist; a number in the query of a read is asked for with a text in its "
           "place, "
           "unless its name is an order. It fires on what frameworks' debug pages alone contain, "
           "and on "
           "stack traces with several frames. Successful answers, and errors that merely speak of "
           "exceptions, do not count.",
    .fix = "Django: DEBUG = False in what is deployed. Flask: never app.run(debug=True). Express: "
           "NODE_ENV=production. Log the exception under an id, and answer with the id.",
};

const struct probe debug_page = {.rule = &rule, .watch = watch, .survey = survey_errors};
