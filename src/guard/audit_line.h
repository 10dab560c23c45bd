/* SPDX-License-Identifier: Apache-2.0 */
/* A decision as a line of the audit log. */
#ifndef POSTERN_GUARD_AUDIT_LINE_H
#define POSTERN_GUARD_AUDIT_LINE_H

#include "base/buf.h"
#include "guard/decide.h"

/* Appends a JSON object and a new line: time, status, ground, request and who. No credential is in
 * it, and no query; the path only where no operation says what it is. id: the proxy's name for the
 * request, or empty. */
void audit_line_write(struct buf *out, int64_t now, struct span id,
                      const struct facts_request *request, const struct facts *facts,
                      const struct decision *decision);

#endif
