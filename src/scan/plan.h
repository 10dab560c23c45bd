/* SPDX-License-Identifier: Apache-2.0 */
/* The plan: which operations are asked, in which order. */
#ifndef POSTERN_SCAN_PLAN_H
#define POSTERN_SCAN_PLAN_H

#include "scan/engine_private.h"

struct planned {
    const struct operation *operation;
    size_t index;  /* in the result */
    unsigned wave; /* one after the other: lists, details, and reads before writes */
};

struct plan {
    struct planned *at;
    size_t n, next;
};

/* Whether --include and --exclude leave the operation in. */
bool plan_selects(const struct engine *engine, const struct operation *operation);

/* True when the contract has an operation of that method and path template. */
bool plan_declares(const struct engine *engine, struct span path, struct span method);

/* Selects and orders the operations; gives each its row in the result. Errors: ERR_MEMORY. */
NODISCARD enum err plan_make(struct engine *engine, struct plan *plan);

/* The last round: those that wait for what the others teach. */
void plan_deferred(struct engine *engine, struct plan *plan);

/* Tells the plan line by line, and sends nothing. Errors: ERR_MEMORY. */
NODISCARD enum err plan_tell(struct engine *engine, const struct plan *plan);

#endif
