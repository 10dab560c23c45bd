/* SPDX-License-Identifier: Apache-2.0 */
/* A connection to Redis that takes no longer than it is told, and no more than it has room for. */
#ifndef POSTERN_GUARD_REDIS_H
#define POSTERN_GUARD_REDIS_H

#include "base/arena.h"
#include "base/err.h"

enum redis_kind { REDIS_NIL = 0, REDIS_TEXT, REDIS_NUMBER, REDIS_LIST, REDIS_ERROR };

struct redis_value {
    enum redis_kind kind;
    struct span text; /* of a text, or an error's words */
    int64_t number;
    struct redis_value **items; /* of a list; none is NULL */
    size_t n;
};

enum { REDIS_ITEMS_MOST = 10000 /* of one list */, REDIS_BYTES_MOST = 4 << 20 /* of an answer */ };

/* Opaque; one thread. */
struct redis;

/* address: "unix:PATH", or an IP address with a port. deadline_ns: on clock_ns. wake: what ends
 * any wait at once when it is readable. Errors: ERR_IO, ERR_INVALID (the address), ERR_MEMORY. */
NODISCARD enum err redis_open(struct span address, int wake, uint64_t deadline_ns,
                              struct redis **out);
void redis_close(struct redis *redis); /* NULL is fine */

/* Asks, and gives the answer, which is the arena's. Errors, after which the connection is of no
 * more use: ERR_IO (gone, woken, or too late), ERR_SYNTAX (no answer of Redis's), ERR_LIMIT,
 * ERR_MEMORY. */
NODISCARD enum err redis_ask(struct redis *redis, struct arena *arena, const struct span *words,
                             size_t n, uint64_t deadline_ns, const struct redis_value **out);

#endif
