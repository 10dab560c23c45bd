/* SPDX-License-Identifier: Apache-2.0 */
/* Does a credential come back in an answer that has no business to hold it? */
#include "scan/probe.h"
#include "text/words.h"

enum { SHORTEST = 10, LONGEST_WORD = 16 };

/* Operations that give credentials, or that exist to give back what they were sent. */
static const struct span GIVES = SPAN_INIT(
    " token tokens key keys apikey apikeys credential credentials secret secrets session sessions "
    "auth authentication authorization oauth oauth2 login logout refresh introspect jwt echo "
    "headers header request anything inspect debug mirror reflect dump ");

/* A word in small letters might stand in any text. */
static bool is_telling(struct span secret) {
    bool plain = true;
    for (size_t i = 0; i < secret.len; i++) {
        plain &= secret.ptr[i] >= 'a' && secret.ptr[i] <= 'z';
    }
    return secret.len >= SHORTEST && !(plain && secret.len < LONGEST_WORD);
}

static bool carries(const struct request *request, struct span value) {
    for (size_t i = 0; i < request->fields.n; i++) {
        if (span_find(request->fields.at[i].value, value) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Where an answer repeats it; NULL: nowhere. A cookie that is set anew is no echo. */
static const char *place_in(const struct response *response, struct span value) {
    if (span_find(response->body, value) != SIZE_MAX) {
        return "the body";
    }
    for (size_t i = 0; i < response->fields.n; i++) {
        const struct field *field = &response->fields.at[i];
        if (span_find(field->value, value) != SIZE_MAX &&
            !span_equal_nocase(field->name, SPAN("Set-Cookie"))) {
            return span_equal_nocase(field->name, SPAN("Location")) ? "the Location field"
                                                                    : "a header field";
        }
    }
    return NULL;
}

/* As it travels, or of Basic the password. */
static const char *echo_of(const struct heard *heard, const struct secret *secret) {
    const struct request *request = &heard->exchange->request;
    const struct response *response = &heard->exchange->response;
    const struct identity *identity = heard->identity;
    bool own_password = span_equal(secret->value, identity->password.value) ||
                        span_equal(secret->value, identity->basic_password.value);
    bool basic =
        span_starts_nocase(fields_get(&request->fields, SPAN("Authorization")), SPAN("Basic "));
    if (!is_telling(secret->value) || span_find(secret->name, SPAN("CSRF")) != SIZE_MAX ||
        span_find(request->url, secret->value) != SIZE_MAX ||
        (!carries(request, secret->value) && !(basic && own_password))) {
        return NULL;
    }
    return place_in(response, secret->value);
}

static enum err tell(struct survey *survey, const struct heard *heard, const char *place) {
    struct arena *arena = survey_arena(survey);
    const struct exhibit exhibit = {cell_who(arena, heard->identity->name), heard->exchange, true,
                                    false};
    const struct disclosure found = {
        .operation = heard->operation,
        .cause = span_from(place),
        .message = arena_printf(arena,
                                "The credential that was sent is repeated in %s of the "
                                "answer (%d).",
                                place, heard->exchange->response.status),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = &exhibit,
        .exhibit_n = 1,
    };
    TRY_PTR(exhibit.label.ptr);
    return found.message.ptr ? survey_report(survey, &credential_echoed, &found) : ERR_MEMORY;
}

static bool may_give(const struct operation *operation) {
    return words_any(operation->path, GIVES) || words_any(operation->id, GIVES) ||
           entrance_is(operation);
}

static enum err watch(struct survey *survey, const struct heard *heard) {
    const struct operation *operation = heard->operation;
    if (!heard->identity || may_give(operation) || debug_shown(&heard->exchange->response)) {
        return OK;
    }
    VEC_EACH(const struct secret, secret, &survey_identities(survey)->secrets) {
        const char *place = echo_of(heard, secret);
        struct span key = place
                              ? arena_printf(survey_arena(survey), "credential-echoed %.*s %.*s",
                                             SPAN_ARG(operation->method), SPAN_ARG(operation->path))
                              : SPAN("");
        TRY_PTR(key.ptr);
        if (place && survey_first(survey, key)) {
            TRY(tell(survey, heard, place));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "credential-echoed",
    .group = "leakage",
    .severity = SEVERITY_MEDIUM,
    .title = "An answer repeats the credential that was sent with the request",
    .cwe = {"CWE-200", "CWE-532"},
    .owasp = "API8:2023",
    .why = "Answers are logged, cached, shown in consoles and kept by browsers, where requests' "
           "credentials are not. Whoever reads one of them can use the credential.",
    .how = "The answers to each identity's genuine requests, errors among them, are searched for "
           "what the request carried in its header fields (of Basic, for the password as well). "
           "Operations that by their names give credentials or give back what they are sent, "
           "cookies set anew, keys that the contract puts into the query, and debug pages, which "
           "are a finding of their own, do not count.",
    .fix = "Leave the Authorization field, keys and passwords out of answers and error messages; "
           "do not serialize whole requests, users or exceptions. Django REST framework: name a "
           "serializer's fields, and mark secrets write_only=True.",
};

const struct probe credential_echoed = {.rule = &rule, .watch = watch};
