/* SPDX-License-Identifier: Apache-2.0 */
/* Traffic: requests that were recorded, in a HAR file or an access log. */
#ifndef POSTERN_TRAFFIC_TRAFFIC_H
#define POSTERN_TRAFFIC_TRAFFIC_H

#include "base/diag.h"
#include "text/message.h"

enum { TRAFFIC_REQUESTS = 1000000, TRAFFIC_TOLD = 5 }; /* read of a file; faults told one by one */

/* All as it was recorded: credentials and whatever else is in it. */
struct traffic_request {
    struct place place;
    struct span method;
    struct span url; /* absolute; of a log: the target, mostly a path with its query */
    struct fields fields;
    struct span type, body;          /* of the body; empty: none */
    struct fields form;              /* fields of a form, where the body's text was not kept */
    int64_t status;                  /* 0: not said */
    struct span answer_type, answer; /* the answer's body; empty: not kept */
};

struct traffic {
    struct span file;
    bool har; /* else: an access log, which knows no body */
    VEC(struct traffic_request) requests;
    size_t unread; /* entries and lines that are no request: told */
};

/* Reads a HAR file (1.1 or 1.2, a byte order mark may stand in front), or an access log as
 * recorded_read takes its lines. text must outlive out. Entries that are no request are told as
 * warnings and left out. Errors, told with their places: ERR_SYNTAX (no JSON), ERR_INVALID (no
 * request in it, compressed, another encoding), ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err traffic_read(struct arena *arena, struct span text, struct span file,
                                struct traffic *out, struct diag *diag);

/* The path of the request, as it was recorded. */
struct span traffic_path(const struct traffic_request *request);

/* True for what browsers fetch beside an API or ask before it: pages, static files, preflights. */
bool traffic_by_the_way(const struct traffic_request *request);

/* True when it was served: 200 to 299. */
bool traffic_served(const struct traffic_request *request);

#endif
