/* SPDX-License-Identifier: Apache-2.0 */
/* Objects that a survey makes where writes are allowed, and takes away again. */
#ifndef POSTERN_SCAN_SURVEY_MAKE_H
#define POSTERN_SCAN_SURVEY_MAKE_H

#include "scan/survey_ask.h"

/* Makes an object as the identity. *url: its address, in the survey's arena; empty: nothing was
 * made for certain, or the answer does not say where it is. Errors: as survey_ask. */
NODISCARD enum err survey_make_object(struct survey *survey, const struct operation *create,
                                      const struct identity *identity, struct span *url);

/* Remembers what the answer to a write of the identity's (NULL: nobody's) says that it made.
 * Errors: ERR_MEMORY. */
NODISCARD enum err survey_made(struct survey *survey, const struct reply *reply,
                               const struct identity *identity);

/* Deletes it, as whoever may; where nobody can, the scan tells that it is left. Errors: ERR_MEMORY.
 */
NODISCARD enum err survey_unmake(struct survey *survey, struct span url);

#endif
