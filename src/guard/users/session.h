/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions and API keys that Django keeps in its database. */
#ifndef POSTERN_GUARD_SESSION_H
#define POSTERN_GUARD_SESSION_H

#include "guard/users/account.h"

/* Judges a session's key: its row must be there and not be over, its data be signed, and its user
 * have the password that it was begun with. The user's being active is the caller's to see to.
 * Errors: as account_judge. */
NODISCARD enum err session_judge(struct users *users, struct arena *arena,
                                 const struct account_question *question, struct user *user,
                                 enum account_reason *out);

/* Judges a key of djangorestframework-api-key; *claims: "sub" is its prefix, and "name" its name.
 * Errors: as account_judge. */
NODISCARD enum err session_judge_key(struct users *users, struct arena *arena, struct span key,
                                     enum account_reason *out, const struct node **claims);

#endif
