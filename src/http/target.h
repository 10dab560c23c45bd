/* SPDX-License-Identifier: Apache-2.0 */
/* Where requests may go, and what may be written into one. */
#ifndef POSTERN_HTTP_TARGET_H
#define POSTERN_HTTP_TARGET_H

#include "text/message.h"

/* Scheme, host and port (RFC 6454 §4). */
struct target_origin {
    bool tls;
    struct span host; /* as written; an IPv6 address in its brackets */
    uint16_t port;    /* the scheme's own when none was written */
};

/* Splits an absolute http or https URL into its origin and its request target: all bytes from the
 * authority's end up to a fragment (RFC 9112 §3.2.1 origin-form; "/" is put before a missing path
 * by whoever sends it). False for anything else: another scheme, user information, no host, a port
 * that is no number, white space or control bytes. target may be NULL. */
bool target_split(struct span url, struct target_origin *origin, struct span *target);

/* Same scheme, host (without regard to case) and port. */
bool target_same(const struct target_origin *a, const struct target_origin *b);

/* True for "[scheme://][user:password@]host[:port]" with a scheme that proxies speak: http, https,
 * socks4, socks4a, socks5, socks5h. */
bool target_is_proxy(struct span url);

/* What makes the request unfit to be sent, in words: a method or field name that is no token, CR,
 * LF or NUL in a value (RFC 9110 §5.5, §5.6.2). NULL: nothing. */
const char *target_refuses(const struct request *request);

#endif
