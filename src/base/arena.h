/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is given back all at once; every arena has a limit. */
#ifndef POSTERN_BASE_ARENA_H
#define POSTERN_BASE_ARENA_H

#include "base/span.h"

#include <stdarg.h>

struct arena_block;

/* Zero-initialised (with limit 0) it refuses everything; set it up with arena_init. */
struct arena {
    struct arena_block *head; /* newest block */
    size_t used;              /* bytes taken from the system */
    size_t limit;             /* bytes that it may take */
};

/* An arena that frees itself at the end of the scope. */
#define ARENA_SCOPE __attribute__((cleanup(arena_free))) struct arena

/* limit: bytes; SIZE_MAX for none. Takes no memory yet. */
void arena_init(struct arena *arena, size_t limit);

/* Gives back all memory; the arena can be used again, with the same limit. */
void arena_free(struct arena *arena);

/* Empties the arena and keeps its newest block, so that work which is done again and again does not
 * go to the system for memory each time. What was taken is gone, as after arena_free. */
void arena_reset(struct arena *arena);

/* Takes over what the other holds, which is empty then. It counts against the limit as far as that
 * goes; memory that is there is not refused. */
void arena_adopt(struct arena *arena, struct arena *other);

/* Zeroed memory, or NULL when the limit is reached or the system has none. align: a power of two.
 */
void *arena_take(struct arena *arena, size_t size, size_t align);

/* Makes what was taken last, with that size, so large, where it lies: false, and nothing is
 * changed, when something else was taken since or the block is full. */
bool arena_extend(struct arena *arena, const void *memory, size_t size, size_t wanted);

/* Gives back what was taken last, with that size: false when something else was taken since. */
bool arena_give_back(struct arena *arena, const void *memory, size_t size);

#define arena_new(arena, type) ((type *)arena_take((arena), sizeof(type), _Alignof(type)))

/* count elements, zeroed; NULL when the product overflows. */
#define arena_array(arena, type, count) \
    ((type *)arena_take_array((arena), (count), sizeof(type), _Alignof(type)))
void *arena_take_array(struct arena *arena, size_t count, size_t size, size_t align);

/* A copy of s, with a NUL behind it that len does not count; {NULL, 0} without memory. */
struct span arena_dup(struct arena *arena, struct span s);

/* a and b joined, with a NUL behind. */
struct span arena_join(struct arena *arena, struct span a, struct span b);

/* Formatted text, with a NUL behind; {NULL, 0} without memory. */
struct span arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct span arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#endif
