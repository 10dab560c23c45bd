/* SPDX-License-Identifier: Apache-2.0 */
/* Narrower: what a token endpoint gives to whoever asks for less. Probes see it through probe.h. */
#ifndef POSTERN_SCAN_NARROWER_H
#define POSTERN_SCAN_NARROWER_H

#include "scan/scopes.h"
#include "scan/survey_ask.h"

/* For each scheme whose token an OAuth2 endpoint gave: asks it for tokens with single scopes of the
 * contract, and where it gave no more than that, sends them to the reads that ask for others; one
 * that serves them, and nobody else, is reported as the probe's. Errors: ERR_STOPPED, ERR_BUDGET,
 * ERR_MEMORY. */
NODISCARD enum err narrower_survey(struct survey *survey, const struct probe *probe);

#endif
