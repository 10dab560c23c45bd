/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that a subject goes through, from its controls to its outcome. */
#ifndef POSTERN_SCAN_STAGES_H
#define POSTERN_SCAN_STAGES_H

#include "scan/subject.h"

/* Builds the subject's request and goes as far as it can without answers. Errors: ERR_MEMORY. */
NODISCARD enum err stages_start(struct subject *subject);

/* Goes on when all that was sent has been answered, or the renewal that it waited for is over.
 * Errors: ERR_MEMORY, a probe's. */
NODISCARD enum err stages_step(struct subject *subject);

/* Ends a subject without a verdict. reason: as a gate's. */
NODISCARD enum err stages_give_up(struct subject *subject, const char *reason);

#endif
