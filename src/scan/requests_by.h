/* SPDX-License-Identifier: Apache-2.0 */
/* What requests are sent for: counted by rule and by control. */
#ifndef POSTERN_SCAN_REQUESTS_BY_H
#define POSTERN_SCAN_REQUESTS_BY_H

#include "scan/engine_state.h"

/* One more request for this: a literal. Errors: ERR_MEMORY. */
NODISCARD enum err requests_by_count(struct engine *engine, const char *by);

/* Those that no operation asked for (logins, keys, what is undone) are one count more, so that the
 * sum is the result's; the most come first. Errors: ERR_MEMORY. */
NODISCARD enum err requests_by_finish(struct engine *engine);

/* The most first. */
void requests_by_sort(struct result *result);

#endif
