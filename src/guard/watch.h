/* SPDX-License-Identifier: Apache-2.0 */
/* What a guard tells those who watch it: whether it lives, who may be asked, what it counted. */
#ifndef POSTERN_GUARD_WATCH_H
#define POSTERN_GUARD_WATCH_H

#include "guard/backing.h"
#include "guard/web.h"

struct watch {
    const struct backing *backing;
    const struct web *asked; /* where decisions are asked for */
    bool draining;           /* no new ones are taken */
};

/* A web_handler; user: a struct watch. Whoever answers at all is healthy; ready is who takes new
 * questions. */
NODISCARD enum err watch_answer(void *user, struct arena *arena, const struct web_request *request,
                                struct web_reply *reply);

#endif
