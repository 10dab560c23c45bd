/* SPDX-License-Identifier: Apache-2.0 */
/* Does a refresh token work again after it was traded for another? */
#include "scan/probe.h"
#include "text/json.h"
#include "text/words.h"

enum { DEPTH = 16, SHORTEST = 12 };

struct trial {
    struct survey *survey;
    const struct identity *identity;
    struct request request;
    struct reply first, second, third;
};

/* A token under such a name, anywhere in the answer. */
static struct span token_in(const struct node *node, struct span words) {
    NODE_EACH(member, node) {
        struct span value = node_text(member);
        if (value.len >= SHORTEST && words_any(node_key(member), words)) {
            return value;
        }
        struct span inner = value.len ? SPAN("") : token_in(member, words);
        if (inner.len) {
            return inner;
        }
    }
    return SPAN("");
}

/* The refresh token that an answer gives; *access: whether it gives a token at all. */
static enum err read_answer(struct trial *trial, const struct reply *reply, struct span *refresh,
                            bool *access) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    *refresh = SPAN("");
    *access = false;
    if (!sample_served(&reply->sample)) {
        return OK;
    }
    enum err read = json_parse(survey_arena(trial->survey), reply->exchange.response.body, &options,
                               &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    *refresh = token_in(root, SPAN(" refresh "));
    *access = token_in(root, SPAN(" access token jwt ")).len != 0;
    return OK;
}

static enum err report(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("traded for a new one"), &trial->first.exchange, false, true},
        {SPAN("and again"), &trial->third.exchange, true, true}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->request),
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
    struct span fresh, other;
    bool access, again, built;
    TRY(survey_refresh(trial->survey, old, &trial->request, &built));
    if (!built) {
        return OK;
    }
    TRY(survey_fetch(trial->survey, &trial->request, &trial->first));
    TRY(read_answer(trial, &trial->first, &fresh, &access));
    *judged = access;
    if (!access || !fresh.len || span_equal(fresh, old)) {
        return OK;
    }
    TRY(survey_fetch(trial->survey, &trial->request, &trial->second));
    TRY(read_answer(trial, &trial->second, &other, &again));
    if (!again) {
        return OK;
    }
    TRY(survey_fetch(trial->survey, &trial->request, &trial->third));
    TRY(read_answer(trial, &trial->third, &other, &again));
    return again ? report(trial) : OK;
}

static enum err survey_refreshes(struct survey *survey) {
    bool judged = false;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        struct span token = wallet_refresh_token(survey_wallet(survey), identity);
        struct trial trial = {.survey = survey, .identity = identity};
        bool ours = token.len && !span_equal(token, identity->refresh.value);
        TRY(ours && !judged ? try_identity(&trial, token, &judged) : OK);
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
