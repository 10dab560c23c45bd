/* SPDX-License-Identifier: Apache-2.0 */
/* One fetch of published keys: from the configured address, and from nowhere else. */
#ifndef POSTERN_GUARD_KEYS_FETCH_H
#define POSTERN_GUARD_KEYS_FETCH_H

#include "base/arena.h"
#include "base/err.h"

#include <signal.h>

enum { KEYS_FETCH_SECONDS = 10 /* how long one may take */ };

struct keys_fetch {
    struct span url; /* with a NUL behind */
    struct span ca;  /* path of a PEM file, with a NUL behind; empty: the system's */
    const volatile sig_atomic_t *stop; /* ends it early; NULL: nothing does */
};

/* Gets the text; a redirect is no answer, nor is one that is larger than keys are. Waits. *why: in
 * words for people, in the arena, when the answer is ERR_NETWORK. Errors: ERR_NETWORK, ERR_STOPPED,
 * ERR_MEMORY. */
NODISCARD enum err keys_fetch(struct arena *arena, const struct keys_fetch *from, struct span *text,
                              struct span *why);

#endif
