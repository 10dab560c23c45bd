/* SPDX-License-Identifier: Apache-2.0 */
/* Growable arrays whose elements belong to an arena. */
#ifndef POSTERN_BASE_VEC_H
#define POSTERN_BASE_VEC_H

#include "base/arena.h"

/* A vector of type; zero is the empty one. Elements move when it grows. */
#define VEC(type)       \
    struct {            \
        type *at;       \
        size_t n, room; \
    }

/* A pointer to a new, zeroed last element; NULL without memory. */
#define vec_add(arena, v)                                                           \
    ((__typeof__((v)->at))vec_add_((arena), (void **)&(v)->at, &(v)->n, &(v)->room, \
                                   sizeof(*(v)->at), _Alignof(__typeof__(*(v)->at))))

/* Appends a value: false without memory. */
#define vec_push(arena, v, value) \
    (vec_add((arena), (v)) != NULL && ((v)->at[(v)->n - 1] = (value), 1))

/* An empty vector has no array, and to NULL not even 0 may be added. */
#define VEC_EACH(type, item, v)                                                                \
    for (__typeof__(type) *item = (v)->at, *item##_end_ = (v)->n ? (v)->at + (v)->n : (v)->at; \
         item != item##_end_; item++)

void *vec_add_(struct arena *arena, void **at, size_t *n, size_t *room, size_t size, size_t align);

#endif
