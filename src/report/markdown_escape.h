/* SPDX-License-Identifier: Apache-2.0 */
/* Text from anywhere, made safe for Markdown. */
#ifndef POSTERN_REPORT_MARKDOWN_ESCAPE_H
#define POSTERN_REPORT_MARKDOWN_ESCAPE_H

#include "base/buf.h"

/* Appends the text on one line, with nothing in it that Markdown, its HTML or a table would read as
 * markup. */
void markdown_escape(struct buf *out, struct span text);

/* Appends a fenced block, whose fence is longer than any in the text; then an empty line. */
void markdown_fence(struct buf *out, const char *language, struct span text);

#endif
