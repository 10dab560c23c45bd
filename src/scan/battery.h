/* SPDX-License-Identifier: Apache-2.0 */
/* Batteries: which attacks an operation gets at first, and whether the rest follow. */
#ifndef POSTERN_SCAN_BATTERY_H
#define POSTERN_SCAN_BATTERY_H

#include "scan/subject.h"

/* Says what is to be planned now: at first the short battery (all with --thorough, the quick one
 * with --quick), and what is left of the full one once the subject is deepened. */
void battery_choose(struct subject *subject);

/* Whether the rest of the full battery is to follow, which it does once: all of it for the first of
 * each class, and what belongs to a group of rules wherever an attack of that group was not plainly
 * refused. Errors: ERR_MEMORY. */
NODISCARD enum err battery_deepens(struct subject *subject, bool *deepens);

#endif
