/* SPDX-License-Identifier: Apache-2.0 */
/* URLs (RFC 3986): taken apart and put together with every byte kept, encoded, resolved. */
#ifndef POSTERN_TEXT_URI_H
#define POSTERN_TEXT_URI_H

#include "base/arena.h"
#include "base/buf.h"

/* The parts point into the text that was split, and stay encoded as they were. */
struct uri {
    struct span scheme;   /* empty: a relative reference */
    struct span userinfo; /* what stands before "@" */
    struct span host;     /* an IPv6 address keeps its brackets */
    struct span port;     /* digits, or empty */
    struct span path;
    struct span query;
    struct span fragment;
    bool has_authority, has_userinfo, has_port, has_query, has_fragment;
};

/* Splits a URL or a relative reference (RFC 3986, appendix B). Dot segments, empty segments and
 * badly encoded bytes stay as they are. Errors: ERR_SYNTAX: a control byte or a space, a bracket
 * that is not closed, a port that is no number up to 65535. */
NODISCARD enum err uri_split(struct span text, struct uri *out);

/* Puts the parts together again (section 5.3), with a NUL behind; {NULL, 0} without memory. What
 * uri_split gave yields the same bytes. */
struct span uri_join(struct arena *arena, const struct uri *uri);

/* What may stand unencoded. */
enum uri_set {
    URI_UNRESERVED = 0, /* letters, digits, "-._~": safe anywhere */
    URI_SEGMENT,        /* a path segment (pchar, section 3.3) */
    URI_PATH,           /* a path: segments and "/" */
    URI_QUERY,          /* a whole query: pchar, "/", "?" */
    URI_FORM,           /* a name or value of a form: as unreserved, with "+" for a space */
};

/* Appends s, every byte outside the set as %XX. */
void uri_encode(struct buf *out, struct span s, enum uri_set set);

/* The same into an arena; {NULL, 0} without memory. */
struct span uri_encoded(struct arena *arena, struct span s, enum uri_set set);

/* Decodes %XX; other bytes, "+" and broken escapes stay as they are. {NULL, 0} without memory. */
struct span uri_decode(struct arena *arena, struct span s);

/* What a hexadecimal digit is worth, in either case; -1: it is none. */
int uri_hex(char c);

/* Resolves a reference against an absolute base URL (section 5.2), dot segments removed. Errors:
 * ERR_SYNTAX (either cannot be split, the base has no scheme), ERR_MEMORY. */
NODISCARD enum err uri_resolve(struct arena *arena, struct span base, struct span reference,
                               struct span *out);

/* The URL with name=value added to its query, both encoded (URI_UNRESERVED), before the fragment.
 * {NULL, 0} without memory. Anything may stand in the URL. */
struct span uri_query_add(struct arena *arena, struct span url, struct span name,
                          struct span value);

/* What stands before the path: "https://host:8443"; empty for a reference without a host. */
struct span uri_origin(struct span url);

/* The path of a URL, as it is written; empty when it has none or cannot be split. */
struct span uri_path(struct span url);

/* The path without the slashes that it ends in; "/" becomes empty. */
struct span uri_without_slash(struct span path);

/* The last segment of a path that is not empty: "7" of "/orders/7/"; empty when there is none. */
struct span uri_last_segment(struct span path);

/* With how many bytes two paths begin alike. */
size_t uri_path_shared(struct span a, struct span b);

/* True when both are http or https URLs of the same scheme, host and port (RFC 6454, section 5). */
bool uri_same_origin(struct span a, struct span b);

/* The host of a URL, as it is written; empty when it has none or cannot be split. */
struct span uri_host(struct span url);

/* True when the host is a loopback address or a name for one (RFC 6761, section 6.3), or every
 * address of the machine itself. */
bool uri_is_loopback(struct span url);

/* True when the host is written as an address. */
bool uri_has_address(struct span url);

#endif
