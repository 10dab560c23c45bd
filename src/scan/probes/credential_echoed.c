/* SPDX-License-Identifier: Apache-2.0 */
/* Does a credential come back in an answer that has no business to hold it? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/json.h"
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
    for (size_t i = 0; i < response->fields.n && !MUTANT(fields_unread); i++) {
        const struct field *field = &response->fields.at[i];
        bool cookie = span_equal_nocase(field->name, SPAN("Set-Cookie"));
        if (span_find(field->value, value) != SIZE_MAX && (!cookie || MUTANT(set_cookie_echoes))) {
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

/* The first time that an operation does this; a debug page is a finding of its own. */
static enum err tell(struct survey *survey, const struct heard *heard, const char *cause,
                     struct span message, enum confidence confidence) {
    struct arena *arena = survey_arena(survey);
    struct span key =
        arena_printf(arena, "credential-echoed %s %.*s %.*s", cause,
                     SPAN_ARG(heard->operation->method), SPAN_ARG(heard->operation->path));
    const struct exhibit exhibit = {heard->identity ? cell_who(arena, heard->identity->name)
                                                    : SPAN("no credential"),
                                    heard->exchange, true, false};
    TRY_PTR(message.ptr);
    TRY_PTR(key.ptr);
    TRY_PTR(exhibit.label.ptr);
    if (debug_shown(&heard->exchange->response) || !survey_first(survey, key)) {
        return OK;
    }
    return survey_report(survey, &credential_echoed,
                         &(struct disclosure){.operation = heard->operation,
                                              .cause = span_from(cause),
                                              .message = message,
                                              .confidence = confidence,
                                              .mild = confidence == CONFIDENCE_LIKELY,
                                              .exhibits = &exhibit,
                                              .exhibit_n = 1});
}

static bool may_give(const struct operation *operation) {
    return words_any(operation->path, GIVES) || words_any(operation->id, GIVES) ||
           entrance_is(operation);
}

static enum err watch_echo(struct survey *survey, const struct heard *heard) {
    if (!heard->identity) {
        return OK;
    }
    VEC_EACH(const struct secret, secret, &survey_identities(survey)->secrets) {
        const char *place = echo_of(heard, secret);
        if (place && !may_give(heard->operation)) {
            TRY(tell(survey, heard, place,
                     arena_printf(survey_arena(survey),
                                  "The credential that was sent is repeated in %s of the "
                                  "answer (%d).",
                                  place, heard->exchange->response.status),
                     CONFIDENCE_CONFIRMED));
        }
    }
    return OK;
}

/* What an error of the scheme repeats of a credential that is none: it would of one that has just
 * ended, or is meant for elsewhere. */
static const char *refused_echo(const struct heard *heard) {
    const struct request *request = &heard->exchange->request;
    const struct response *response = &heard->exchange->response;
    struct span value = fields_get(&request->fields, SPAN("Authorization"));
    size_t blank = span_find_byte(value, ' ');
    value = blank == SIZE_MAX ? value : span_from_index(value, blank + 1);
    bool refused = response->status / 100 == 4;
    return refused && is_telling(value) && span_find(request->url, value) == SIZE_MAX &&
                   !MUTANT(refused_unread)
               ? place_in(response, value)
               : NULL;
}

static enum err watch_refused(struct survey *survey, const struct heard *heard) {
    const char *place = heard->identity ? NULL : refused_echo(heard);
    place = place && may_give(heard->operation) ? NULL : place;
    struct arena *arena = survey_arena(survey);
    struct span message =
        place ? arena_printf(arena,
                             "An error (%d) repeats the credential that it refuses in %s: also one "
                             "that has just ended, or that opens elsewhere.",
                             heard->exchange->response.status, place)
              : SPAN("");
    return place ? tell(survey, heard, "refused", message, CONFIDENCE_LIKELY) : OK;
}

/* A text of its own somewhere in the answer: under a name that says that it is a password, or one
 * that nothing else has by chance. */
static bool stands_in(const struct node *node, struct span secret) {
    bool telling =
        is_telling(secret) ||
        words_any(node_key(node), SPAN(" password passwords passwd passphrase pwd secret "));
    bool found = telling && span_equal(node_text(node), secret);
    NODE_EACH(item, node) {
        found = found || stands_in(item, secret);
    }
    return found;
}

static bool sends(const struct request *request, struct span secret) {
    return carries(request, secret) || span_find(request->url, secret) != SIZE_MAX ||
           span_find(request->body, secret) != SIZE_MAX;
}

static bool sends_any(const struct survey *survey, const struct request *request) {
    VEC_EACH(const struct secret, secret, &survey_identities(survey)->secrets) {
        if (secret->value.len && sends(request, secret->value)) {
            return true;
        }
    }
    return false;
}

/* The answer holds it, and the request had nothing of it. */
static enum err is_shown(struct survey *survey, const struct heard *heard, struct span secret,
                         bool *out) {
    struct span body = heard->exchange->response.body;
    *out = false;
    if (!secret.len || span_find(body, secret) == SIZE_MAX ||
        sends(&heard->exchange->request, secret)) {
        return OK;
    }
    const struct node *root = NULL;
    enum err err =
        json_parse(survey_arena(survey), body, &(struct json_options){.depth = 0}, &root, NULL);
    *out = err == OK && stands_in(root, secret);
    return err == ERR_MEMORY ? err : OK;
}

static enum err watch_password(struct survey *survey, const struct heard *heard) {
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        bool basic = !identity->password.value.len;
        struct span password = basic ? identity->basic_password.value : identity->password.value;
        bool shown = false;
        if (!span_equal(password, identity_user(identity)) || MUTANT(name_is_password)) {
            TRY(is_shown(survey, heard, password, &shown));
        }
        if (shown) {
            const char *to = !heard->identity              ? "anybody"
                             : heard->identity == identity ? "its owner"
                                                           : "another user";
            TRY(tell(survey, heard, "password",
                     arena_printf(survey_arena(survey),
                                  "The answer shows the password of %.*s to %s: it is kept as it "
                                  "was typed, and given away.",
                                  SPAN_ARG(identity->name), to),
                     CONFIDENCE_CONFIRMED));
        }
    }
    return OK;
}

/* Who sent nothing is given a token or a key that works. */
static enum err watch_given_away(struct survey *survey, const struct heard *heard) {
    if (heard->identity) {
        return OK;
    }
    VEC_EACH(const struct secret, secret, &survey_identities(survey)->secrets) {
        bool shown = false;
        if (is_telling(secret->value) && span_find(secret->name, SPAN("CSRF")) == SIZE_MAX) {
            TRY(is_shown(survey, heard, secret->value, &shown));
        }
        if (shown && (!sends_any(survey, &heard->exchange->request) || MUTANT(own_token_shown))) {
            TRY(tell(survey, heard, "given away",
                     span_from("The answer to a request without a credential holds one that "
                               "works."),
                     CONFIDENCE_CONFIRMED));
        }
    }
    return OK;
}

static enum err watch(struct survey *survey, const struct heard *heard) {
    if (!heard->operation) {
        return OK;
    }
    TRY(watch_echo(survey, heard));
    TRY(watch_refused(survey, heard));
    if (heard->exchange->response.status / 100 != 2) {
        return OK;
    }
    TRY(watch_password(survey, heard));
    return watch_given_away(survey, heard);
}

static const struct rule rule = {
    .id = "credential-echoed",
    .group = "leakage",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "An answer shows a credential",
    .cwe = {"CWE-200", "CWE-532"},
    .owasp = "API8:2023",
    .why = "Answers are logged, cached, shown in consoles and kept by browsers, where requests' "
           "credentials are not. Whoever reads one of them can use the credential.",
    .how =
        "The answers to each identity's genuine requests, errors among them, are searched for "
        "what the request carried in its header fields (of Basic, for the password as well). "
        "Operations that by their names give credentials or give back what they are sent, "
        "cookies set anew, keys that the contract puts into the query, and debug pages, which "
        "are a finding of their own, do not count. Successes in JSON are searched for passwords "
        "of the identities that the request did not carry, and those that came without a "
        "credential for any that works, too. An error that repeats a credential which it refuses "
        "is likely, and less: it would repeat one that has just ended.",
    .fix = "Leave the Authorization field, keys and passwords out of answers and error messages; "
           "do not serialize whole requests, users or exceptions. Django REST framework: name a "
           "serializer's fields, and mark secrets write_only=True.",
};

const struct probe credential_echoed = {.rule = &rule, .watch = watch};
