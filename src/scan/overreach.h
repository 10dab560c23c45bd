/* SPDX-License-Identifier: Apache-2.0 */
/* Overreach: a user does what is meant for those above him. */
#ifndef POSTERN_SCAN_OVERREACH_H
#define POSTERN_SCAN_OVERREACH_H

#include "scan/rank.h"

/* What says that it is not meant for the user. */
enum overreach_by { OVERREACH_NOTHING = 0, OVERREACH_DECLARED, OVERREACH_PLACE, OVERREACH_KIN };

struct overreach {
    struct survey *survey;
    const struct operation *operation;
    const struct rank *rank; /* its admin: may be NULL where the contract declares it */
    enum overreach_by by;
    struct span place; /* of OVERREACH_PLACE */
    bool made;         /* of a write: the user made an object, which is taken away again */
    struct reply users, admins, nobody;
};

/* What says so. */
void overreach_judge(struct overreach *overreach);

/* Both once more, and nobody: a read that the user is served as the admin is, or a write that
 * cannot succeed with which he comes as far; with writes allowed, and where contract or place say
 * so, one that makes something. Errors: as survey_ask. */
NODISCARD enum err overreach_try(struct overreach *overreach, bool *found);

/* Of a write alone: he comes as far with one that cannot succeed, for one whom rank's counts let
 * judge. Errors: as survey_ask. */
NODISCARD enum err overreach_spoiled(struct overreach *overreach, bool *found);

#endif
