/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a scan, for --dry-run. */
#ifndef POSTERN_CLI_PLAN_H
#define POSTERN_CLI_PLAN_H

#include "base/buf.h"
#include "scan/engine.h"

struct plan {
    struct buf *out;
    size_t tested, untested; /* operations */
    bool verbose;            /* says what the requests are for */
};

/* Matches scan_options.plan; user is a struct plan. */
void plan_line(void *user, const struct scan_plan_line *line);

/* The last line: how much it would be, logins and all. */
void plan_sum(struct plan *plan, const struct result *foretold);

#endif
