/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens whose signatures have been verified, by their SHA-256. It knows nothing of claims, which
 * are judged anew each time: an expired token is refused, cached or not. */
#ifndef POSTERN_TOKEN_CACHE_H
#define POSTERN_TOKEN_CACHE_H

#include "base/err.h"
#include "base/span.h"

/* Opaque. Belongs to one set of keys: empty it when they change. One thread at a time. */
struct cache;

#define CACHE_SCOPE __attribute__((cleanup(cache_free))) struct cache
void cache_free(struct cache **cache);

/* room: tokens remembered, rounded up to a power of two; a newer one takes an older one's place. */
NODISCARD enum err cache_new(size_t room, struct cache **out);

void cache_clear(struct cache *cache);

/* True when the very same text was added. cache may be NULL: never. */
bool cache_has(struct cache *cache, struct span text);

/* Remembers a text. cache may be NULL. */
void cache_add(struct cache *cache, struct span text);

#endif
