/* SPDX-License-Identifier: Apache-2.0 */
/* Running a project under its settings: as far as they are known, and as they are when nobody sets
 * a variable of the environment. */
#ifndef POSTERN_AUDIT_WORLDS_H
#define POSTERN_AUDIT_WORLDS_H

#include "audit/audit.h"
#include "django/endpoints.h"

/* Modules are run anew: what they hold depends on the settings. */
void worlds_load(const struct audit_options *options, struct program *program, struct span settings,
                 struct interp *in);

/* Where a row is not told and the settings ask for variables that have a default, the routes are
 * walked once more with the defaults, and such a row becomes what it is then; its reason says so.
 * Errors: ERR_MEMORY. */
NODISCARD enum err worlds_settle(const struct audit_options *options, struct program *program,
                                 struct span settings, struct endpoints *endpoints);

#endif
