/* SPDX-License-Identifier: Apache-2.0 */
/* A decision as a line of the audit log. */
#ifndef POSTERN_GUARD_AUDIT_LINE_H
#define POSTERN_GUARD_AUDIT_LINE_H

#include "base/buf.h"
#include "guard/decide.h"

struct audit_line {
    struct span time; /* in ISO 8601 */
    struct span id;   /* the request's name, or empty */
    bool observed;    /* the decision is told, not enforced */
};

/* Appends a JSON object without its last brace: time, status, ground, request and who. No
 * credential is in it, and no query; the path only where no operation says what it is. */
void audit_line_write(struct buf *out, const struct audit_line *line,
                      const struct facts_request *request, const struct facts *facts,
                      const struct decision *decision);

#endif
