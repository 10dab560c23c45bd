/* SPDX-License-Identifier: Apache-2.0 */
/* What a name names: "user_id", "userId", "UserPK" and "users" all speak of a user. */
#ifndef POSTERN_SCAN_BUILD_NOUN_H
#define POSTERN_SCAN_BUILD_NOUN_H

#include "base/arena.h"

/* The name without the word for an identifier at its end ("id", "pk", "uuid", "guid", "slug");
 * empty when it has no other. */
struct span noun_of(struct span name);

/* Whether the name is, or ends in, a word for an identifier. */
bool noun_is_id(struct span name);

/* The same words, however they are written. */
bool noun_equal(struct span a, struct span b);

/* The same words, the last of them in singular or plural. Empty names nothing. */
bool noun_alike(struct span a, struct span b);

/* The words in lower case, joined, the last one in the singular: for maps. {NULL, 0} without
 * memory. */
struct span noun_key(struct arena *arena, struct span name);

/* A number that all names have in common which are alike; others hardly ever. 0 for what names
 * nothing. */
uint32_t noun_mark(struct span name);

#endif
