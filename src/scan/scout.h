/* SPDX-License-Identifier: Apache-2.0 */
/* What a share has to see of the others': the lists that teach ids. */
#ifndef POSTERN_SCAN_SCOUT_H
#define POSTERN_SCAN_SCOUT_H

#include "scan/engine_state.h"

/* Where an operation of the share wants an id that no list of the share teaches, the lists of other
 * shares are asked for once, by each identity that may: their answers teach ids, and nothing is
 * judged by them. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err scout_lists(struct engine *engine);

#endif
