/* SPDX-License-Identifier: Apache-2.0 */
/* Points in time as databases write them. */
#ifndef POSTERN_GUARD_MOMENT_H
#define POSTERN_GUARD_MOMENT_H

#include "base/span.h"

enum { MOMENT_SECOND = 1000000 };

/* "2026-11-27 10:00:00.25+01": microseconds since 1970. A space or a T, up to six digits of a
 * fraction, an offset of hours, or hours and minutes, or Z; without one it is UTC, as Django stores
 * it. False for anything else, also for years before 1970. */
bool moment_read(struct span text, int64_t *out);

#endif
