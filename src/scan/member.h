/* SPDX-License-Identifier: Apache-2.0 */
/* Members of a set of credentials that must come together: each is tried worthless beside the valid
 * others, so that none is believed for the set's sake. */
#ifndef POSTERN_SCAN_MEMBER_H
#define POSTERN_SCAN_MEMBER_H

#include "scan/subject.h"

/* Sends, for each set that was served, one request for each member that is not proven yet. Errors:
 * ERR_MEMORY. */
NODISCARD enum err members_ask(struct subject *subject);

/* Tells the wallet of a valid request that was served: of a set, those members that are refused
 * when they are worthless. Errors: ERR_MEMORY. */
NODISCARD enum err members_prove(struct subject *subject, const struct shot *offer);

#endif
