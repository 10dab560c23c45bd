/* SPDX-License-Identifier: Apache-2.0 */
/* What a text has that another has not, marked. */
#ifndef POSTERN_REPORT_HTML_DIFFERENCE_H
#define POSTERN_REPORT_HTML_DIFFERENCE_H

#include "base/arena.h"
#include "base/buf.h"

/* Writes the text, escaped, with <mark> around the words and signs that are not the other's. Of
 * texts that differ over many hundreds of words all between the first and the last difference is
 * marked. */
void html_difference(struct buf *out, struct arena *scratch, struct span text, struct span other);

#endif
