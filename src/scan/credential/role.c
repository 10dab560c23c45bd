/* SPDX-License-Identifier: Apache-2.0 */
/* The words of roles that stand above users: one list for all who ask. */
#include "scan/credential/role.h"

#include "text/words.h"

/* May rightly be given whatever there is. */
static const struct span ADMINISTRATORS =
    SPAN_INIT(" admin admins administrator superuser superadmin root sysadmin staff manager owner "
              "operator support service system ");
/* See what is others', and may not do all that they see. */
static const struct span OVERSEERS = SPAN_INIT(" auditor supervisor moderator internal ");

bool role_is_administrator(struct span role) {
    return words_any(role, ADMINISTRATORS);
}

bool role_is_trusted(struct span role) {
    return role_is_administrator(role) || words_any(role, OVERSEERS);
}
