/* SPDX-License-Identifier: Apache-2.0 */
/* Refusals that are made, and go nowhere. */
#ifndef POSTERN_AUDIT_DROPPED_H
#define POSTERN_AUDIT_DROPPED_H

#include "audit/judge.h"

/* Tells each of the module's: a return or a raise was forgotten before it. */
void dropped_check(struct judging *j, const struct module *module);

#endif
