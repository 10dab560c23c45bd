/* SPDX-License-Identifier: Apache-2.0 */
/* The growable array that the grammar's scanner expects, written for it: on the heap, and a push
 * without memory is dropped. */
#ifndef POSTERN_SOURCE_GRAMMAR_ARRAY_H
#define POSTERN_SOURCE_GRAMMAR_ARRAY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define Array(type)              \
    struct {                     \
        type *contents;          \
        uint32_t size, capacity; \
    }

/* The array, with room for as many as wanted; as it was without memory. */
static inline void *array_room(void *contents, uint32_t *capacity, uint32_t wanted, size_t each) {
    if (wanted > *capacity) {
        uint32_t room = wanted < 8 ? 8 : wanted * 2;
        void *grown = realloc(contents, room * each);
        if (!grown) {
            return contents;
        }
        *capacity = room;
        return grown;
    }
    return contents;
}

#define array_fit(array, wanted)                                                                  \
    ((array)->contents =                                                                          \
         array_room((array)->contents, &(array)->capacity, (wanted), sizeof(*(array)->contents)), \
     (array)->capacity >= (wanted))

#define array_init(array) ((array)->contents = NULL, (array)->size = 0, (array)->capacity = 0)
#define array_delete(array) (free((array)->contents), array_init(array))
#define array_clear(array) ((array)->size = 0)
#define array_get(array, index) (&(array)->contents[index])
#define array_back(array) (&(array)->contents[(array)->size - 1])
#define array_pop(array) ((array)->contents[--(array)->size])
#define array_reserve(array, wanted) ((void)array_fit(array, wanted))
#define array_push(array, item)                          \
    do {                                                 \
        if (array_fit(array, (array)->size + 1)) {       \
            (array)->contents[(array)->size++] = (item); \
        }                                                \
    } while (0)

#endif
