/* SPDX-License-Identifier: Apache-2.0 */
/* Django's users, by name, by id or by a token of theirs. */
#ifndef POSTERN_GUARD_USERS_H
#define POSTERN_GUARD_USERS_H

#include "guard/users/database.h"
#include "policy/config.h"
#include "token/password.h"

struct user {
    struct span id, username, password; /* password: as it is stored */
    bool active, staff, superuser;
    struct span changed, created; /* times as the database writes them: when the password was
                                   * changed, and when the token by which the user was found was
                                   * made; ptr NULL: it is not said */
    struct member_texts groups;   /* where the configuration reads them */
};

enum users_by { USERS_BY_NAME = 0, USERS_BY_ID, USERS_BY_TOKEN };

/* One thread's way to the users. */
struct users {
    const struct config_users *config;
    struct database database;
    const char *sql[3], *sql_groups, *sql_sample; /* by users_by */
    const char *sql_probe;
    const char *sql_blacklist, *sql_session, *sql_api_key;
    struct arena arena;   /* its own, for texts above and like */
    struct password like; /* how passwords are stored here, for the work of those that are not */
    bool sampled;
};

/* file: the configuration's, whose folder a relative SQLite path is seen from. Opens nothing yet.
 * users_close it in any case. Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err users_open(const struct config *config, struct users *out);
void users_close(struct users *users);

/* The one user of that name, id or token; compared as the database compares. *found: false for none
 * and for several. Errors: ERR_IO (the database could not be asked), ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err users_find(struct users *users, struct arena *arena, enum users_by by,
                              struct span value, struct user *out, bool *found);

/* Whether simplejwt's tables say that the token of that jti is not to be used any more. Errors: as
 * users_find. */
NODISCARD enum err users_blacklist_has(struct users *users, struct arena *arena, struct span jti,
                                       bool *out);

/* Asks nothing, to see whether the users' table can be asked. Errors: as users_find. */
NODISCARD enum err users_probe(struct users *users);

/* The form that passwords are stored in, as the newest users have it. Errors: as users_find. */
NODISCARD enum err users_like(struct users *users, const struct password **out);

#endif
