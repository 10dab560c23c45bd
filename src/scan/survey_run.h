/* SPDX-License-Identifier: Apache-2.0 */
/* Running what probes have to ask of the target as a whole, and to read off other answers. */
#ifndef POSTERN_SCAN_SURVEY_RUN_H
#define POSTERN_SCAN_SURVEY_RUN_H

#include "scan/engine_state.h"

struct heard;

/* Makes it ready to hear. */
void survey_open(struct engine *engine);

/* Hands a login's answer to the probes that watch; hearer: a struct engine. Errors: ERR_MEMORY. */
NODISCARD enum err survey_hear_login(void *hearer, const struct exchange *exchange);

/* The same of an operation's answer. Errors: ERR_MEMORY. */
NODISCARD enum err survey_hear(struct engine *engine, const struct heard *heard);

/* Asks what the probes want to know of the target. Errors: ERR_NETWORK: the target is gone, *why in
 * words; ERR_MEMORY, ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err survey_all(struct engine *engine, struct span *why);

void survey_close(struct engine *engine);

#endif
