/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that are fetched: kept fresh by a thread of their own, exchanged between two requests. */
#ifndef POSTERN_GUARD_KEYRING_H
#define POSTERN_GUARD_KEYRING_H

#include "base/buf.h"
#include "guard/users/desk.h"

/* Opaque. All but the fetching itself is for one thread, the loop's. It keeps the keys; policies
 * borrow them. */
struct keyring;

/* Words for people about a scheme's keys: that they came, changed, or cannot be fetched. */
typedef void (*keyring_tell)(void *user, struct span words);

enum {
    KEYRING_COOL_SECONDS = 10,   /* between fetches that tokens ask for by an unknown kid */
    KEYRING_ABSENT_SECONDS = 60, /* how long a kid that was not found is not asked for again */
};

/* Begins with nothing to fetch. Errors: ERR_MEMORY. */
NODISCARD enum err keyring_new(keyring_tell tell, void *user, struct keyring **out);

/* Ends the thread; the policy has no keys any more. Gives back whatever waits. NULL is fine. */
struct errand *keyring_close(struct keyring *keyring);

/* Fetches for a policy's schemes from now on, which take over what was fetched for the one before
 * from the same address. The policy must be there until the next fetch is collected after another
 * call, or keyring_close; the one before may be gone. Errors: ERR_LIMIT, ERR_MEMORY, after which
 * some schemes have none. */
NODISCARD enum err keyring_follow(struct keyring *keyring, const struct policy *policy);

/* To be asked when no key of the scheme fits a token of that kid ({NULL, 0}: none). True: there may
 * be one soon, and the errand is among those that keyring_collect gives back. False: what is known
 * counts. A kid leads to no more than a fetch from the configured address, and rarely to that. */
bool keyring_wait(struct keyring *keyring, const struct policy_scheme *scheme, struct span kid,
                  struct errand *errand);

/* Lets go of keys that are older than they may be. True when the scheme has some, or needs none. */
bool keyring_fresh(struct keyring *keyring, const struct policy_scheme *scheme);

/* Readable when there is something to collect. */
int keyring_fd(const struct keyring *keyring);

/* Takes over what was fetched; the errands that waited for it, the latest first. */
struct errand *keyring_collect(struct keyring *keyring);

/* The first scheme that has no keys; empty: none. */
struct span keyring_lacks(struct keyring *keyring);

/* Appends what Prometheus is told. */
void keyring_metrics(struct keyring *keyring, struct buf *out);

#endif
