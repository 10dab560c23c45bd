/* SPDX-License-Identifier: Apache-2.0 */
/* One segment of a path template: text and placeholders. */
#ifndef POSTERN_ROUTES_SEGMENT_H
#define POSTERN_ROUTES_SEGMENT_H

#include "base/span.h"

/* The next piece of a segment: the text in front of a placeholder (may be empty) and its name.
 * False at the end: *text is what stands behind the last one. */
bool segment_next(struct span *rest, struct span *text, struct span *name);

/* Whether the whole segment is a placeholder for this and all that follow. */
bool segment_is_tail(struct span segment);

bool segment_has_placeholder(struct span segment);

/* Whether the bytes fit the segment: each placeholder takes one byte or more, the first ones as few
 * as they can. keep: called for each placeholder; may be NULL. */
bool segment_fits(struct span segment, struct span bytes,
                  void (*keep)(void *user, struct span name, struct span value), void *user);

/* Bytes of text in a segment. */
size_t segment_text_bytes(struct span segment);

#endif
