/* SPDX-License-Identifier: Apache-2.0 */
/* Owned: objects that one identity's lists show and another's do not. */
#ifndef POSTERN_SCAN_OWNED_H
#define POSTERN_SCAN_OWNED_H

#include "scan/listing.h"

/* An id that only its owner was shown. */
struct owned_id {
    struct known_value value;
    const struct listing *owners, *readers; /* the same list, as each was shown it */
};

struct owned {
    struct known_values known; /* what the owner was shown, for building: what is his alone first */
    VEC(struct owned_id) ids;
};

/* Collects what the owner's lists show and the reader's do not; a reader's list counts when it is
 * whole, or was refused him. Errors: ERR_MEMORY. */
NODISCARD enum err owned_collect(struct arena *arena, const struct listings *listings,
                                 const struct identity *owner, const struct identity *reader,
                                 struct owned *out);

/* The owner's id that stands in a request's path, in a placeholder for objects of its collection;
 * NULL: none does. */
const struct owned_id *owned_in(struct arena *arena, const struct owned *owned,
                                struct span template, struct span url);

/* The URL with another id in the place of that one. {NULL, 0} without memory. */
struct span owned_elsewhere(struct arena *arena, const struct owned_id *id, struct span other,
                            struct span url);

#endif
