/* SPDX-License-Identifier: Apache-2.0 */
/* The words of roles that stand above users: one list for all who ask. */
#include "scan/credential/role.h"

#include "text/words.h"

bool role_is_trusted(struct span role) {
    static const struct span trusted = SPAN_INIT(
        " admin admins administrator superuser superadmin root sysadmin staff manager owner "
        "operator support auditor supervisor moderator internal service system ");
    return words_any(role, trusted);
}
