/* SPDX-License-Identifier: Apache-2.0 */
/* Does a session end when its user logs out? */
#include "base/clock.h"
#include "scan/probe.h"
#include "text/json.h"

/* Seconds: a token that ends by itself so soon may be left to do so. */
enum { BRIEF = 15 * 60 };

/* A logout, and a read by which one sees whether it did anything. */
struct trial {
    struct survey *survey;
    const struct operation *logout, *read;
    const struct identity *identity;
    struct request bare; /* the read, without a credential */
    struct reply before, after, out, nobody;
};

static bool is_logout(const struct survey *survey, const struct operation *operation) {
    bool method = span_equal(operation->method, SPAN("POST")) ||
                  span_equal(operation->method, SPAN("GET")) ||
                  span_equal(operation->method, SPAN("DELETE"));
    return method && entrance_ends_session(operation) && survey_row(survey, operation) &&
           !operation_has_variable(operation);
}

static enum err read_as(struct trial *trial, const struct identity *identity, struct reply *out) {
    return survey_ask(trial->survey, trial->read, &trial->bare, identity, out);
}

/* Where a refresh token is asked for, it is given: it is part of what is to end. */
static enum err add_refresh(struct trial *trial, struct request *request) {
    struct arena *arena = survey_arena(trial->survey);
    struct span token = wallet_refresh_token(survey_wallet(trial->survey), trial->identity);
    if (!token.len || !trial->logout->bodies.n) {
        return OK;
    }
    BUF_SCOPE body = {0};
    struct json_writer writer = {.out = &body};
    json_begin_object(&writer);
    json_key(&writer, "refresh");
    json_string(&writer, token);
    json_key(&writer, "refresh_token");
    json_string(&writer, token);
    json_end_object(&writer);
    TRY(buf_status(&body));
    request->body = arena_dup(arena, buf_span(&body));
    TRY_PTR(request->body.ptr);
    return fields_set(arena, &request->fields, SPAN("Content-Type"), SPAN("application/json"))
               ? OK
               : ERR_MEMORY;
}

/* With the very credential that the read takes. */
static enum err log_out(struct trial *trial, bool *done) {
    struct survey *survey = trial->survey;
    struct arena *arena = survey_arena(survey);
    struct wallet *wallet = survey_wallet(survey);
    const struct requirement *requirement =
        wallet_choose(wallet, trial->identity, &trial->read->security);
    struct draft draft;
    *done = false;
    TRY(survey_build(survey, trial->logout, NULL, &draft));
    if (!draft.built || !requirement) {
        return OK;
    }
    TRY(add_refresh(trial, &draft.request));
    TRY(wallet_accompany(wallet, arena, trial->logout, trial->identity, &draft.request));
    TRY(wallet_present(wallet, arena, trial->identity, requirement, &draft.request));
    TRY(survey_fetch(survey, &draft.request, &trial->out));
    *done = sample_served(&trial->out.sample) ||
            (trial->out.sample.status / 100 == 3 && trial->out.sample.wire == WIRE_OK);
    return OK;
}

/* Served once more, twice, as before. */
static enum err still_served(struct trial *trial, bool *out) {
    static const struct volatility none = {.differing = 0};
    *out = true;
    for (size_t i = 0; i < 2 && *out; i++) {
        TRY(read_as(trial, trial->identity, &trial->after));
        *out = sample_served(&trial->after.sample) &&
               sample_compare(&trial->after.sample, &trial->before.sample, &none) >= LIKE_FORM;
    }
    return OK;
}

static enum err report(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    struct span who = cell_who(arena, trial->identity->name);
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &trial->nobody.exchange, false, false},
        {who, &trial->before.exchange, false, false},
        {SPAN("logs out"), &trial->out.exchange, false, true},
        {who, &trial->after.exchange, true, false}};
    const struct disclosure what = {
        .operation = trial->logout,
        .cause = SPAN("logout"),
        .message =
            arena_printf(arena,
                         "%.*s logs out (%d), and %.*s %.*s still serves the credential that "
                         "was to end.",
                         SPAN_ARG(trial->identity->name), trial->out.sample.status,
                         SPAN_ARG(trial->read->method), SPAN_ARG(trial->read->path)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &logout_keeps_token, &what);
}

/* *judged: the logout was done with a credential that had worked. */
static enum err try_read(struct trial *trial, bool *judged) {
    bool kept = false;
    struct draft draft;
    TRY(survey_build(trial->survey, trial->read, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    trial->bare = draft.request;
    TRY(read_as(trial, trial->identity, &trial->before));
    TRY(read_as(trial, NULL, &trial->nobody));
    if (!sample_served(&trial->before.sample) || sample_served(&trial->nobody.sample)) {
        return OK;
    }
    TRY(log_out(trial, judged));
    TRY(*judged ? still_served(trial, &kept) : OK);
    return kept ? report(trial) : OK;
}

/* It came from a login of ours, and does not soon end by itself. */
static bool is_ours(struct survey *survey, const struct identity *identity,
                    const struct scheme *scheme) {
    const struct credential *credential = wallet_find(survey_wallet(survey), identity, scheme);
    return credential && credential->grant && scheme->kind != SCHEME_BASIC &&
           (!credential->expires || credential->expires - clock_unix() > BRIEF);
}

/* The logout's own scheme; of one that declares none, each. */
static bool concerns(const struct operation *logout, const struct scheme *scheme) {
    return security_is_public(&logout->security) || security_names(&logout->security, scheme);
}

static enum err try_logout(struct survey *survey, const struct operation *logout) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        bool judged = false;
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            struct trial trial = {.survey = survey, .logout = logout, .identity = identity};
            if (judged || !concerns(logout, scheme) || !is_ours(survey, identity, scheme)) {
                continue;
            }
            trial.read = survey_read_by(survey, identity, scheme);
            TRY(trial.read ? try_read(&trial, &judged) : OK);
        }
    }
    return OK;
}

static enum err survey_logouts(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (is_logout(survey, operation)) {
            TRY(try_logout(survey, operation));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "logout-keeps-token",
    .group = "account",
    .severity = SEVERITY_MEDIUM,
    .title = "A credential still works after its user has logged out",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why =
        "Who logs out believes that nobody can go on in his name. A token that was copied before, "
        "from a log, a shared computer or a stolen phone, goes on working, and its owner has no "
        "way to end it.",
    .how =
        "At the end of the scan an identity logs out of a session that the scan itself began, by "
        "the contract's logout. It fires when a read that refuses requests without a credential "
        "serves the old one still, twice. Tokens that end by themselves within a quarter of an "
        "hour, and credentials that the identities file gave, are left alone.",
    .fix = "End sessions at the server: Django's logout() flushes the session; Django REST "
           "framework's Token is to be deleted; for simplejwt install token_blacklist, blacklist "
           "the refresh token, and let access tokens live for minutes. Clearing the client's "
           "cookie is not "
           "enough.",
};

const struct probe logout_keeps_token = {.rule = &rule, .survey = survey_logouts};
