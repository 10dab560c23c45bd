/* SPDX-License-Identifier: Apache-2.0 */
/* Name alone: a gate that takes Basic, looks the user up, and does not look at his password. */
#ifndef POSTERN_SCAN_NAME_ALONE_H
#define POSTERN_SCAN_NAME_ALONE_H

#include "scan/survey_ask.h"

/* Shows reads that Basic opens a real user's name with a password that nobody has, so rarely that
 * it locks nobody out, and reports as the probe. Errors: as survey_ask. */
NODISCARD enum err name_alone_survey(struct survey *survey, const struct probe *probe);

#endif
