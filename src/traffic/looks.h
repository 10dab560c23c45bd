/* SPDX-License-Identifier: Apache-2.0 */
/* What a text looks like: an id, a date, an address, a word of a path. */
#ifndef POSTERN_TRAFFIC_LOOKS_H
#define POSTERN_TRAFFIC_LOOKS_H

#include "base/span.h"

bool looks_like_uuid(struct span text);

/* "2026-11-27" */
bool looks_like_date(struct span text);

/* Of mail. */
bool looks_like_address(struct span text);

/* A segment of a path that names one of many: a number, a UUID, hex digits, a date, an address, a
 * token, "inv-20017", whatever is encoded. Versions ("v2") are none. */
bool looks_like_id(struct span segment);

/* The same of one that people gave: "my-first-post" below "posts", anything but the words of an
 * interface below "users". collection: the segment before. */
bool looks_like_slug(struct span segment, struct span collection);

/* A word that interfaces have where an object could stand: "me", "search", "new". */
bool looks_reserved(struct span segment);

#endif
