/* SPDX-License-Identifier: Apache-2.0 */
/* Values that an error has to itself: when it happened, which request it was, how long it took. */
#ifndef POSTERN_SCAN_UNIQUE_H
#define POSTERN_SCAN_UNIQUE_H

#include "base/span.h"

/* Whether a text is one by its form alone: a UUID, a point in time (ISO 8601, RFC 9110, seconds or
 * parts of them since 1970), a long word of digits and letters. */
bool unique_text(struct span text);

/* Whether a member's value is one: by its form, or by a name like "request_id", "took". */
bool unique_member(struct span name, struct span value, bool number);

#endif
