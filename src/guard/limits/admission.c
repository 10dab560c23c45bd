/* SPDX-License-Identifier: Apache-2.0 */
/* What is counted as a failure, and against whom. */
#include "guard/limits/admission.h"

#include "base/mutant.h"

/* Whether nothing but a signature could open the operation by what is shown. */
static bool is_signed(const struct policy_operation *operation, const struct facts *facts) {
    for (size_t i = 0; i < operation->n; i++) {
        const struct policy_scheme *scheme = operation->choices[i].scheme;
        if (facts_carry(facts, scheme) && scheme->config->kind != CONFIG_JWT) {
            return false;
        }
    }
    return true;
}

static enum limits_gate open_attempt(const struct policy *policy, const struct judge_users *users,
                                     struct facts *facts, struct decision *decision) {
    bool is_basic =
        decision->operation->choices[decision->proving].scheme->config->kind == CONFIG_BASIC;
    struct limits_shown shown = {.client = &users->client,
                                 .user = is_basic ? facts->user : (struct span){NULL, 0},
                                 .secret = is_basic ? facts->password : facts->secret,
                                 .is_signed = !is_basic && is_signed(decision->operation, facts)};
    limits_name(users->limits, &shown, &facts->attempt);
    return limits_open(users->limits, &policy->config->limits, &facts->attempt, users->now_ns,
                       &decision->wait_ns);
}

bool admission_open(const struct policy *policy, const struct judge_users *users,
                    struct facts *facts, struct decision *decision) {
    const struct errand *errand = users->errand ? *users->errand : NULL;
    if (users->blind) {
        decision->effect = EFFECT_DENY;
        decision->ground = GROUND_SHARED;
        return false;
    }
    if (!users->limits || facts->attempt.opened) {
        return true;
    }
    if (errand && errand->attempt.opened) {
        facts->attempt = errand->attempt;
        return true;
    }
    enum limits_gate gate = open_attempt(policy, users, facts, decision);
    if (gate == LIMITS_OPEN || MUTANT(unlimited)) {
        return true;
    }
    decision->effect = EFFECT_DENY;
    decision->ground = GROUND_LIMIT;
    decision->lacking = span_from(limits_gate_name(gate));
    return false;
}

/* A token that never had the signature, as against one that has expired, say, or whose key is not
 * known yet: those are no guesses. */
static bool is_forged(enum token_reason reason) {
    bool new_key = reason == TOKEN_KID_UNKNOWN && !MUTANT(new_key_counted);
    return reason < TOKEN_PAYLOAD_JSON && reason != TOKEN_TYP && !new_key &&
           reason != TOKEN_ACCEPTED;
}

static bool is_guess(const struct facts *facts, const struct policy_operation *operation) {
    bool guess = false;
    for (size_t i = 0; i < operation->n; i++) {
        const struct proof *proof = &facts->proofs[i];
        bool is_jwt = operation->choices[i].scheme->config->kind == CONFIG_JWT;
        if (proof->made && proof->account == ACCOUNT_OVER) {
            return false; /* it was good once */
        }
        bool sound = proof->account != ACCOUNT_NONE || !is_forged(proof->reason);
        if (proof->made && is_jwt && sound && !MUTANT(stale_counted)) {
            return false;
        }
        guess = guess || proof->made;
    }
    return guess;
}

static enum limits_end end_of(const struct facts *facts, const struct decision *decision) {
    enum ground ground = decision->ground;
    if (ground == GROUND_PASSED || ground == GROUND_SCOPE || ground == GROUND_CLAIM ||
        ground == GROUND_IDENTITY) {
        return LIMITS_ACCEPTED;
    }
    bool refused = ground == GROUND_TOKEN || ground == GROUND_USER;
    return refused && is_guess(facts, decision->operation) ? LIMITS_REFUSED : LIMITS_UNCLEAR;
}

void admission_close(const struct policy *policy, const struct judge_users *users,
                     struct facts *facts, const struct decision *decision) {
    const struct errand *errand = users->errand ? *users->errand : NULL;
    if (users->blind && errand && errand->attempt.opened) {
        facts->attempt = errand->attempt; /* it was not looked at to its end */
    }
    if (users->limits && facts->attempt.opened) {
        facts->has_news = limits_close(users->limits, &policy->config->limits, &facts->attempt,
                                       end_of(facts, decision), users->now_ns, &facts->news);
        facts->attempt.opened = false;
    }
}
