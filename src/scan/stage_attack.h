/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that attack, once the gate is judged. */
#ifndef POSTERN_SCAN_STAGE_ATTACK_H
#define POSTERN_SCAN_STAGE_ATTACK_H

#include "scan/subject.h"

/* Of each stage what it sends, and where its answers lead: see the table of stages.c. Errors:
 * ERR_MEMORY, a probe's. */
NODISCARD enum err stage_turn_send(struct subject *subject);
NODISCARD enum err stage_turn_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_attack_send(struct subject *subject);
NODISCARD enum err stage_attack_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_secret_send(struct subject *subject);
NODISCARD enum err stage_secret_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_follow_send(struct subject *subject);
NODISCARD enum err stage_follow_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_class_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_narrow_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_retry_send(struct subject *subject);
NODISCARD enum err stage_retry_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_confirm_send(struct subject *subject);
NODISCARD enum err stage_confirm_next(struct subject *subject, enum stage *next);
NODISCARD enum err stage_recheck_send(struct subject *subject);
NODISCARD enum err stage_recheck_next(struct subject *subject, enum stage *next);

#endif
