/* SPDX-License-Identifier: Apache-2.0 */
/* Time: a clock for durations, one for the calendar. */
#ifndef POSTERN_BASE_CLOCK_H
#define POSTERN_BASE_CLOCK_H

#include "base/arena.h"

/* Nanoseconds on a clock that never steps; only differences mean something. */
uint64_t clock_ns(void);

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t clock_unix(void);

enum { CLOCK_ISO_SIZE = 32 };

/* "2026-11-22T10:00:00Z" (RFC 3339, UTC) of seconds since 1970; "" outside the years 1000 to 9999.
 */
const char *clock_iso(int64_t seconds, char out[CLOCK_ISO_SIZE]);

/* The way back, of exactly that form; false for any other. */
bool clock_from_iso(struct span text, int64_t *out);

#endif
