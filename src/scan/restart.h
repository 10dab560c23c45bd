/* SPDX-License-Identifier: Apache-2.0 */
/* A subject's request, and starting over with another one. */
#ifndef POSTERN_SCAN_RESTART_H
#define POSTERN_SCAN_RESTART_H

#include "scan/subject.h"

/* Builds the subject's request as its mode, its form of id and the restarts so far want it; what
 * became of it is in its draft. Errors: ERR_MEMORY. */
NODISCARD enum err restart_build(struct subject *subject);

/* Not as often yet as that reason may bring it. */
bool restart_may(const struct subject *subject, enum restart reason);

/* From the start, with a request built anew where the reason asks for another one. *next: the stage
 * that follows. Errors: ERR_MEMORY. */
NODISCARD enum err restart_begin(struct subject *subject, enum restart reason, enum stage *next);

#endif
