/* SPDX-License-Identifier: Apache-2.0 */
/* Redis's streams, as far as guards need them. */
#ifndef POSTERN_GUARD_STREAM_H
#define POSTERN_GUARD_STREAM_H

#include "base/buf.h"
#include "guard/shared/redis.h"

/* The name of an entry: milliseconds since 1970 by Redis's clock, and a number within them. */
struct stream_id {
    uint64_t ms, seq;
};

/* "1764237600000-3". */
bool stream_id_read(struct span text, struct stream_id *out);
struct span stream_id_write(struct arena *arena, struct stream_id id);

/* True when a comes before b. */
bool stream_id_before(struct stream_id a, struct stream_id b);

/* One stream that is read on from an entry. */
struct stream {
    struct span name;
    struct stream_id at; /* the last entry that was read */
};

/* Takes one value of an entry. Errors end the reading: its own. */
typedef enum err (*stream_take)(void *user, size_t stream, struct stream_id id, struct span value);

/* How many entries of a stream are read at a time. */
enum { STREAM_ENTRIES = 500 };

/* Reads what the streams (two) have behind their places, which move on, entry by entry. *full:
 * there may be more, by stream. Errors: as redis_ask; ERR_SYNTAX also for answers that are no such
 * entries. */
NODISCARD enum err stream_read(struct redis *redis, struct arena *arena, struct stream streams[2],
                               uint64_t deadline_ns, stream_take take, void *user, bool full[2]);

/* The last entry that a stream has ever had, as far as Redis knows; 0-0: there is no such stream.
 * Errors: as redis_ask. */
NODISCARD enum err stream_last(struct redis *redis, struct arena *arena, struct span name,
                               uint64_t deadline_ns, struct stream_id *out);

#endif
