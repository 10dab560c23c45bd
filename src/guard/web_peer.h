/* SPDX-License-Identifier: Apache-2.0 */
/* Who is connected, as the configuration spells addresses. */
#ifndef POSTERN_GUARD_WEB_PEER_H
#define POSTERN_GUARD_WEB_PEER_H

#include "base/span.h"

#include <netinet/in.h>

/* The last one that was spelled, which takes its time. Zero is none. */
struct web_peer {
    unsigned char bytes[sizeof(struct in6_addr)];
    sa_family_t family;
    char text[INET6_ADDRSTRLEN];
};

/* An address, "unix", or "" for what has neither; good until the next call. */
struct span web_peer_text(struct web_peer *last, const struct sockaddr *address);

#endif
