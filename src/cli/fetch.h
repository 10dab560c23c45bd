/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching a document over HTTP for the command line: one origin, few redirects, bounded. */
#ifndef POSTERN_CLI_FETCH_H
#define POSTERN_CLI_FETCH_H

#include "base/diag.h"
#include "http/client.h"

struct fetched {
    int status;       /* 0: no answer */
    struct span url;  /* after redirects */
    struct span body; /* in the arena */
    enum wire wire;
    struct span detail; /* when wire is not WIRE_OK */
    bool cut;
};

/* A GET that follows redirects inside the URL's own origin. Errors: ERR_USAGE (url unusable),
 * ERR_NETWORK (no answer; out->wire and detail tell), ERR_STOPPED, ERR_MEMORY. */
NODISCARD enum err fetch(struct arena *arena, const struct client_options *options, struct span url,
                         struct fetched *out);

#endif
