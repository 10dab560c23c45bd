/* SPDX-License-Identifier: Apache-2.0 */
/* Where questions about users are answered, off the loop. */
#ifndef POSTERN_GUARD_DESK_H
#define POSTERN_GUARD_DESK_H

#include "guard/limits/limits.h"
#include "guard/users/account.h"
#include "guard/workers.h"
#include "policy/policy.h"

/* One request's questions, in turn. */
struct errand {
    struct workers_task task; /* first */
    struct arena arena;       /* copies of what is asked, and the answers' claims */
    uint64_t generation;      /* of the desk that it asks: another one has another policy */
    struct account_question question;
    struct account *answer;                      /* of answers: what is being asked */
    struct account answers[POLICY_CHOICES_MOST]; /* by choice; ACCOUNT_NONE: not asked */
    struct attempt attempt;                      /* the request's, opened when it first asked */
    unsigned steps;                              /* that it waited for a signature */
    void *waiting;                               /* the connection's, for whoever resumes it */
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err errand_new(struct errand **out);
void errand_free(struct errand *errand); /* NULL is fine; never one that is under way */

struct desk;

/* For a policy that has users, which must outlive it. generation: unlike that of any other desk.
 * Connects when it is asked. Errors: ERR_MEMORY, ERR_CRYPTO. */
NODISCARD enum err desk_open(const struct policy *policy, uint64_t generation, struct desk **out);

/* Forgets what was asked elsewhere. */
void desk_take(const struct desk *desk, struct errand *errand);

/* Asks; the question is copied. False when there is too much to do: it is answered so. */
bool desk_ask(struct desk *desk, struct errand *errand, size_t choice,
              const struct account_question *question);

/* Whether users can be told, as it was last seen; has it looked at anew, for the next time. */
bool desk_sees(struct desk *desk);

/* As workers_fd and workers_collect. */
int desk_fd(const struct desk *desk);
struct errand *desk_collect(struct desk *desk);
struct errand *desk_next(const struct errand *errand); /* of what was collected or closed */

/* As workers_close. What was not answered is to be asked elsewhere. */
struct errand *desk_close(struct desk *desk);

#endif
