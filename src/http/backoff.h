/* SPDX-License-Identifier: Apache-2.0 */
/* Backing off: how long to wait when the target says that it is busy. */
#ifndef POSTERN_HTTP_BACKOFF_H
#define POSTERN_HTTP_BACKOFF_H

#include "base/span.h"

/* Whether a status may ask for patience at all, whatever its fields say. */
bool backoff_possible(int status);

/* 429 (RFC 6585 §4) and 503 (RFC 9110 §15.6.4) ask for patience; 403 and 420 do where a field says
 * when to come again, or that nothing is left of what may be asked. retry_after, remaining:
 * Retry-After and X-RateLimit-Remaining; empty: not there. */
bool backoff_asked(int status, struct span retry_after, struct span remaining);

/* Nanoseconds to wait before the request is repeated for the n-th time (from 0): what Retry-After
 * says (RFC 9110 §10.2.3), or else half a second, doubled each time, longest_s at the most. False
 * when Retry-After asks for more than longest_s: waiting less would only annoy. */
bool backoff_delay(struct span retry_after, unsigned n, double longest_s, int64_t now_unix,
                   uint64_t *out_ns);

#endif
