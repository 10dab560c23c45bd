/* SPDX-License-Identifier: Apache-2.0 */
/* What a proxy asks: may the request pass that I have here? */
#ifndef POSTERN_GUARD_ASK_H
#define POSTERN_GUARD_ASK_H

#include "guard/judge.h"

struct ask {
    struct span peer;           /* who asks: an address, or "unix" */
    struct span method, target; /* of the question itself */
    const struct fields *fields;
    struct judge_users users; /* whom to ask about users */
};

/* Judges the request that the question is about, as the configured proxy says it: in two headers,
 * each of which must be there once, or (Envoy) in the question's own method and path. The proxy
 * must be declared, and say that it was asked by HTTPS where that is wanted. As judge_request
 * otherwise. *request is what was judged. */
void ask_judge(struct arena *arena, const struct policy *policy, const struct ask *ask, int64_t now,
               struct facts_request *request, struct facts *facts, struct decision *decision);

#endif
