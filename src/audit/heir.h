/* SPDX-License-Identifier: Apache-2.0 */
/* Calls that a class inherits. */
#ifndef POSTERN_AUDIT_HEIR_H
#define POSTERN_AUDIT_HEIR_H

#include "audit/judge.h"

/* Whether an heir of the project's own ran the call, and has something that the call's method asks
 * its object for. */
bool heir_changes(const struct decode_call *call);

#endif
