/* SPDX-License-Identifier: Apache-2.0 */
/* The late rounds: waiting until short-lived tokens have ended, and asking with them again. */
#ifndef POSTERN_SCAN_LATE_ROUND_H
#define POSTERN_SCAN_LATE_ROUND_H

#include "scan/schedule.h"

/* Waits, within the patience of the options, and asks the late cases: at once when their tokens
 * have ended, and where those are taken, once more when the leeway is over that verifiers commonly
 * grant. Errors: ERR_MEMORY, what ends the scan early. */
NODISCARD enum err late_round(struct schedule *schedule);

#endif
