/* SPDX-License-Identifier: Apache-2.0 */
/* Questions about the target as a whole that a resumed scan need not ask again. */
#ifndef POSTERN_SCAN_SURVEY_JOURNAL_H
#define POSTERN_SCAN_SURVEY_JOURNAL_H

#include "scan/engine_state.h"

struct probe;

/* What a survey may add to, as it stood before. */
struct survey_before {
    size_t findings, told, made, others;
    uint64_t sent, failed, backoffs, plain;
};

/* An earlier run asked all that this probe has to ask, and found nothing. What it sent is counted.
 * Errors: ERR_MEMORY. */
NODISCARD enum err survey_journal_known(struct engine *engine, const struct probe *probe,
                                        bool *known);

struct survey_before survey_journal_before(const struct engine *engine);

/* Keeps that the probe's survey found nothing, if so: every request was answered, nothing was
 * reported or told, nothing was made. What found something is asked again, and shown afresh. */
void survey_journal_keep(struct engine *engine, const struct probe *probe,
                         const struct survey_before *before);

#endif
