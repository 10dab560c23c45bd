/* SPDX-License-Identifier: Apache-2.0 */
/* Text from anywhere, made safe for HTML and XML, as content and as an attribute's value. */
#ifndef POSTERN_REPORT_HTML_ESCAPE_H
#define POSTERN_REPORT_HTML_ESCAPE_H

#include "base/buf.h"

/* Appends the text with & < > " ' as references, controls but new line and tab as "\x1b", and bytes
 * that are no UTF-8 as U+FFFD: nothing that either language forbids is left (XML 1.0, section 2.2).
 */
void html_escape(struct buf *out, struct span text);

/* The same for a C string. */
void html_escape_text(struct buf *out, const char *text);

#endif
