/* SPDX-License-Identifier: Apache-2.0 */
/* The decision: operation, credential, rights, in this order; each may deny. */
#include "guard/decide.h"

#include "base/mutant.h"
#include "guard/users/rights.h"

static void deny(struct decision *out, enum ground ground) {
    out->effect = EFFECT_DENY;
    out->ground = ground;
}

static void permit(struct decision *out, enum ground ground) {
    out->effect = EFFECT_PERMIT;
    out->ground = ground;
}

static void decide_rights(const struct policy *policy, const struct proof *proof,
                          struct decision *out) {
    const struct policy_choice *choice = out->choice;
    const struct config_operation *config = out->operation->config;
    if (rights_lack_scope(choice, proof->claims, &out->lacking) && !MUTANT(scope_ignored)) {
        deny(out, GROUND_SCOPE);
    } else if (config && rights_lack_claim(&config->claims, proof->claims, &out->lacking) &&
               !MUTANT(claim_ignored)) {
        deny(out, GROUND_CLAIM);
    } else if (!rights_identity_sendable(policy, proof->claims, proof->user)) {
        deny(out, GROUND_IDENTITY);
    } else {
        out->claims = proof->claims;
        out->user = proof->user;
        out->recalled = proof->recalled;
        out->lacking.len = 0; /* of a scheme that was tried before */
        permit(out, GROUND_PASSED);
    }
}

/* Browsers send cookies whoever's page asks; what changes nothing may be asked by any (RFC 9110,
 * section 9.2.1). */
static bool is_lured(const struct policy_choice *choice, const struct facts *facts) {
    const struct config_scheme *config = choice->scheme->config;
    return config->kind == CONFIG_SESSION && !config->session.csrf_elsewhere && !facts->same_site &&
           !span_equal(facts->method, SPAN("GET")) && !span_equal(facts->method, SPAN("HEAD")) &&
           !span_equal(facts->method, SPAN("OPTIONS"));
}

/* A session that is over is none to Django: where nobody needs one, whoever has it is nobody. */
static bool is_nobody(const struct policy_operation *operation,
                      const struct policy_choice *choice) {
    return operation->access == POLICY_PUBLIC && choice->scheme->config->kind == CONFIG_SESSION;
}

/* A refresh token, say, may be sound and still be none that opens anything. */
static bool is_kind(const struct policy_choice *choice, const struct proof *proof,
                    struct decision *out) {
    return !rights_lack_claim(&choice->scheme->config->claims, proof->claims, &out->lacking) ||
           MUTANT(any_kind);
}

/* Goes through the schemes in their order: the first that accepts the credential decides. */
static void decide_credential(const struct policy *policy, const struct facts *facts,
                              struct decision *out) {
    const struct policy_operation *operation = out->operation;
    bool is_public = operation->access == POLICY_PUBLIC, tried = false, by_user = false;
    for (size_t i = 0; i < operation->n; i++) {
        const struct proof *proof = &facts->proofs[i];
        const struct policy_choice *choice = &operation->choices[i];
        if (!facts_carry(facts, choice->scheme)) {
            continue;
        }
        tried = true;
        if (facts->malformed) {
            break;
        }
        if (!proof->made) {
            out->effect = EFFECT_PROVE;
            out->proving = i;
            return;
        }
        if (proof->fault != GROUND_UNDECIDED && !MUTANT(fault_passed_over)) {
            deny(out, proof->fault);
            out->lacking = proof->revoked;
            return;
        }
        if (proof->reason != TOKEN_ACCEPTED && !MUTANT(token_ignored)) {
            by_user = by_user || proof->account != ACCOUNT_NONE;
            tried = !is_nobody(operation, choice);
            continue;
        }
        if (is_kind(choice, proof, out)) {
            out->choice = choice;
            if (is_lured(choice, facts)) {
                deny(out, GROUND_CSRF);
            } else {
                decide_rights(policy, proof, out);
            }
            return;
        }
    }
    if (is_public && !tried) {
        permit(out, GROUND_PUBLIC);
    } else {
        deny(out, facts->malformed   ? GROUND_MALFORMED
                  : out->lacking.len ? GROUND_KIND
                  : by_user          ? GROUND_USER
                  : tried            ? GROUND_TOKEN
                                     : GROUND_OTHER_SCHEME);
    }
}

void decide(const struct policy *policy, const struct facts *facts, struct decision *out) {
    *out = (struct decision){.effect = EFFECT_DENY, .lacking = {"", 0}};
    if (facts->fault != GROUND_UNDECIDED) {
        deny(out, facts->fault);
        return;
    }
    out->operation = facts->operation ? facts->operation
                                      : policy_find(policy, facts->method, path_span(&facts->path));
    if (!out->operation) {
        if (MUTANT(unmatched_passes)) {
            permit(out, GROUND_PUBLIC);
            return;
        }
        deny(out, GROUND_NO_OPERATION);
        return;
    }
    switch (out->operation->access) {
    case POLICY_REFUSED:
        deny(out, GROUND_REFUSED);
        return;
    case POLICY_PUBLIC:
        if (!facts->credential) {
            permit(out, GROUND_PUBLIC);
            return;
        }
        break;
    case POLICY_GUARDED:
        if (!facts->credential) {
            deny(out, GROUND_NO_CREDENTIAL);
            return;
        }
        break;
    }
    decide_credential(policy, facts, out);
}
