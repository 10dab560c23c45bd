/* SPDX-License-Identifier: Apache-2.0 */
/* What the host of a URL is: a name, an address, this very machine. */
#include "text/uri.h"

struct span uri_host(struct span url) {
    struct uri uri;
    return uri_split(url, &uri) == OK ? uri.host : (struct span){NULL, 0};
}

/* "10.0.0.1": digits in four parts; whether each is small enough is for whoever connects. */
static bool is_ipv4(struct span host) {
    size_t parts = 0;
    while (host.ptr) {
        struct span part = span_cut(&host, '.');
        uint64_t value;
        parts++;
        if (!part.len || !span_to_u64(part, &value)) {
            return false;
        }
    }
    return parts == 4;
}

bool uri_has_address(struct span url) {
    struct span host = uri_host(url);
    return span_starts(host, SPAN("[")) || is_ipv4(host);
}

bool uri_is_loopback(struct span url) {
    struct span host = uri_host(url);
    if (uri_has_address(url)) {
        return span_starts(host, SPAN("127.")) || span_equal(host, SPAN("0.0.0.0")) ||
               span_equal(host, SPAN("[::1]")) || span_equal(host, SPAN("[::]"));
    }
    size_t dot = span_find_byte(host, '.');
    while (dot != SIZE_MAX && dot + 1 < host.len) { /* the last label, but for a dot at the end */
        host = span_from_index(host, dot + 1);
        dot = span_find_byte(host, '.');
    }
    host.len -= dot != SIZE_MAX;
    return span_equal_nocase(host, SPAN("localhost"));
}
