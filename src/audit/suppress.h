/* SPDX-License-Identifier: Apache-2.0 */
/* "# postern: ignore[rule] reason": findings that somebody has looked at. */
#ifndef POSTERN_AUDIT_SUPPRESS_H
#define POSTERN_AUDIT_SUPPRESS_H

#include "audit/judge.h"

/* Takes out of the result the findings whose line, or the line above, has such a comment, and tells
 * each as a note; a comment that takes nothing out is a warning, since it may hide something one
 * day. "# nosec" and "# nosemgrep" at a finding are notes, and take nothing out.
 * Errors: ERR_MEMORY. */
NODISCARD enum err suppress(struct judging *judging, struct diag *diag);

#endif
