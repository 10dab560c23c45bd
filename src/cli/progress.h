/* SPDX-License-Identifier: Apache-2.0 */
/* Progress on standard error: a bar on a terminal, now and then a line elsewhere. */
#ifndef POSTERN_CLI_PROGRESS_H
#define POSTERN_CLI_PROGRESS_H

#include "base/buf.h"
#include "cli/complain.h"
#include "scan/engine.h"

struct progress {
    bool silent;
    unsigned width; /* of the terminal; 0: lines */
    bool drawn;     /* a bar stands on the terminal */
    bool waiting;   /* the wait that is on was told */
    double last;    /* when something was shown, seconds into the scan */
    struct complain_diag *complaints;
};

/* Matches scan_options.progress; user is a struct progress. Tells new diagnostics, too. */
void progress_show(void *user, const struct scan_progress *now);

/* Takes the bar away. */
void progress_end(struct progress *progress);

/* The line that is shown, without a bar when width is 0; for tests. */
void progress_line(const struct scan_progress *now, unsigned width, struct buf *out);

#endif
