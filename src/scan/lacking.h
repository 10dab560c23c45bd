/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a write that an unparsable body told nothing of with one that lacks what it requires. */
#ifndef POSTERN_SCAN_LACKING_H
#define POSTERN_SCAN_LACKING_H

#include "scan/subject.h"

/* Sends such a body without a credential, with a worthless one, and to a path that does not exist,
 * where the gate was told nothing certain of and the contract says what a body must have. Sends
 * nothing elsewhere. Errors: ERR_MEMORY. */
NODISCARD enum err lacking_send(struct subject *subject);

/* The same with a body as the contract wants it, for something that is not there: validators let it
 * through. Sends nothing where the path names nothing, or enough was told. Errors: ERR_MEMORY. */
NODISCARD enum err lacking_send_absent(struct subject *subject);

/* Rules on the gate anew by the answers. */
void lacking_judge(struct subject *subject);

/* The answer that a control's cell shows: the control's own, or that which decided in its place.
 * NULL: it was not sent. */
const struct shot *lacking_shown(const struct subject *subject, enum control control);

#endif
