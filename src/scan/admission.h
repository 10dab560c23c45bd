/* SPDX-License-Identifier: Apache-2.0 */
/* Admission: an identity that nothing in the contract fits is tried where the operation's own
 * refusal names what it holds, or does not say what it misses. */
#ifndef POSTERN_SCAN_ADMISSION_H
#define POSTERN_SCAN_ADMISSION_H

#include "scan/subject.h"

/* The controls' refusals name what some identity holds that was asked with nothing, or name nothing
 * at all: the subject
 * gets an operation of its own that declares it as well. Errors: ERR_MEMORY. */
NODISCARD enum err admission_wants(struct subject *subject, bool *wants);

/* Tells the row what was taken of that; what was refused is forgotten. Errors: ERR_MEMORY. */
NODISCARD enum err admission_tell(struct subject *subject);

#endif
