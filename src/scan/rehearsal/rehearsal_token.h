/* SPDX-License-Identifier: Apache-2.0 */
/* What the rehearsal gives to who logs in. */
#ifndef POSTERN_SCAN_REHEARSAL_TOKEN_H
#define POSTERN_SCAN_REHEARSAL_TOKEN_H

#include "scan/rehearsal/rehearsal.h"

/* A token that there was not before: a JWT where some scheme tells of them, else a string that says
 * nothing. kind: "access", "refresh". {NULL, 0} without memory. */
struct span rehearsal_issue(struct rehearsal *rehearsal, struct arena *arena, struct span kind);

/* Whether that cookie carries such a token, as far as the contract tells. */
bool rehearsal_cookie_is_signed(const struct rehearsal *rehearsal, const struct scheme *scheme);

#endif
