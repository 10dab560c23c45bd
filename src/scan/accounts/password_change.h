/* SPDX-License-Identifier: Apache-2.0 */
/* What a change of the password ends: two sessions of one user, of which one changes it. */
#ifndef POSTERN_SCAN_PASSWORD_CHANGE_H
#define POSTERN_SCAN_PASSWORD_CHANGE_H

#include "scan/accounts/session.h"

struct password_change {
    struct survey *survey;
    const struct operation *change, *read;
    const struct credential *like; /* whose scheme and login are used */
    struct span user, old, new;
    bool own;    /* an account of the scan's own */
    bool judged; /* the password was changed */
    bool kept;   /* the other session goes on */
    bool renews; /* it does so by its refresh token */
    bool lost;   /* the password could not be changed back */
    struct reply before, changed, after;
};

/* The contract's operation that takes the old and the new password of whoever is logged in. */
bool password_change_is(struct survey *survey, const struct operation *operation);

/* Changes it, looks, and changes it back. Sessions that end by themselves within brief seconds are
 * let go on. Errors: as survey_ask. */
NODISCARD enum err password_change_judge(struct password_change *change, int64_t brief);

#endif
