/* SPDX-License-Identifier: Apache-2.0 */
/* The site that a request comes from: Origin and Referer, as a browser sends them with what a
 * session writes. Frameworks hold them to the target's own beside the CSRF pair. */
#ifndef POSTERN_SCAN_SITE_H
#define POSTERN_SCAN_SITE_H

#include "base/err.h"
#include "text/message.h"

struct site {
    const struct fields *given; /* that every request carries (-H), and come first; or NULL */
    bool taken;                 /* a valid request that carried an Origin came through */
    bool refused;               /* one came through only without: none is sent any more */
    unsigned doubts;            /* so often it was left out to see */
};

/* Says that the request comes from the target's own pages; by https with the page, too. Errors:
 * ERR_MEMORY. */
NODISCARD enum err site_put(struct arena *arena, const struct site *site, struct request *request);

#endif
