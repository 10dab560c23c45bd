/* SPDX-License-Identifier: Apache-2.0 */
/* Scoped writes: what an identity whose token lacks the declared scope may write all the same.
 * Probes see it through probe.h. */
#ifndef POSTERN_SCAN_SCOPED_WRITE_H
#define POSTERN_SCAN_SCOPED_WRITE_H

#include "scan/scopes.h"
#include "scan/survey_ask.h"

/* What the token says; where it says nothing, or nobody can read it, the file's word. */
struct scopes scoped_held(const struct identity *identity, const struct node *claims);

/* That the identity is served without the scope. {NULL, 0} without memory. */
struct span scoped_message(struct arena *arena, const struct identity *identity, struct span scope);

/* With writes allowed, whoever lacks the scope makes an object, twice; and in any case he comes as
 * far with a write to what is not there as another who may, where others are refused to him first.
 * Reported as the probe's. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err scoped_write_survey(struct survey *survey, const struct probe *probe);

#endif
