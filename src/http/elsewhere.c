/* SPDX-License-Identifier: Apache-2.0 */
/* The first address of an interface that is not loopback. */
#include "http/elsewhere.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

#define UNUSUAL "127.84.19.7"

static const char *first_of(struct arena *arena, const struct ifaddrs *all) {
    for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
        struct sockaddr_in address;
        char text[INET_ADDRSTRLEN];
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET) {
            continue;
        }
        memcpy(&address, one->ifa_addr, sizeof(address));
        if (ntohl(address.sin_addr.s_addr) >> 24 != IN_LOOPBACKNET &&
            inet_ntop(AF_INET, &address.sin_addr, text, sizeof(text))) {
            return arena_dup(arena, span_from(text)).ptr;
        }
    }
    return UNUSUAL;
}

const char *elsewhere_address(struct arena *arena) {
    struct ifaddrs *all = NULL;
    if (getifaddrs(&all) != 0) {
        return UNUSUAL;
    }
    const char *found = first_of(arena, all);
    freeifaddrs(all);
    return found;
}
