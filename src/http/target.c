/* SPDX-License-Identifier: Apache-2.0 */
/* Origins compared, and requests checked before a byte of them is sent. */
#include "http/target.h"

#include "text/field.h"

static bool has_space_or_control(struct span s) {
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c == 0x7f) {
            return true;
        }
    }
    return false;
}

static size_t end_of_authority(struct span s) {
    size_t i = 0;
    while (i < s.len && s.ptr[i] != '/' && s.ptr[i] != '?' && s.ptr[i] != '#' && s.ptr[i] != '\\') {
        i++;
    }
    return i;
}

/* "host", "host:port", "[v6]:port" */
static bool split_authority(struct span authority, struct target_origin *origin) {
    size_t colon = span_find_byte(authority, ':');
    size_t host_len = colon == SIZE_MAX ? authority.len : colon;
    if (authority.len && authority.ptr[0] == '[') {
        size_t end = span_find_byte(authority, ']');
        if (end == SIZE_MAX) {
            return false;
        }
        host_len = end + 1;
    }
    origin->host = span_slice(authority, 0, host_len);
    struct span rest = span_from_index(authority, host_len);
    uint64_t port = origin->tls ? 443 : 80;
    if (rest.len && rest.ptr[0] != ':') {
        return false;
    }
    if (rest.len > 1 && !span_to_u64(span_from_index(rest, 1), &port)) {
        return false;
    }
    origin->port = (uint16_t)port;
    return host_len > 0 && port > 0 && port <= UINT16_MAX;
}

bool target_split(struct span url, struct target_origin *origin, struct span *target) {
    *origin = (struct target_origin){.tls = span_starts_nocase(url, SPAN("https://"))};
    if (!origin->tls && !span_starts_nocase(url, SPAN("http://"))) {
        return false;
    }
    if (has_space_or_control(url)) {
        return false;
    }
    struct span rest = span_from_index(url, origin->tls ? 8 : 7);
    struct span authority = span_slice(rest, 0, end_of_authority(rest));
    if (span_find_byte(authority, '@') != SIZE_MAX || !split_authority(authority, origin)) {
        return false;
    }
    if (target) {
        *target = span_from_index(rest, authority.len);
        *target = span_slice(*target, 0, span_find_byte(*target, '#'));
    }
    return true;
}

bool target_same(const struct target_origin *a, const struct target_origin *b) {
    return a->tls == b->tls && a->port == b->port && span_equal_nocase(a->host, b->host);
}

bool target_is_proxy(struct span url) {
    static const struct span schemes[] = {SPAN_INIT("http"),   SPAN_INIT("https"),
                                          SPAN_INIT("socks4"), SPAN_INIT("socks4a"),
                                          SPAN_INIT("socks5"), SPAN_INIT("socks5h")};
    size_t colon = span_find(url, SPAN("://"));
    bool known = colon == SIZE_MAX;
    for (size_t i = 0; !known && i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        known = span_equal_nocase(span_slice(url, 0, colon), schemes[i]);
    }
    struct span rest = span_from_index(url, colon == SIZE_MAX ? 0 : colon + 3);
    rest = span_slice(rest, 0, end_of_authority(rest));
    size_t at = span_find_byte(rest, '@'); /* user and password may stand before it */
    struct target_origin origin = {0};
    return known && !has_space_or_control(url) &&
           split_authority(span_from_index(rest, at == SIZE_MAX ? 0 : at + 1), &origin);
}

static bool breaks_line(struct span s) {
    return s.len &&
           (memchr(s.ptr, '\r', s.len) || memchr(s.ptr, '\n', s.len) || memchr(s.ptr, '\0', s.len));
}

const char *target_refuses(const struct request *request) {
    if (!field_is_token(request->method)) {
        return "the method is not a token";
    }
    for (size_t i = 0; i < request->fields.n; i++) {
        const struct field *field = &request->fields.at[i];
        if (!field_is_token(field->name)) {
            return "a field name is not a token";
        }
        if (breaks_line(field->value)) {
            return "a field value contains CR, LF or NUL";
        }
    }
    return NULL;
}
