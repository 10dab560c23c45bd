/* SPDX-License-Identifier: Apache-2.0 */
/* What a proxy asks: may the request pass that I have here? (nginx's auth_request.) */
#ifndef POSTERN_GUARD_ASK_H
#define POSTERN_GUARD_ASK_H

#include "guard/judge.h"

struct ask {
    struct span peer; /* who asks: an address, or "unix" */
    const struct fields *fields;
};

/* Judges the request that X-Original-Method and X-Original-URI are about, each of which must be
 * there once, from a proxy that the configuration declares. As judge_request otherwise. *request is
 * what was judged. */
void ask_judge(struct arena *arena, const struct policy *policy, const struct ask *ask, int64_t now,
               struct facts_request *request, struct facts *facts, struct decision *decision);

#endif
