/* SPDX-License-Identifier: Apache-2.0 */
/* A list of texts that has a name, so that functions can take it. */
#ifndef POSTERN_BASE_TEXTS_H
#define POSTERN_BASE_TEXTS_H

#include "base/vec.h"

/* Usable as a VEC(struct span). */
struct texts {
    struct span *at;
    size_t n, room;
};

#endif
