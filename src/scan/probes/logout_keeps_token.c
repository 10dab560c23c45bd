/* SPDX-License-Identifier: Apache-2.0 */
/* Does a session end when its user logs out, or changes his password? */
#include "base/clock.h"
#include "base/mutant.h"
#include "scan/probe.h"

/* Seconds: a token that ends by itself so soon may be left to do so. */
enum { BRIEF = 15 * 60 };

static bool is_logout(const struct survey *survey, const struct operation *operation) {
    bool method = span_equal(operation->method, SPAN("POST")) ||
                  span_equal(operation->method, SPAN("GET")) ||
                  span_equal(operation->method, SPAN("DELETE"));
    return method && entrance_ends_session(operation) && survey_row(survey, operation) &&
           !operation_has_variable(operation);
}

static enum err report(struct logging_out *trial, const struct reply *after, struct span cause,
                       struct span message) {
    struct span who = cell_who(survey_arena(trial->survey), trial->identity->name);
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &trial->nobody.exchange, false, false},
        {who, &trial->before.exchange, false, false},
        {SPAN("logs out"), &trial->out.exchange, false, true},
        {who, &after->exchange, true, after != &trial->after}};
    const struct disclosure what = {
        .operation = trial->logout,
        .cause = cause,
        .message = message,
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(message.ptr);
    return survey_report(trial->survey, &logout_keeps_token, &what);
}

static enum err report_kept(struct logging_out *trial) {
    struct span message =
        arena_printf(survey_arena(trial->survey),
                     "%.*s logs out (%d), and %.*s %.*s still serves the credential that was to "
                     "end.",
                     SPAN_ARG(trial->identity->name), trial->out.sample.status,
                     SPAN_ARG(trial->read->method), SPAN_ARG(trial->read->path));
    return report(trial, &trial->after, SPAN("logout"), message);
}

/* The refresh token that the login gave, too, still gives tokens, twice: it or the one that it was
 * traded for. */
static enum err try_refresh(struct logging_out *trial) {
    struct trade first, second = {.gave = false};
    if (!trial->refresh.len || MUTANT(refresh_untried)) {
        return OK;
    }
    TRY(trade_once(trial->survey, trial->grant, trial->refresh, &first));
    if (first.gave) {
        TRY(trade_once(trial->survey, trial->grant, first.fresh.len ? first.fresh : trial->refresh,
                       &second));
    }
    struct span message = arena_printf(
        survey_arena(trial->survey),
        "%.*s logs out (%d), and the refresh token of the same login still gives tokens.",
        SPAN_ARG(trial->identity->name), trial->out.sample.status);
    return second.gave ? report(trial, &second.reply, SPAN("logout, refresh"), message) : OK;
}

/* *judged: the logout was done with a credential that had worked. */
static enum err try_read(struct logging_out *trial, bool *judged) {
    bool kept = false;
    struct draft draft;
    TRY(survey_build(trial->survey, trial->read, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    trial->bare = draft.request;
    TRY(logging_out_read(trial, trial->identity, &trial->before));
    TRY(logging_out_read(trial, NULL, &trial->nobody));
    if (!sample_served(&trial->before.sample) || sample_served(&trial->nobody.sample)) {
        return OK;
    }
    TRY(logging_out_do(trial, judged));
    TRY(*judged && !trial->brief ? logging_out_is_vain(trial, &kept) : OK);
    TRY(kept ? report_kept(trial) : OK);
    return *judged && !kept ? try_refresh(trial) : OK;
}

static bool is_brief(const struct credential *credential) {
    return credential->expires && credential->expires - clock_unix() <= BRIEF &&
           !MUTANT(brief_told);
}

/* It came from a login of ours, and does not soon end by itself, or can be renewed for long. */
static bool is_ours(const struct credential *credential, const struct scheme *scheme) {
    return credential && credential->grant && scheme->kind != SCHEME_BASIC &&
           (!is_brief(credential) || credential->grant->refresh.value.len);
}

/* The logout's own scheme; of one that declares none, each. */
static bool concerns(const struct operation *logout, const struct scheme *scheme) {
    return security_is_public(&logout->security) || security_names(&logout->security, scheme);
}

static enum err try_logout(struct survey *survey, const struct operation *logout) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        bool judged = false;
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            struct logging_out trial = {
                .survey = survey, .logout = logout, .identity = identity, .scheme = scheme};
            const struct credential *credential =
                wallet_find(survey_wallet(survey), identity, scheme);
            if (judged || !concerns(logout, scheme) || !is_ours(credential, scheme)) {
                continue;
            }
            trial.grant = credential->grant;
            trial.refresh = trial.grant->refresh.value;
            trial.brief = is_brief(credential);
            trial.read = survey_read_by(survey, identity, scheme);
            TRY(trial.read ? try_read(&trial, &judged) : OK);
        }
    }
    return OK;
}

static enum err report_change(const struct password_change *change) {
    struct span who = cell_who(survey_arena(change->survey), change->like->identity->name);
    const struct exhibit exhibits[] = {
        {change->own ? SPAN("another session") : who, &change->before.exchange, false, false},
        {SPAN("changes the password"), &change->changed.exchange, false, true},
        {SPAN("the other session goes on"), &change->after.exchange, true, change->renews}};
    const struct disclosure what = {
        .operation = change->change,
        .cause = SPAN("password"),
        .message = arena_printf(survey_arena(change->survey),
                                "A user changes his password, and another session of his, from "
                                "before, %s.",
                                change->renews ? "still gets tokens by its refresh token"
                                               : "goes on as if nothing had been"),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(change->survey, &logout_keeps_token, &what);
}

/* An account of the scan's own, or else the identity: then its sessions may have ended. */
static enum err try_change(struct password_change *change, const struct identity *identity) {
    struct survey *survey = change->survey;
    struct account account;
    bool found;
    TRY(survey_user(survey, &account, &change->own, &found));
    change->user = change->own ? account.login : identity->username;
    change->old = change->own ? account.password : identity->password.value;
    change->new = SPAN("Zq7-postern-0001-Lw9");
    if (!change->user.len || !change->old.len) {
        return OK;
    }
    TRY(password_change_judge(change, BRIEF));
    TRY(change->kept ? report_change(change) : OK);
    if (change->lost && !change->own && !MUTANT(lost_password_unsaid)) {
        session_warn(survey, identity,
                     "its password was changed for a test, and could not be "
                     "changed back: it is now Zq7-postern-0001-Lw9");
    }
    return change->judged && !change->own ? session_renew(survey, identity) : OK;
}

/* By one scheme and one identity for each operation that changes passwords. */
static enum err survey_changes(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        bool tried = !survey_may_write(survey) || !password_change_is(survey, operation);
        VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
            VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
                const struct credential *like =
                    wallet_find(survey_wallet(survey), identity, scheme);
                if (tried || !security_names(&operation->security, scheme) ||
                    !is_ours(like, scheme)) {
                    continue;
                }
                struct password_change change = {
                    .survey = survey, .change = operation, .like = like};
                change.read = survey_read_by(survey, identity, scheme);
                tried = change.read != NULL;
                TRY(tried ? try_change(&change, identity) : OK);
            }
        }
    }
    return OK;
}

/* Passwords first: afterwards some are logged out. */
static enum err survey_endings(struct survey *survey) {
    TRY(survey_changes(survey));
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
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "A credential still works after its user has logged out, or changed the password",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why =
        "Who logs out believes that nobody can go on in his name. A token that was copied before, "
        "from a log, a shared computer or a stolen phone, goes on working, and its owner has no "
        "way to end it.",
    .how =
        "At the end of the scan an identity logs out of a session that the scan itself began, by "
        "the contract's logout. It fires when a read that refuses requests without a credential "
        "serves the old one still, twice, or when the refresh token of the same login still gives "
        "tokens. With --allow-writes a password is changed in one of two sessions, of an account "
        "that the scan opened itself, or else of an identity, whose password is changed back: it "
        "fires when the other session goes on. Tokens that end by themselves within a quarter of "
        "an hour, and credentials that the identities file gave, are left alone.",
    .fix = "End sessions at the server: Django's logout() flushes the session; Django REST "
           "framework's Token is to be deleted; for simplejwt install token_blacklist, blacklist "
           "the refresh token, and let access tokens live for minutes. Clearing the client's "
           "cookie is not enough. A change of the password ends all other sessions: Django's does "
           "with SessionAuthenticationMiddleware, tokens have to be deleted.",
};

const struct probe logout_keeps_token = {.rule = &rule, .survey = survey_endings};
