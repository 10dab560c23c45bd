/* SPDX-License-Identifier: Apache-2.0 */
/* A thread that fetches keys when they are due, from a few addresses in turn. */
#ifndef POSTERN_GUARD_FETCHER_H
#define POSTERN_GUARD_FETCHER_H

#include "base/buf.h"

enum {
    FETCHER_MOST = 16,          /* addresses */
    FETCHER_RETRY_SECONDS = 60, /* the longest pause after fetches that failed */
    FETCHER_WHY_BYTES = 200,
};

/* What came of the latest fetch. */
struct fetched_text {
    bool done;                   /* there was one since the last time */
    struct buf text;             /* buf_free it; empty when it failed */
    uint64_t at_ns;              /* by clock_ns */
    char why[FETCHER_WHY_BYTES]; /* it failed; else empty */
};

struct fetcher;

/* Errors: ERR_MEMORY. */
NODISCARD enum err fetcher_new(struct fetcher **out);
void fetcher_close(struct fetcher *fetcher); /* NULL is fine */

/* Has an address fetched at once, and every so many seconds. *place: its name from now on. Errors:
 * ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err fetcher_add(struct fetcher *fetcher, struct span url, struct span ca,
                               int64_t seconds, size_t *place);
void fetcher_drop(struct fetcher *fetcher, size_t place);

/* Fetches it at once. */
void fetcher_hurry(struct fetcher *fetcher, size_t place);

/* Readable when something was fetched, or could not be; and that, taken over. */
int fetcher_fd(const struct fetcher *fetcher);
void fetcher_clear(struct fetcher *fetcher); /* its readability */
void fetcher_take(struct fetcher *fetcher, size_t place, struct fetched_text *out);

#endif
