/* SPDX-License-Identifier: Apache-2.0 */
/* "# postern: ignore[rule] reason": findings that somebody has looked at. */
#ifndef POSTERN_AUDIT_SUPPRESS_H
#define POSTERN_AUDIT_SUPPRESS_H

#include "audit/audit.h"
#include "django/program.h"

/* Takes out of the result the findings whose line, or the line above, has such a comment, and tells
 * each as a note; a comment that takes nothing out is a warning where all rules were asked, since
 * it may hide something one day. To be called once, when everything has been told. "# nosec" and "#
 * nosemgrep" at a finding are notes, and take nothing out. Errors: ERR_MEMORY. */
NODISCARD enum err suppress(const struct audit_options *options, struct program *program,
                            struct result *result);

#endif
