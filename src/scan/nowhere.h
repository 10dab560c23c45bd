/* SPDX-License-Identifier: Apache-2.0 */
/* Nowhere: a path that no API has, beside one that it has. What is answered there comes from layers
 * that stand before routing (body parsers, the router's own 404, challenge pages), and says nothing
 * of an operation. */
#ifndef POSTERN_SCAN_NOWHERE_H
#define POSTERN_SCAN_NOWHERE_H

#include "base/arena.h"

/* The URL of a request made from that path template, with the last fixed segment of its path
 * changed; what is before and behind it stays, so that gates and routers that look at prefixes
 * treat it as they treat the other. {NULL, 0} without memory. */
struct span nowhere_url(struct arena *arena, struct span url, struct span path_template);

/* Whether the text repeats what makes such a URL up. */
bool nowhere_repeated(struct span text);

/* The same URL with another object's id in the last placeholder's stead: of the same form, and
 * nobody's. Empty: the template has no segment that is a placeholder. {NULL, 0} without memory. */
struct span nowhere_object(struct arena *arena, struct span url, struct span path_template);

#endif
