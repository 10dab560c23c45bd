/* SPDX-License-Identifier: Apache-2.0 */
/* What "token crack" says: the result, as text or JSON, and how far it has come. */
#ifndef POSTERN_CLI_CRACK_OUTPUT_H
#define POSTERN_CLI_CRACK_OUTPUT_H

#include "base/buf.h"
#include "token/crack.h"

enum crack_output { CRACK_OUTPUT_TEXT = 0, CRACK_OUTPUT_JSON, CRACK_OUTPUT_BARE };

/* Failures stick to out. */
void crack_output_result(struct buf *out, const struct crack_target *target,
                         const struct crack_result *result, bool stopped, enum crack_output form);

/* A line on standard error that is drawn again and again; width 0: none. */
struct crack_progress_line {
    unsigned width;
    bool drawn;
};

/* A crack_options.progress; context: the line. */
void crack_output_progress(void *context, const struct crack_progress *progress);

/* Wipes the line. */
void crack_output_progress_end(struct crack_progress_line *line);

#endif
