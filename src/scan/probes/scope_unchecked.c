/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token served that lacks the scope which the contract asks for? */
#include "base/mutant.h"
#include "scan/forgery/forgery.h"
#include "token/jws.h"

static struct attack attack_of(struct arena *arena, const struct identity *identity,
                               struct span scope) {
    return (struct attack){
        .label = cell_who(arena, identity->name),
        .cause = scope,
        .genuine = true,
        .message = scoped_message(arena, identity, scope),
    };
}

/* A token that nobody can read: the file tells its scopes. */
static enum err try_opaque(struct subject *subject, const struct identity *identity) {
    struct arena *arena = subject_arena(subject);
    struct presented presented;
    struct request request;
    const struct requirement *requirement =
        wallet_choose(subject_wallet(subject), identity, &subject_operation(subject)->security);
    struct scopes held = scoped_held(identity, NULL);
    if (!requirement || !subject_presented_by(subject, identity, &presented)) {
        return OK;
    }
    struct span scope = scopes_lacked(subject_contract(subject), subject_operation(subject),
                                      presented.scheme, &held);
    if (!scope.len) {
        return OK;
    }
    struct attack attack = attack_of(arena, identity, scope);
    TRY_PTR(attack.message.ptr);
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), arena, identity, requirement, &request));
    return subject_attack(subject, &scope_unchecked, &request, attack, NULL);
}

static enum err try_identity(struct subject *subject, const struct identity *identity) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take_of(subject, identity, &forgery, &found));
    if (!found) {
        return try_opaque(subject, identity);
    }
    struct scopes held = scoped_held(identity, forgery.jws.payload_node);
    struct span scope = scopes_lacked(subject_contract(subject), subject_operation(subject),
                                      forgery.presented.scheme, &held);
    if (!scope.len) {
        return OK;
    }
    struct attack attack = attack_of(subject_arena(subject), identity, scope);
    TRY_PTR(attack.message.ptr);
    return forgery_attack_genuine(subject, &scope_unchecked, &forgery, forgery.jws.text, attack);
}

/* The token's own claims for scopes, with the lower one alone, in the form that each has. */
static size_t lower_claims(struct subject *subject, const struct forgery *forgery,
                           struct span scope, struct edit *edits) {
    struct arena *arena = subject_arena(subject);
    size_t n = 0;
    for (size_t i = 0; i < SCOPE_CLAIM_COUNT; i++) {
        const struct node *claim = node_get(forgery->jws.payload_node, SCOPE_CLAIMS[i]);
        struct span text = forge_string(arena, scope);
        bool list = node_is(claim, NODE_ARRAY);
        if (claim) {
            edits[n++] = (struct edit){SCOPE_CLAIMS[i],
                                       list ? arena_printf(arena, "[%.*s]", SPAN_ARG(text)) : text};
        }
    }
    return n;
}

static enum err mint(struct subject *subject, const struct forgery *forgery, struct span secret,
                     struct span scope) {
    struct arena *arena = subject_arena(subject);
    struct scopes held = {.at = {scope}, .n = 1};
    struct span wanted =
        scopes_lacking(subject_operation(subject), forgery->presented.scheme, &held);
    struct edit edits[SCOPE_CLAIM_COUNT];
    size_t n = lower_claims(subject, forgery, scope, edits);
    struct forgery_change change = {
        .payload = edits, .payload_n = n, .signer = forgery_signer(forgery, secret)};
    struct span token;
    if (!n) { /* its scopes are elsewhere */
        return OK;
    }
    TRY(forgery_make(subject, forgery, &change, &token));
    const struct attack attack = {
        .label = arena_printf(arena, "a minted token with the scope %.*s alone", SPAN_ARG(scope)),
        .cause = wanted,
        .message = arena_printf(arena,
                                "A token with the scope %.*s alone is served, and the contract "
                                "asks for %.*s.",
                                SPAN_ARG(scope), SPAN_ARG(wanted)),
    };
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    return forgery_attack_hidden(subject, &scope_unchecked, forgery, token, attack);
}

/* Where the secret is known, a token of lower scope can be made of the one that is served. */
static enum err try_minted(struct subject *subject, const struct forgery *forgery) {
    struct span secret, scope = {NULL, 0};
    bool found;
    TRY(forgery_secret(subject, forgery, &secret, &found));
    if (!found || MUTANT(scopes_unminted)) {
        return OK;
    }
    const struct scheme *scheme = forgery->presented.scheme;
    struct scopes held = scoped_held(forgery->identity, forgery->jws.payload_node);
    if (held.n && scopes_spoken(subject_contract(subject), scheme, &held)) {
        scope = scopes_lower(subject_contract(subject), subject_operation(subject), scheme);
    }
    return scope.len ? mint(subject, forgery, secret, scope) : OK;
}

static enum err plan(struct subject *subject) {
    const struct forgeries *minted;
    if (!build_is_read(subject_operation(subject)->method)) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        TRY(try_identity(subject, identity));
    }
    TRY(forgery_all(subject, &minted));
    for (size_t i = 0; i < minted->n; i++) {
        TRY(try_minted(subject, &minted->at[i]));
    }
    return OK;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    return sample_served(attack->sample) && attack->ruling.verdict == VERDICT_GRANTED;
}

static enum err survey_scopes(struct survey *survey) {
    TRY(narrower_survey(survey, &scope_unchecked));
    return scoped_write_survey(survey, &scope_unchecked);
}

static const struct rule rule = {
    .id = "scope-unchecked",
    .group = "authorization",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "A token is served without the scope that the contract asks for",
    .cwe = {"CWE-863"},
    .owasp = "API5:2023",
    .why =
        "A token that was given away for one purpose, to an application or a partner, opens what "
        "it was never meant for.",
    .how = "The scopes of each identity's token (claims scope, scopes, scp, or scopes: of the "
           "identities file) are held against those that the contract declares for the operation. "
           "It fires when a read is served, twice, to a token that has none of them, and the token "
           "has other scopes that the contract knows. A wider scope (orders for orders:read, one "
           "that writes, admin, *) counts as the narrower one. Where the secret is known, such a "
           "token is minted: the one that is served, with another scope of the contract in the "
           "place of its own. Where an OAuth2 token endpoint gave the token, it is asked for one "
           "with another scope of the contract alone, and if it gives no more, that is shown to "
           "the reads which ask for more. A write to what is not there is told (likely, one "
           "severity below) where it comes as far without the scope as another identity's, and "
           "other writes are refused at once: what is asked for may be looked up first there; that "
           "a body is validated first tells nothing. With --allow-writes whoever lacks the scope "
           "makes an object, twice, where the contract asks for it; it is taken away again.",
    .fix = "Ask for the scope where the view is: Django OAuth Toolkit's TokenHasScope with "
           "required_scopes; with simplejwt a permission class that reads the verified claims "
           "(request.auth['scope'].split()), never the token's text.",
};

const struct probe scope_unchecked = {.rule = &rule,
                                      .once = true,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                               NEEDS_SECRET,
                                      .plan = plan,
                                      .hit = hit,
                                      .survey = survey_scopes};
