/* SPDX-License-Identifier: Apache-2.0 */
/* Roles: what an identity's "role:" says of what it may. */
#ifndef POSTERN_SCAN_ROLE_H
#define POSTERN_SCAN_ROLE_H

#include "base/span.h"

/* Whoever has such a role may do more than an ordinary user, and see what others own. A role that
 * is not given is nobody's in particular. */
bool role_is_trusted(struct span role);

/* Whoever has such a role may rightly be given every right: an auditor is trusted, and may not. */
bool role_is_administrator(struct span role);

#endif
