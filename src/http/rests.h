/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a server sends a body after an answer to HEAD: a few connections are watched for what
 * comes behind such an answer, before one is lent to whoever asks next. For the pool. */
#ifndef POSTERN_HTTP_RESTS_H
#define POSTERN_HTTP_RESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RESTS_TRIED = 8 };

struct rests {
    struct rests_watched {
        int fd;            /* -1: it still belongs to its transfer */
        unsigned port;     /* its end here */
        size_t heard;      /* the bytes of the answer */
        uint64_t until_ns; /* then it has said what it had to say */
    } watched[RESTS_TRIED];
    unsigned n;     /* how many are watched or were */
    unsigned quiet; /* of those that were, with nothing behind the answer */
    bool left;      /* something was, once */
};

/* Whether more have to be watched. */
bool rests_tries(const struct rests *rests);

/* An answer to HEAD that promises a body, of so many bytes, is all that came to this port, on a new
 * connection without TLS: that is to be watched once it is closed. */
void rests_watch(struct rests *rests, unsigned port, size_t heard);

/* Closes a socket, now or when it was watched long enough. */
void rests_close(struct rests *rests, int fd);

/* Whether the server has shown that nothing comes. */
bool rests_none(struct rests *rests);

/* What is still watched is closed. */
void rests_end(struct rests *rests);

#endif
