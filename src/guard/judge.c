/* SPDX-License-Identifier: Apache-2.0 */
/* Between the pure decision and what has to be computed for it. */
#include "guard/judge.h"

static enum err prove(struct arena *arena, const struct decision *decision, int64_t now,
                      struct facts *facts) {
    const struct policy_choice *choice = &decision->operation->choices[decision->proving];
    struct proof *proof = &facts->proofs[decision->proving];
    struct jws jws = {0};
    TRY(verify_token(arena, &choice->scheme->verifier, now, facts->secret, &jws, &proof->reason));
    proof->made = true;
    proof->claims = proof->reason == TOKEN_ACCEPTED ? jws.payload_node : NULL;
    return OK;
}

void judge_request(struct arena *arena, const struct policy *policy,
                   const struct facts_request *request, int64_t now, struct facts *facts,
                   struct decision *decision) {
    enum err err = facts_read(arena, policy, request, facts);
    *decision = (struct decision){.ground = GROUND_FAULT, .lacking = {"", 0}};
    for (size_t i = 0; err == OK && i <= POLICY_CHOICES_MOST; i++) {
        decide(policy, facts, decision);
        if (decision->effect != EFFECT_PROVE) {
            return;
        }
        err = prove(arena, decision, now, facts);
    }
    decision->effect = EFFECT_DENY;
    decision->ground = GROUND_FAULT;
}
