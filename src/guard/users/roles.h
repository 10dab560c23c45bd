/* SPDX-License-Identifier: Apache-2.0 */
/* What a user's row says of roles, as claims and against those of a token. */
#ifndef POSTERN_GUARD_ROLES_H
#define POSTERN_GUARD_ROLES_H

#include "guard/users/users.h"
#include "text/tree.h"

/* The row as claims: sub, username, is_staff, is_superuser, groups. Errors: ERR_MEMORY. */
NODISCARD enum err roles_claims(struct arena *arena, const struct user *user,
                                const struct node **out);

/* Of these "sub" alone. Errors: ERR_MEMORY. */
NODISCARD enum err roles_subject(struct arena *arena, const struct user *user,
                                 const struct node **out);

/* Whether each role claim that the subject's configuration lists, where the token has it, is what
 * the row says: a truth is the same, each group is one of the user's. */
bool roles_agree(const struct config_subject *subject, const struct node *claims,
                 const struct user *user);

#endif
