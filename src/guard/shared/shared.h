/* SPDX-License-Identifier: Apache-2.0 */
/* What guards know in common, by way of Redis: failures, and what is revoked. */
#ifndef POSTERN_GUARD_SHARED_H
#define POSTERN_GUARD_SHARED_H

#include "guard/limits/limits.h"
#include "guard/revoked.h"
#include "policy/policy.h"

/* A thread asks Redis ten times a second for what is new and tells it what was not told yet; the
 * loop only looks at what is there. So a Redis that is slow, or gone, or answers nonsense keeps
 * nobody waiting. Two streams: PREFIX:failures, which the guards write, and PREFIX:revoked, whose
 * entries' values are lines as revoked_add takes them, and which somebody else writes. */
struct shared;

/* policy: one with "redis". Errors: ERR_MEMORY, ERR_CRYPTO. */
NODISCARD enum err shared_open(const struct policy *policy, struct shared **out);
void shared_close(struct shared *shared); /* NULL is fine */

/* Whether it is the one that the policy asks for. */
bool shared_fits(const struct shared *shared, const struct policy *policy);

/* The key under which all guards make their tags. */
const unsigned char *shared_key(const struct shared *shared);

/* Waits until the list of what is revoked was read once, or Redis failed, or the time is up. */
void shared_await(struct shared *shared, int most_ms);

/* Has the whole list read again: what is gone from it counts no more. Not where Redis has less than
 * it had: then it has lost it. */
void shared_renew(struct shared *shared);

/* Readable when there is something to collect. */
int shared_fd(const struct shared *shared);

/* Tells the others; what finds no room is not told. */
void shared_tell(struct shared *shared, const struct limits_news *news);

/* Takes in what others told. */
void shared_collect(struct shared *shared, struct limits *limits,
                    const struct config_limits *rules);

/* What is revoked, as far as it is known. */
const struct revoked *shared_revoked(const struct shared *shared);

/* CURRENT: Redis answered within the configured patience. LAST_KNOWN: it did not, and what it said
 * before counts. BLIND: nothing is known that could count. */
enum shared_view { SHARED_BLIND = 0, SHARED_LAST_KNOWN, SHARED_CURRENT };

enum shared_view shared_view(struct shared *shared, const struct config_redis *config,
                             uint64_t now_ns);

struct shared_counts {
    uint64_t failures;      /* questions that Redis did not answer as it should */
    uint64_t unsent;        /* news that found no room */
    uint64_t heard, unread; /* of others, and what of it or of the list could not be read */
    bool lost;              /* Redis has less than it had: what was revoked stays so */
};

struct shared_counts shared_counts(struct shared *shared);

#endif
