/* SPDX-License-Identifier: Apache-2.0 */
/* Vectors grow by doubling: where they lie, if nothing was taken since; else the old array stays in
 * the arena until that goes. */
#include "base/vec.h"

void *vec_add_(struct arena *arena, void **at, size_t *n, size_t *room, size_t size, size_t align) {
    if (*n == *room) {
        size_t few = size > sizeof(void *) ? 2 : 4, wanted = *room ? *room * 2 : few;
        if (!arena_extend(arena, *at, *room * size, wanted * size)) {
            char *grown = arena_take_array(arena, wanted, size, align);
            if (!grown) {
                return NULL;
            }
            if (*n) {
                memcpy(grown, *at, *n * size);
            }
            *at = grown;
        }
        *room = wanted;
    }
    char *slot = (char *)*at + *n * size;
    *n += 1;
    return memset(slot, 0, size);
}
