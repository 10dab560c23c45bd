/* SPDX-License-Identifier: Apache-2.0 */
/* A contract drafted from traffic, where there is none. */
#ifndef POSTERN_TRAFFIC_CONTRACT_DRAFT_H
#define POSTERN_TRAFFIC_CONTRACT_DRAFT_H

#include "base/buf.h"
#include "traffic/traffic.h"

struct contract_draft_told {
    struct span origin; /* whose requests they are; empty: a log, which does not say */
    size_t operations;
    size_t of_others;  /* requests of other origins */
    struct span other; /* one of these */
    size_t by_the_way; /* static files, pages, preflights */
    size_t missing;    /* requests that found nothing */
    bool credentials;  /* some request carried one */
};

/* Writes an OpenAPI 3.1 document in YAML: templates of the paths, methods, query parameters, bodies
 * as schemas, statuses, and security as it was seen. No value of the traffic stands in it.
 * origin: whose requests to take; empty: the one that looks most like an API. Errors: ERR_INVALID
 * (no request is left; diag is told), ERR_MEMORY. */
NODISCARD enum err contract_draft_write(struct arena *arena, const struct traffic *traffic,
                                        struct span origin, struct buf *out,
                                        struct contract_draft_told *told, struct diag *diag);

#endif
