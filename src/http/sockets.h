/* SPDX-License-Identifier: Apache-2.0 */
/* The sockets that libcurl waits for, and how long it does: only what has news is looked at, where
 * curl_multi_perform() would go through all transfers each time. For the pool. */
#ifndef POSTERN_HTTP_SOCKETS_H
#define POSTERN_HTTP_SOCKETS_H

#include "http/transfer.h"

#include <poll.h>
#include <stdint.h>

struct sockets {
    CURLM *multi;
    struct pollfd *at; /* the first is what wakes */
    struct pollfd *news;
    size_t n, room, news_n;
    uint64_t due_ns; /* when libcurl wants to be called in any case; UINT64_MAX: never */
};

/* Serves the multi handle, which must be closed before the sockets are. Errors: ERR_MEMORY. */
NODISCARD enum err sockets_open(struct sockets *sockets, CURLM *multi);
void sockets_close(struct sockets *sockets);

/* Reads and writes what the last wait had news of, and what is due. Errors: ERR_MEMORY. */
NODISCARD enum err sockets_step(struct sockets *sockets);

/* Waits for news, what is due, sockets_wake, or for ms milliseconds. */
void sockets_wait(struct sockets *sockets, int ms);

/* Ends the wait under way, or the next. From any thread. */
void sockets_wake(const struct sockets *sockets);

#endif
