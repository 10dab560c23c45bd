/* SPDX-License-Identifier: Apache-2.0 */
/* Between a credential and whatever is computed or asked for it: may it be looked at at all? */
#ifndef POSTERN_GUARD_ADMISSION_H
#define POSTERN_GUARD_ADMISSION_H

#include "guard/decide.h"
#include "guard/keys/keyring.h"
#include "guard/revoked.h"
#include "guard/users/desk.h"

/* Who is asked about users, and what this request has asked so far. Zero: nobody, so that what
 * needs them is refused. */
struct judge_users {
    struct desk *desk;
    struct errand **errand;                /* made when there is something to ask; errand_free it */
    struct keyring *keyring;               /* whoever fetches keys; NULL: nobody */
    struct ahead *ahead;                   /* checks signatures beforehand; NULL: nobody does */
    struct limits *limits;                 /* counts failures; NULL: nobody does */
    struct client client;                  /* where the request came from */
    uint64_t now_ns;                       /* clock_ns, for the limits */
    const struct revocations *revocations; /* NULL: none */
    bool blind; /* what is revoked cannot be known: nobody is let in by a credential */
};

/* Before the proof that *decision asks for. False: *decision denies, with GROUND_LIMIT. A request
 * that was put aside for its errand is not asked twice. */
bool admission_open(const struct policy *policy, const struct judge_users *users,
                    struct facts *facts, struct decision *decision);

/* Once it is decided: what the credential came to is counted, if it was looked at. */
void admission_close(const struct policy *policy, const struct judge_users *users,
                     struct facts *facts, const struct decision *decision);

#endif
