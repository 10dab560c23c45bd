/* SPDX-License-Identifier: Apache-2.0 */
/* Listings: what each identity was shown of a collection, so that one's objects can be told from
 * another's. */
#ifndef POSTERN_SCAN_LISTING_H
#define POSTERN_SCAN_LISTING_H

#include "scan/build/build.h"
#include "scan/credential/identity.h"

/* One identity's answer to a GET that names no object. */
struct listing {
    const struct operation *operation;
    const struct identity *identity;
    struct span path;           /* that it asked for */
    bool selves;                /* it answers everybody with himself, by its name */
    int status;                 /* 2xx: the rest holds */
    bool whole;                 /* all of the list, not a page of it, as far as it says */
    struct known_values values; /* ids of its first objects */
    VEC(uint64_t) members;      /* sorted: hashes of each key with its value, at any depth */
};

struct listings {
    VEC(struct listing *) all;
    struct harvest_index *index; /* shared by all values */
    size_t members;              /* of all */
    struct arena *arena;
};

/* Keeps what the identity was shown, if the operation may be a list; of several answers the first
 * that was served. Errors: ERR_MEMORY. */
NODISCARD enum err listing_note(struct listings *listings, const struct contract *contract,
                                const struct operation *operation, const struct identity *identity,
                                const struct exchange *exchange);

/* NULL: the identity was not asked, or nothing was heard that tells. */
const struct listing *listing_of(const struct listings *listings, const struct operation *operation,
                                 const struct identity *identity);

/* Reads one answer. Errors: ERR_MEMORY. */
NODISCARD enum err listing_read(struct arena *arena, const struct contract *contract,
                                struct harvest_index *index, const struct exchange *exchange,
                                struct listing *out);

/* Whether a member of that name has that value somewhere in it. */
bool listing_holds(const struct listing *listing, struct span name, struct span value);

#endif
