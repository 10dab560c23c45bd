/* SPDX-License-Identifier: Apache-2.0 */
/* Between the pure decision and what has to be computed, or asked, for it. */
#include "guard/judge.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "guard/limits/admission.h"
#include "text/json.h"

static const struct policy_scheme *scheme_of(const struct decision *decision) {
    return decision->operation->choices[decision->proving].scheme;
}

/* What the row said, as a proof. */
static void use(const struct account *account, bool is_jwt, struct proof *proof) {
    proof->account = account->reason;
    if (account->reason == ACCOUNT_OVERLOAD || account->reason == ACCOUNT_DATABASE) {
        proof->fault = GROUND_USERS;
    } else if (account->reason == ACCOUNT_ACCEPTED) {
        proof->reason = TOKEN_ACCEPTED;
        proof->recalled = account->recalled;
        *(is_jwt ? &proof->user : &proof->claims) = account->claims;
    } else {
        proof->reason = TOKEN_REFUSED;
    }
}

/* Asks about a user, or takes the answer that is there. False: it is under way. */
static enum err ask_users(const struct judge_users *users, size_t choice,
                          const struct account_question *question, struct proof *proof,
                          bool *waits) {
    if (!users->desk || !users->errand) {
        proof->fault = GROUND_USERS;
        return OK;
    }
    if (!*users->errand) {
        TRY(errand_new(users->errand));
    }
    struct errand *errand = *users->errand;
    desk_take(users->desk, errand);
    if (errand->answers[choice].reason == ACCOUNT_NONE &&
        desk_ask(users->desk, errand, choice, question)) {
        *waits = true;
        return OK;
    }
    use(&errand->answers[choice], question->scheme->kind == CONFIG_JWT, proof);
    return OK;
}

/* An accepted token's user; what names it must be a text or a number. */
static enum err prove_subject(struct arena *arena, const struct judge_users *users,
                              const struct decision *decision, struct proof *proof, bool *waits) {
    const struct config_scheme *config = scheme_of(decision)->config;
    struct span name = node_scalar(node_get(proof->claims, config->subject.claim));
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    if (!name.len) {
        proof->account = ACCOUNT_UNKNOWN;
        proof->reason = TOKEN_REFUSED;
        return OK;
    }
    json_node(&w, proof->claims);
    TRY(buf_status(&text));
    struct account_question question = {config, name, SPAN(""), arena_dup(arena, buf_span(&text)),
                                        NULL};
    TRY_PTR(question.claims.ptr);
    return ask_users(users, decision->proving, &question, proof, waits);
}

/* No key of the set is the token's, as far as it was looked at. */
static bool lacks_key(enum token_reason reason, bool has_keys) {
    return reason == TOKEN_KID_UNKNOWN ||
           (!has_keys && (reason == TOKEN_KID_MISSING || reason == TOKEN_ALG_MISMATCH));
}

/* A key that is new to us may be on its way; without any, nothing can be said of the token. */
static enum err await_key(const struct judge_users *users, const struct policy_scheme *scheme,
                          const struct jws *jws, bool has_keys, struct proof *proof, bool *waits) {
    struct span kid = node_text(node_get(jws->header_node, SPAN("kid")));
    bool can_wait = users->keyring && users->errand && !(has_keys && !kid.ptr);
    if (can_wait && !*users->errand) {
        TRY(errand_new(users->errand));
    }
    *waits = can_wait && keyring_wait(users->keyring, scheme, kid, *users->errand);
    if (!*waits && !has_keys) {
        proof->fault = GROUND_KEYS;
    }
    return OK;
}

/* Checked with those of other requests, before the next step: what it costs by then is paid. */
static enum err await_signature(const struct judge_users *users, bool *waits) {
    if (!users->errand) {
        return ERR_INVALID; /* nobody asks again */
    }
    if (!*users->errand) {
        TRY(errand_new(users->errand));
    }
    (*users->errand)->steps++;
    *waits = true;
    return OK;
}

static enum err prove_jwt(struct arena *arena, const struct judge_users *users,
                          const struct decision *decision, int64_t now, const struct facts *facts,
                          struct proof *proof, bool *waits) {
    const struct policy_scheme *scheme = scheme_of(decision);
    struct jws jws = {0};
    bool has_keys = keyring_fresh(users->keyring, scheme);
    struct verifier verifier = scheme->verifier;
    bool can_wait = users->ahead && users->errand;
    verifier.ahead = can_wait ? users->ahead : NULL;
    verifier.at_once = can_wait && *users->errand && (*users->errand)->steps > 0;
    TRY(verify_token(arena, &verifier, now, facts->secret, &jws, &proof->reason));
    if (jws.awaited) {
        return await_signature(users, waits);
    }
    if (lacks_key(proof->reason, has_keys) && scheme->config->remote.url.len) {
        return await_key(users, scheme, &jws, has_keys, proof, waits);
    }
    if (proof->reason != TOKEN_ACCEPTED) {
        return OK;
    }
    proof->claims = jws.payload_node;
    return scheme->config->subject.wanted && !MUTANT(subject_unasked)
               ? prove_subject(arena, users, decision, proof, waits)
               : OK;
}

/* With every request anew: what was accepted a moment ago may be revoked by now. */
static void hold_against_lists(const struct judge_users *users, const struct config_scheme *config,
                               const struct facts *facts, struct proof *proof) {
    bool is_jwt = config->kind == CONFIG_JWT;
    struct span user = is_jwt && config->subject.wanted
                           ? node_scalar(node_get(proof->claims, config->subject.claim))
                           : SPAN("");
    struct revoked_asked asked = {.claims = proof->claims,
                                  .secret = config->kind == CONFIG_BASIC ? SPAN("") : facts->secret,
                                  .subject = config->subject.by_name ? SPAN("") : user,
                                  .name = config->subject.by_name ? user : SPAN(""),
                                  .is_token = is_jwt};
    const char *by = revocations_by(users->revocations, &asked);
    if (by && !MUTANT(revoked_passes)) {
        proof->fault = GROUND_REVOKED;
        proof->revoked = span_from(by);
    }
}

/* By its hash: who has a key of that many bits need not be kept from guessing. */
static enum err prove_key(const struct policy_scheme *scheme, int64_t now, struct span key,
                          struct proof *proof) {
    char hex[DIGEST_HEX];
    TRY(digest_sha256(key, hex));
    const struct api_key *known =
        map_get(&scheme->api_keys.by_hash, (struct span){hex, DIGEST_HEX});
    proof->account = !known                                               ? ACCOUNT_KEY
                     : now >= known->expires && !MUTANT(api_key_for_ever) ? ACCOUNT_OVER
                                                                          : ACCOUNT_ACCEPTED;
    proof->reason = proof->account == ACCOUNT_ACCEPTED ? TOKEN_ACCEPTED : TOKEN_REFUSED;
    proof->claims = proof->account == ACCOUNT_ACCEPTED ? known->claims : NULL;
    return OK;
}

static enum err prove(struct arena *arena, const struct judge_users *users,
                      const struct decision *decision, int64_t now, struct facts *facts,
                      bool *waits) {
    const struct config_scheme *config = scheme_of(decision)->config;
    struct proof *proof = &facts->proofs[decision->proving];
    struct account_question question = {config, facts->user, facts->password, SPAN(""),
                                        &scheme_of(decision)->secrets};
    switch (config->kind) {
    case CONFIG_JWT:
        TRY(prove_jwt(arena, users, decision, now, facts, proof, waits));
        break;
    case CONFIG_KEY:
        if (config->keys.len) {
            TRY(prove_key(scheme_of(decision), now, facts->secret, proof));
            break;
        }
        question.user = SPAN("");
        question.secret = facts->secret;
        TRY(ask_users(users, decision->proving, &question, proof, waits));
        break;
    case CONFIG_SESSION:
    case CONFIG_TOKEN:
        question.user = SPAN("");
        question.secret = facts->secret;
        TRY(ask_users(users, decision->proving, &question, proof, waits));
        break;
    case CONFIG_BASIC:
        TRY(ask_users(users, decision->proving, &question, proof, waits));
        break;
    }
    if (*waits && users->errand && *users->errand) {
        (*users->errand)->attempt = facts->attempt;
    }
    proof->made = !*waits;
    if (users->revocations && proof->made && proof->reason == TOKEN_ACCEPTED) {
        hold_against_lists(users, config, facts, proof);
    }
    return OK;
}

void judge_request(struct arena *arena, const struct policy *policy,
                   const struct judge_users *users, const struct facts_request *request,
                   int64_t now, struct facts *facts, struct decision *decision) {
    enum err err = facts_read(arena, policy, request, facts);
    bool waits = false;
    *decision = (struct decision){.ground = GROUND_FAULT, .lacking = {"", 0}};
    for (size_t i = 0; err == OK && i <= POLICY_CHOICES_MOST; i++) {
        decide(policy, facts, decision);
        if (decision->effect != EFFECT_PROVE) {
            admission_close(policy, users, facts, decision);
            return;
        }
        facts->operation = decision->operation;
        if (!admission_open(policy, users, facts, decision)) {
            admission_close(policy, users, facts, decision);
            return;
        }
        err = prove(arena, users, decision, now, facts, &waits);
        if (waits) {
            return;
        }
    }
    decision->effect = EFFECT_DENY;
    decision->ground = GROUND_FAULT;
    admission_close(policy, users, facts, decision);
}
