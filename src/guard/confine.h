/* SPDX-License-Identifier: Apache-2.0 */
/* Giving up what the server does not need once its sockets are open. */
#ifndef POSTERN_GUARD_CONFINE_H
#define POSTERN_GUARD_CONFINE_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Who it is to be. */
struct confine_user {
    uid_t user;
    gid_t group;
};

/* Looks names up; group NULL: the user's own. Errors: ERR_MISSING. */
NODISCARD enum err confine_find(const char *user, const char *group, struct confine_user *out);

/* Becomes that user, for good, and no member of other groups. Errors: ERR_IO with errno set, after
 * which nothing must be served. */
NODISCARD enum err confine_become(const struct confine_user *user);

/* Whether this build can do the following. */
bool confine_can_seal(void);

/* From now on this process, and whatever threads it starts, runs no other program and starts none,
 * traces nobody, and opens no file but for reading, or (a log) for adding to its end. All other
 * system calls than those that serving takes are refused. Errors: ERR_UNSUPPORTED, ERR_IO. */
NODISCARD enum err confine_seal(void);

#endif
