/* SPDX-License-Identifier: Apache-2.0 */
/* Self: what the target calls an identity: by its name, by its own tokens, by "/me". */
#ifndef POSTERN_SCAN_SELF_H
#define POSTERN_SCAN_SELF_H

#include "scan/credential/wallet.h"
#include "scan/listing.h"

enum { SELF_MOST = 16 };

struct self {
    const struct identity *identity;
    struct {
        struct span name, value; /* "sub", "4711" */
    } at[SELF_MOST];
    size_t n;
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err self_read(struct arena *arena, const struct wallet *wallet,
                             const struct listings *listings, const struct identity *identity,
                             struct self *out);

/* A list that holds nothing but the one who asks. */
bool self_is_told(const struct listing *listing);

/* Whether the value of a member of that name, or the object in it, is this identity: a number only
 * where the name speaks of people. within: the name of the member that it stands in. */
bool self_names(const struct self *self, struct span key, struct span within, struct span value);

/* A word for people, or for the one to whom something belongs. */
bool self_is_person(struct span name);

#endif
