/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that judge the gate. */
#ifndef POSTERN_SCAN_STAGE_GATE_H
#define POSTERN_SCAN_STAGE_GATE_H

#include "scan/subject.h"

/* Of each stage what it sends, and where its answers lead: see the table of stages.c. Errors:
 * ERR_MEMORY, a probe's. */
NODISCARD enum err stage_controls_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_canary_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_renewal_send(struct subject *subject);
NODISCARD enum err stage_renewal_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_again_send(struct subject *subject);
NODISCARD enum err stage_again_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_lacking_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_absent_next(struct subject *subject, enum stage *next);

#endif
