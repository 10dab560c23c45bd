/* SPDX-License-Identifier: Apache-2.0 */
/* May this request pass? */
#ifndef POSTERN_GUARD_DECIDE_H
#define POSTERN_GUARD_DECIDE_H

#include "guard/facts.h"

enum effect {
    EFFECT_DENY = 0,
    EFFECT_PROVE, /* facts->proofs[decision.proving] is needed; decide again with it */
    EFFECT_PERMIT
};

struct decision {
    enum effect effect;
    enum ground ground;
    const struct policy_operation *operation; /* NULL: none */
    const struct policy_choice *choice;       /* whose credential was accepted; NULL: none */
    const struct node *claims;                /* of that credential; NULL: nobody is known */
    const struct node *user;                  /* as the proof's */
    size_t proving;
    struct span lacking; /* the scope or claim, for GROUND_SCOPE, GROUND_CLAIM and GROUND_KIND; the
                          * limit, for GROUND_LIMIT */
    bool recalled;       /* it permits by what was known of the user before */
    uint64_t wait_ns;    /* until it is worth trying again, for GROUND_LIMIT */
};

/* Pure: no clock, no memory, nothing read or written but what is given. What matches nothing is
 * denied. A proof is asked for by the policy's order, and only where it can matter. */
void decide(const struct policy *policy, const struct facts *facts, struct decision *out);

#endif
