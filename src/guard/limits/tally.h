/* SPDX-License-Identifier: Apache-2.0 */
/* A table of fixed size: how much stands against a tag, and when it will be forgotten. */
#ifndef POSTERN_GUARD_TALLY_H
#define POSTERN_GUARD_TALLY_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands against a tag is the time at which it is used up: each failure puts it off by its
 * cost. A tag that finds no free place takes that of the one with the least, and takes over what
 * stood there (Metwally, Agrawal and El Abbadi, "Efficient computation of frequent and top-k
 * elements in data streams", 2005). So nobody makes room by flooding it: to displace what stands
 * against oneself, one has to bring as much against seven others that no one can choose. */
struct tally;

/* tags: how many it holds; they must be hashes that nobody outside can compute. Errors:
 * ERR_MEMORY. */
NODISCARD enum err tally_new(size_t tags, struct tally **out);
void tally_free(struct tally *tally); /* NULL is fine */

/* The tag is about to be asked for: its places are fetched meanwhile. */
void tally_soon(const struct tally *tally, uint64_t tag);

/* Until when something stands against the tag; at most now_ns: nothing does. */
uint64_t tally_until(const struct tally *tally, uint64_t tag);

/* Adds to what stands against the tag. */
void tally_add(struct tally *tally, uint64_t tag, uint64_t now_ns, uint64_t cost_ns);

/* Takes back what was added; what was displaced in between stays so. */
void tally_take_back(struct tally *tally, uint64_t tag, uint64_t cost_ns);

/* Remembers the tag until then, whatever stood there; the one that would be forgotten first makes
 * room. 0: forgets it. */
void tally_put(struct tally *tally, uint64_t tag, uint64_t until_ns);

#endif
