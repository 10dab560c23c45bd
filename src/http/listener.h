/* SPDX-License-Identifier: Apache-2.0 */
/* A small server that hands out fixed pages, for probes that make the target fetch something. */
#ifndef POSTERN_HTTP_LISTENER_H
#define POSTERN_HTTP_LISTENER_H

#include "base/err.h"
#include "base/span.h"

struct listener_page {
    const char *path, *type;
    struct span body; /* must outlive the listener; "$ADDRESS" in it is its address */
};

struct listener;

/* Listens on "address" or "address:port" (NULL: 127.0.0.1; port 0: any free one) with a thread of
 * its own; answers GET of the pages and 404 for all else. Errors: ERR_USAGE (no such address),
 * ERR_IO (cannot listen there), ERR_MEMORY. */
NODISCARD enum err listener_open(const char *address, const struct listener_page *pages, size_t n,
                                 struct listener **out);

/* "127.0.0.1:41234". Lives as long as the listener. */
const char *listener_address(const struct listener *listener);

/* How often a page was fetched so far. */
unsigned listener_hits(const struct listener *listener);

/* Stops the thread; NULL is fine. */
void listener_close(struct listener **listener);

#endif
