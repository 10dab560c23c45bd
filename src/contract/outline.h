/* SPDX-License-Identifier: Apache-2.0 */
/* Security schemes of contracts that are drafted, from the source or from traffic. */
#ifndef POSTERN_CONTRACT_OUTLINE_H
#define POSTERN_CONTRACT_OUTLINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/* A scheme as it is spelled: "bearer", "bearer JWT", "basic", "prefix Token", "header X-API-Key",
 * "query key", "cookie sessionid"; and its name in the contract. */
struct outline_scheme {
    struct span scheme, name;
};

struct outline_schemes {
    struct outline_scheme *at;
    size_t n, room;
}; /* usable as a VEC(struct outline_scheme) */

/* The name of the scheme, which is added where it is new: "headerXAPIKeyAuth". Empty without
 * memory. */
struct span outline_name(struct arena *arena, struct outline_schemes *schemes, struct span scheme);

/* Writes components with all of them, as YAML; nothing where there are none. */
void outline_write(const struct outline_schemes *schemes, struct buf *out);

/* Writes a method's key below its path. */
void outline_method(struct span method, struct buf *out);

#endif
