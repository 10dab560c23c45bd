/* SPDX-License-Identifier: Apache-2.0 */
/* Rank: what of an API is refused to one identity and not to another of a higher role, counted once
 * over all operations, by the folders and tags in which they stand. */
#ifndef POSTERN_SCAN_RANK_H
#define POSTERN_SCAN_RANK_H

#include "base/map.h"
#include "scan/survey_ask.h"

enum { RANK_STATUSES = 8 };

struct rank {
    const struct identity *user, *admin; /* admin: NULL where nobody is above him */
    size_t below, above; /* reads that the admin is served and the user not; and the reverse */
    struct map folders, tags, collections;
    struct {
        int status;
        size_t n;
    } first[RANK_STATUSES]; /* writes, and reads of what nobody has, that are refused the user where
                               the admin gets that error */
};

/* Counts, and asks for objects that nobody has. Errors: as survey_ask. */
NODISCARD enum err rank_read(struct arena *arena, struct survey *survey,
                             const struct identity *user, const struct identity *admin,
                             struct rank *out);

/* The admin is above the user: by their roles, or since he is served more and nothing less. */
bool rank_is_higher(const struct rank *rank);

/* Nothing says for whom the operation is, but almost all that stands in its folder, or has its tag,
 * is refused to the user for want of a right: it was perhaps forgotten. */
bool rank_kin_refuse(const struct rank *rank, const struct operation *operation);

/* The API looks at roles before it looks at what was sent: other writes are refused to the user
 * where the admin gets that error. meant: the operation is said to be for the admin; less is
 * enough. */
bool rank_comes_first(const struct rank *rank, int status, bool meant);

/* Of a write: the other ways to change the same collection's objects are refused to the user. */
bool rank_twins_refuse(const struct rank *rank, const struct operation *operation);

/* What the identity got of an operation; a write that cannot succeed was past the gate. */
bool rank_serves(const struct operation_result *row, const struct identity *identity);
bool rank_passes(const struct operation_result *row, const struct identity *identity);
bool rank_is_past(int status);

/* A write that is no login, and that asks for a credential. */
bool rank_is_write(const struct operation *operation);

#endif
