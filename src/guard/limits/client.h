/* SPDX-License-Identifier: Apache-2.0 */
/* Where a request came from, as far as a declared proxy says it. */
#ifndef POSTERN_GUARD_CLIENT_H
#define POSTERN_GUARD_CLIENT_H

#include "policy/member.h"
#include "text/message.h"

/* A network of one customer: an IPv4 address, or the first 64 bits of an IPv6 one. */
struct client {
    bool known;
    unsigned char network[16]; /* IPv4 as ::ffff:a.b.c.d (RFC 4291, section 2.5.5.2) */
};

/* "192.0.2.7", "[2001:db8::1]:443": an address, with or without a port. IPv4 in IPv6 spelling
 * (RFC 4291, section 2.5.5.2; RFC 6052, section 2.1) is the IPv4 address that it is. False for
 * anything else. */
bool client_read(struct span text, struct client *out);

/* The client of a question that a declared proxy asks: the last address in X-Forwarded-For that is
 * no proxy's. What stands before it is the client's own word. */
void client_of(const struct fields *fields, const struct member_texts *proxies, struct client *out);

#endif
