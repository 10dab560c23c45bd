/* SPDX-License-Identifier: Apache-2.0 */
/* A request judged to its end: facts, decision, and the proofs that it asks for. */
#ifndef POSTERN_GUARD_JUDGE_H
#define POSTERN_GUARD_JUDGE_H

#include "guard/limits/admission.h"

/* now: seconds since 1970. With EFFECT_PROVE the errand is under way: judge again from the start
 * once it is done. Whatever goes wrong denies with GROUND_FAULT. The arena holds what *decision
 * points to; one thread at a time for one policy. */
void judge_request(struct arena *arena, const struct policy *policy,
                   const struct judge_users *users, const struct facts_request *request,
                   int64_t now, struct facts *facts, struct decision *decision);

#endif
