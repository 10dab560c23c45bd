/* SPDX-License-Identifier: Apache-2.0 */
/* The dates of HTTP, and days as people write them. */
#ifndef POSTERN_TEXT_DATE_H
#define POSTERN_TEXT_DATE_H

#include "base/span.h"

/* Reads an HTTP-date (RFC 9110 §5.6.7): IMF-fixdate, the RFC 850 form (a two-digit year more than
 * 50 years ahead is in the past) and asctime's. The day's name is not checked against the date.
 * out: seconds since 1970. False when it is none of these. */
bool date_parse(struct span text, int64_t now_unix, int64_t *out);

/* Reads a day, "2027-01-31" (full-date of RFC 3339, section 5.6). out: seconds since 1970 at its
 * beginning in UTC. False when it is none. */
bool date_parse_day(struct span text, int64_t *out);

#endif
