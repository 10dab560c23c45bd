/* SPDX-License-Identifier: Apache-2.0 */
/* What an earlier run of the same scan was answered, operation by operation. */
#ifndef POSTERN_SCAN_RESUMED_H
#define POSTERN_SCAN_RESUMED_H

#include "scan/engine_state.h"
#include "scan/subject.h"

/* Keeps what an operation was answered in this round, unless the target failed meanwhile: then it
 * is better asked again. */
void resumed_keep(const struct subject *subject);

/* The journal knows what the late case of an operation was answered in the late round that is on.
 * Errors: ERR_MEMORY. */
NODISCARD enum err resumed_knows(const struct engine *engine, struct arena *arena,
                                 const struct planned *planned, bool *known);

/* Gives a subject what an earlier run was answered in the round. A late case is told that before
 * anything is awaited (known), and then is asked nothing else: the credentials of this run have not
 * ended yet. Errors: ERR_MEMORY. */
NODISCARD enum err resumed_recall(struct subject *subject, bool late, bool known);

#endif
