/* SPDX-License-Identifier: Apache-2.0 */
/* Steady: whether what the controls said before the attacks holds after them. */
#ifndef POSTERN_SCAN_STEADY_H
#define POSTERN_SCAN_STEADY_H

#include "scan/subject.h"

/* Remembers the refusals of a subject that is about to be attacked. Errors: ERR_MEMORY. */
NODISCARD enum err steady_note(struct subject *subject);

/* A refusal whose words differ from those before the attacks is asked for once more: some say
 * another number or date each time. Errors: ERR_MEMORY. */
NODISCARD enum err steady_recheck(struct subject *subject);

/* The fresh controls say the same as the first ones, and as those before the operation was attacked
 * for the first time; or, where that is not so, learns it. Errors: ERR_MEMORY. */
NODISCARD enum err steady_judge(struct subject *subject, bool *steady);

/* What the subject was judged by may turn out to be a wall later. */
void steady_conclude(struct subject *subject);

/* Adds to those that are asked again gently whoever was judged by a wall. Errors: ERR_MEMORY. */
NODISCARD enum err steady_recall(struct engine *engine);

#endif
