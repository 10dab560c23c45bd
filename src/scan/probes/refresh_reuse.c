/* SPDX-License-Identifier: Apache-2.0 */
/* Does a refresh token work again after it was traded for another? */
#include "base/mutant.h"
#include "scan/probe.h"

struct trial {
    struct survey *survey;
    const struct identity *identity;
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
                                SPAN_ARG(trial->identity->name)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &refresh_reuse, &what);
}

/* Only where tokens are rotated is the old one meant to end. */
static enum err try_identity(struct trial *trial, struct span old, bool *judged) {
    TRY(trade_once(trial->survey, old, &trial->first));
    *judged = trial->first.gave;
    struct span fresh = trial->first.fresh;
    if (!trial->first.gave || !fresh.len || span_equal(fresh, old)) {
        return OK;
    }
    TRY(trade_once(trial->survey, old, &trial->second));
    TRY(trial->second.gave ? trade_once(trial->survey, old, &trial->third) : OK);
    return trial->second.gave && trial->third.gave ? report(trial) : OK;
}

/* Of a session of its own, where one can be begun: a server that notices may end all that came of
 * the same login. */
static enum err own_token(struct survey *survey, const struct identity *identity,
                          struct span *token) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        const struct credential *like = wallet_find(survey_wallet(survey), identity, scheme);
        struct session session;
        if (like && like->grant && span_equal(like->grant->refresh.value, *token) &&
            identity->username.len && !MUTANT(wallet_traded)) {
            TRY(session_open(survey, like, identity->username, identity->password.value, &session));
            bool given = session.open && session.grant.refresh.value.len;
            *token = given ? session.grant.refresh.value : *token;
            return OK;
        }
    }
    return OK;
}

static enum err survey_refreshes(struct survey *survey) {
    bool judged = false;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        struct span token = wallet_refresh_token(survey_wallet(survey), identity);
        struct trial trial = {.survey = survey, .identity = identity};
        if (!judged && token.len && !span_equal(token, identity->refresh.value)) {
            TRY(own_token(survey, identity, &token));
            TRY(try_identity(&trial, token, &judged));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "refresh-reuse",
    .group = "account",
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
        "refresh operation. Where that gives a new refresh token, the old one is traded again: it "
        "fires when it still gives tokens, twice. Where tokens are not rotated, nothing is "
        "said.",
    .fix = "simplejwt: ROTATE_REFRESH_TOKENS together with BLACKLIST_AFTER_ROTATION, and "
           "token_blacklist "
           "among INSTALLED_APPS. Elsewhere: keep the family of each token, and end all of it when "
           "an old one comes back.",
};

const struct probe refresh_reuse = {.rule = &rule, .survey = survey_refreshes};
