/* SPDX-License-Identifier: Apache-2.0 */
/* Standing: what an operation's controls say of the credentials that they carried. */
#ifndef POSTERN_SCAN_STANDING_H
#define POSTERN_SCAN_STANDING_H

#include "scan/subject.h"

/* The controls prove or refuse the credentials of all identities. Errors: ERR_MEMORY. */
NODISCARD enum err standing_learn(struct subject *subject);

#endif
