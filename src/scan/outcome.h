/* SPDX-License-Identifier: Apache-2.0 */
/* The outcome of a subject: its confirmed hits become findings, its gate a row of the matrix. */
#ifndef POSTERN_SCAN_OUTCOME_H
#define POSTERN_SCAN_OUTCOME_H

#include "scan/subject.h"

NODISCARD enum err outcome_tell(struct subject *subject);

#endif
