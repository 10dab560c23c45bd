/* SPDX-License-Identifier: Apache-2.0 */
/* Does a refresh token work again after it was traded for another? */
#include "base/mutant.h"
#include "scan/probe.h"

struct trial {
    struct survey *survey;
    const struct credential *like; /* of the login that gave the token */
    struct trade first, second, third;
};

static enum err report(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("traded for a new one"), &trial->first.reply.exchange, false, true},
        {SPAN("and again"), &trial->third.reply.exchange, true, true}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->first.request),
        .cause = SPAN("refresh"),
        .message = arena_printf(arena,
                                "%.*s's refresh token was traded for a new one, and still gives "
                                "tokens.",
                                SPAN_ARG(trial->like->identity->name)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &refresh_reuse, &what);
}

/* Only where tokens are rotated is the old one meant to end. */
static enum err try_identity(struct trial *trial, struct span old, bool *judged) {
    TRY(trade_once(trial->survey, trial->like->grant, old, &trial->first));
    *judged = trial->first.gave;
    struct span fresh = trial->first.fresh;
    if (!trial->first.gave || !fresh.len || span_equal(fresh, old)) {
        return OK;
    }
    TRY(trade_once(trial->survey, trial->like->grant, old, &trial->second));
    TRY(trial->second.gave ? trade_once(trial->survey, trial->like->grant, old, &trial->third)
                           : OK);
    return trial->second.gave && trial->third.gave ? report(trial) : OK;
}

/* Of a session of its own, where one can be begun: a server that notices may end all that came of
 * the login, also what the scan needs. */
static enum err own_token(struct survey *survey, const struct credential *like,
                          struct span *token) {
    struct session session;
    if (!like->identity->username.len || MUTANT(wallet_traded)) {
        return OK;
    }
    TRY(session_open(survey, like, like->identity->username, like->identity->password.value,
                     &session));
    bool given = session.open && session.grant.refresh.value.len;
    *token = given ? session.grant.refresh.value : *token;
    return OK;
}

/* The same login gave what an earlier scheme takes: it is asked no second time. */
static bool is_earlier(struct survey *survey, const struct credential *credential) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        const struct credential *other =
            wallet_find(survey_wallet(survey), credential->identity, scheme);
        if (scheme == credential->scheme) {
            return false;
        }
        if (other && other->grant && other->grant->route == credential->grant->route) {
            return true;
        }
    }
    return false;
}

/* The first of a scheme's logins whose refresh token is traded. A token that the user gave is left
 * alone: it is all that he has. */
static enum err try_scheme(struct survey *survey, const struct scheme *scheme) {
    bool judged = false;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        const struct credential *like = wallet_find(survey_wallet(survey), identity, scheme);
        struct trial trial = {.survey = survey, .like = like};
        struct span token = like && like->grant ? like->grant->refresh.value : SPAN("");
        if (!judged && token.len && !span_equal(token, identity->refresh.value) &&
            !is_earlier(survey, like)) {
            TRY(own_token(survey, like, &token));
            TRY(try_identity(&trial, token, &judged));
        }
    }
    return OK;
}

static enum err survey_refreshes(struct survey *survey) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        TRY(try_scheme(survey, scheme));
    }
    return OK;
}

static const struct rule rule = {
    .id = "refresh-reuse",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "A refresh token works again after it was traded for another",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why =
        "Refresh tokens are rotated so that a stolen one is of no use once its owner has used it, "
        "and so that the theft shows. Where the old one goes on working, thief and owner both "
        "renew for ever.",
    .how =
        "At the end of the scan a refresh token that a login gave is traded at the contract's "
        "refresh operation, of several at the one nearest to the login by its path, or at the "
        "OAuth2 token endpoint that gave it, and where that trades none, at the former. Where that "
        "gives a new refresh token, the old one is traded again: it "
        "fires when it still gives tokens, twice. Where tokens are not rotated, nothing is "
        "said.",
    .fix = "simplejwt: ROTATE_REFRESH_TOKENS together with BLACKLIST_AFTER_ROTATION, and "
           "token_blacklist "
           "among INSTALLED_APPS. Elsewhere: keep the family of each token, and end all of it when "
           "an old one comes back.",
};

const struct probe refresh_reuse = {.rule = &rule, .survey = survey_refreshes};
