/* SPDX-License-Identifier: Apache-2.0 */
/* One request and its answer on a handle of libcurl. The only file that sees libcurl; for the files
 * of the pool. */
#ifndef POSTERN_HTTP_TRANSFER_H
#define POSTERN_HTTP_TRANSFER_H

#include "http/rests.h"
#include "http/transport.h"

#include <curl/curl.h>

/* What all transfers of a pool have in common. */
struct transfer_origin {
    const struct client_options *options;
    struct buf url;        /* the origin with "/", ended by NUL */
    CURLU *place;          /* the same, read once for all requests */
    struct buf user_agent; /* ended by NUL */
    struct rests *rests;   /* what its server leaves behind answers to HEAD */
    bool absolute_form;    /* a proxy is given the whole URL (RFC 9112 §3.2.2) */
};

struct transfer {
    struct transfer *next_idle; /* for the pool */
    CURL *easy;
    struct job *job; /* NULL: idle */
    struct collect collect;
    struct rests *rests;      /* the origin's */
    struct buf lines;         /* the header's lines, ended by NUL */
    struct curl_slist *nodes; /* over lines; ours, so that no memory is taken for each field */
    size_t nodes_room;
    struct buf target, method; /* ended by NUL */
    bool custom_method;        /* the handle has a method of its own set */
    bool certified;            /* and a client certificate */
    bool sourced;              /* and an address to send from */
    bool lone;                 /* its connection is lent to nobody afterwards */
    bool head;                 /* but for this, if nothing is left on it */
    bool tried;                /* it is a new one, to see whether anything is */
    bool fresh;                /* nor is it one that others had */
    bool mutual;               /* see client_options; no request changes it */
    char error[CURL_ERROR_SIZE];
};

/* Makes the handle, and sets what no request changes. Both must outlive it. Errors: ERR_MEMORY. */
NODISCARD enum err transfer_open(struct transfer *transfer, const struct transfer_origin *origin);
void transfer_close(struct transfer *transfer);

/* Sets what this request needs, and makes ready for its answer. Errors: ERR_MEMORY. */
NODISCARD enum err transfer_prepare(struct transfer *transfer, const struct transfer_origin *origin,
                                    const struct request *request, struct span target);

/* Makes ready for the same once more, on a connection that nothing was asked on before. */
void transfer_renew(struct transfer *transfer, const struct transfer_origin *origin);

#endif
