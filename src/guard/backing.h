/* SPDX-License-Identifier: Apache-2.0 */
/* What decisions rest on beside the policy: the users' database, keys that are fetched, and what
 * guards share. */
#ifndef POSTERN_GUARD_BACKING_H
#define POSTERN_GUARD_BACKING_H

#include "guard/keys/keyring.h"
#include "guard/service.h"
#include "guard/users/desk.h"

#include <poll.h>

enum { BACKING_FDS = 3 };

/* Whoever makes it fills in the first three; zero otherwise. backing_close it. */
struct backing {
    struct service *service; /* whose policy it follows; what is shared is kept there */
    keyring_tell tell;       /* NULL: nobody listens */
    void *user;
    struct desk *desk; /* NULL: the policy has no users, or they cannot be asked */
    uint64_t generation;
    struct keyring *keyring; /* NULL: no keys are fetched */
};

/* Opens what the service's policy asks for, and goes on with what was there as far as it fits: also
 * on an error, where nothing is shared. Errors: ERR_MEMORY, to count in. */
enum err backing_follow(struct backing *backing);

/* Before the policy is exchanged, which the desk has. */
void backing_leave_policy(struct backing *backing);

/* Ends what waits; what is shared stays the service's. */
void backing_close(struct backing *backing);

/* What to wait on besides, and taking in what came: whatever waited for it is judged again. */
void backing_poll(const struct backing *backing, struct pollfd fds[BACKING_FDS]);
void backing_collect(struct backing *backing, const struct pollfd fds[BACKING_FDS]);

/* Redis is to be asked, and what it would say cannot be known. */
bool backing_blind(const struct backing *backing);

/* Whether whoever needs the database is answered, if only by what was known of him. */
bool backing_tells_users(const struct backing *backing);

#endif
