/* SPDX-License-Identifier: Apache-2.0 */
/* gunicorn and uWSGI send what a view gave them, whatever the method was; proxies and most other
 * servers do not. A new connection for each request costs both sides, so it is worth knowing. */
#include "http/rests.h"

#include "base/clock.h"
#include "base/mutant.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* A server that does it sends both in one go. */
static const uint64_t LONG_NS = 250000000;

bool rests_tries(const struct rests *rests) {
    return rests->n < RESTS_TRIED && !rests->left;
}

void rests_watch(struct rests *rests, unsigned port, size_t heard) {
    if (rests_tries(rests) && port) {
        rests->watched[rests->n++] = (struct rests_watched){-1, port, heard, 0};
    }
}

/* Linux counts what came on a connection: what was read with the answer already is no longer there
 * to be seen. Where it does not, there may have been anything. */
static uint64_t received(int fd) {
    struct {
        unsigned char others[128]; /* of struct tcp_info; C libraries end it earlier than Linux */
        uint64_t bytes;
    } info = {.bytes = UINT64_MAX};
    socklen_t len = sizeof(info);
    bool told = getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 && len == sizeof(info);
    return told ? info.bytes : UINT64_MAX;
}

static unsigned port_of(int fd) {
    struct sockaddr_storage name = {0};
    socklen_t len = sizeof(name);
    if (getsockname(fd, (struct sockaddr *)(void *)&name, &len) != 0) {
        return 0;
    }
    const void *at = &name;
    return name.ss_family == AF_INET    ? ntohs(((const struct sockaddr_in *)at)->sin_port)
           : name.ss_family == AF_INET6 ? ntohs(((const struct sockaddr_in6 *)at)->sin6_port)
                                        : 0;
}

static bool is_over(const struct rests *rests) {
    return rests->left || rests->quiet == RESTS_TRIED;
}

void rests_close(struct rests *rests, int fd) {
    unsigned port = is_over(rests) ? 0 : port_of(fd);
    for (unsigned i = 0; i < rests->n && port; i++) {
        struct rests_watched *watched = &rests->watched[i];
        if (watched->fd < 0 && watched->port == port && !watched->until_ns) {
            watched->fd = fd;
            watched->until_ns = clock_ns() + LONG_NS;
            return;
        }
    }
    (void)close(fd);
}

static void look(struct rests *rests, struct rests_watched *watched, uint64_t now) {
    bool more = received(watched->fd) > watched->heard;
    rests->left |= more && !MUTANT(rest_unseen);
    if (more || now >= watched->until_ns) {
        rests->quiet += !more || MUTANT(rest_unseen);
        (void)close(watched->fd);
        watched->fd = -1;
    }
}

bool rests_none(struct rests *rests) {
    uint64_t now = is_over(rests) ? 0 : clock_ns();
    for (unsigned i = 0; i < rests->n && !is_over(rests); i++) {
        if (rests->watched[i].fd >= 0) {
            look(rests, &rests->watched[i], now);
        }
    }
    return rests->quiet == RESTS_TRIED && !rests->left;
}

void rests_end(struct rests *rests) {
    for (unsigned i = 0; i < rests->n; i++) {
        if (rests->watched[i].fd >= 0) {
            (void)close(rests->watched[i].fd);
            rests->watched[i].fd = -1;
        }
    }
}
