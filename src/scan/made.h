/* SPDX-License-Identifier: Apache-2.0 */
/* What allowed writes made at the target: remembered, deleted again, and told where it stays. */
#ifndef POSTERN_SCAN_MADE_H
#define POSTERN_SCAN_MADE_H

#include "contract/contract.h"
#include "scan/credential/identity.h"
#include "text/message.h"

struct engine;
struct route;

/* One object. */
struct made {
    struct span by;                  /* path that it was posted to */
    struct span url;                 /* its own; empty: the answer does not say */
    const struct route *route;       /* of the contract, that leads to it; NULL: none does */
    const struct operation *remove;  /* NULL: the contract has no DELETE for it */
    const struct identity *identity; /* that made it; NULL: nobody did */
    bool said;                       /* 201; else it is made if each answer names another one */
    bool repeated;                   /* answers to that path named the same one twice */
    bool offered;                    /* to a request that is to take it away */
    bool gone;
};

struct made_objects {
    VEC(struct made) all;
    VEC(struct span) past; /* addresses of what was made and taken away before */
    size_t others;         /* beyond those that are kept */
    size_t unsaid;         /* registrations that succeeded, and did not say what they made */
};

/* Remembers what an answer says that a POST made: 201; or another success, or a redirect to what
 * was made, that names an object of the contract which nobody has seen before. Errors: ERR_MEMORY.
 */
NODISCARD enum err made_note(struct engine *engine, const struct exchange *exchange,
                             const struct identity *identity);

/* How many objects there are at the route that are ours for certain and were not offered. */
size_t made_left(const struct made_objects *objects, const struct route *route);

/* One of them: its address; empty: there is none. takes: it is offered, and to nobody again. */
struct span made_offer(struct made_objects *objects, const struct route *route, bool takes);

/* Counts as offered what has that address. */
void made_spend(struct made_objects *objects, struct span url);

/* Deletes what can be deleted, the last first, tells what is left, and begins anew. asked: requests
 * may still be sent. Errors: ERR_MEMORY. */
NODISCARD enum err made_clear(struct engine *engine, bool asked);

/* Deletes what has that address, at once. Errors: ERR_MEMORY. */
NODISCARD enum err made_take_back(struct engine *engine, struct span url);

#endif
