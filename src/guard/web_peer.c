/* SPDX-License-Identifier: Apache-2.0 */
/* Spelling addresses, each once while it stays the same. */
#include "guard/web_peer.h"

#include <arpa/inet.h>

struct span web_peer_text(struct web_peer *last, const struct sockaddr *address) {
    const void *bytes = NULL;
    size_t len = sizeof(struct in_addr);
    if (address && address->sa_family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    } else if (address && address->sa_family == AF_INET6) {
        bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        len = sizeof(struct in6_addr);
    } else {
        return address && address->sa_family == AF_UNIX ? SPAN("unix") : SPAN("");
    }
    if (last->family != address->sa_family || memcmp(last->bytes, bytes, len) != 0) {
        bool spelled = inet_ntop(address->sa_family, bytes, last->text, INET6_ADDRSTRLEN) != NULL;
        last->family = spelled ? address->sa_family : AF_UNSPEC;
        memcpy(last->bytes, bytes, len);
        last->text[0] = spelled ? last->text[0] : '\0';
    }
    return span_from(last->text);
}
