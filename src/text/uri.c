/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting and joining URLs, and what is read off one. */
#include "text/uri.h"

static bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Length of "scheme" before its colon, or 0 (section 3.1). */
static size_t scheme_length(struct span text) {
    if (text.len == 0 || !is_alpha(text.ptr[0])) {
        return 0;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ':') {
            return i;
        }
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') {
            break;
        }
    }
    return 0;
}

/* Position of the byte, or the length. */
static size_t first_of(struct span s, char byte) {
    size_t at = span_find_byte(s, byte);
    return at == SIZE_MAX ? s.len : at;
}

/* Where the authority ends. */
static size_t end_of_authority(struct span s) {
    size_t at = 0;
    while (at < s.len && s.ptr[at] != '/' && s.ptr[at] != '?' && s.ptr[at] != '#') {
        at++;
    }
    return at;
}

static enum err split_authority(struct span authority, struct uri *out) {
    out->has_authority = true;
    size_t at = authority.len;
    while (at > 0 && authority.ptr[at - 1] != '@') {
        at--;
    }
    if (at > 0) {
        out->has_userinfo = true;
        out->userinfo = span_slice(authority, 0, at - 1);
        authority = span_from_index(authority, at);
    }
    size_t host = first_of(authority, ':');
    if (authority.len && authority.ptr[0] == '[') {
        host = span_find_byte(authority, ']');
        if (host == SIZE_MAX) {
            return ERR_SYNTAX;
        }
        host++;
    }
    out->host = span_slice(authority, 0, host);
    if (host == authority.len) {
        return OK;
    }
    uint64_t port = 0;
    out->has_port = true;
    out->port = span_from_index(authority, host + 1);
    bool good = authority.ptr[host] == ':' &&
                (out->port.len == 0 || (span_to_u64(out->port, &port) && port <= 65535));
    return good ? OK : ERR_SYNTAX;
}

enum err uri_split(struct span text, struct uri *out) {
    *out = (struct uri){0};
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7f) {
            return ERR_SYNTAX;
        }
    }
    size_t scheme = scheme_length(text);
    if (scheme) {
        out->scheme = span_slice(text, 0, scheme);
        text = span_from_index(text, scheme + 1);
    }
    if (span_starts(text, SPAN("//"))) {
        text = span_from_index(text, 2);
        size_t end = end_of_authority(text);
        TRY(split_authority(span_slice(text, 0, end), out));
        text = span_from_index(text, end);
    }
    size_t hash = first_of(text, '#');
    if (hash < text.len) {
        out->has_fragment = true;
        out->fragment = span_from_index(text, hash + 1);
        text = span_slice(text, 0, hash);
    }
    size_t question = first_of(text, '?');
    if (question < text.len) {
        out->has_query = true;
        out->query = span_from_index(text, question + 1);
    }
    out->path = span_slice(text, 0, question);
    return OK;
}

static void join(struct buf *out, const struct uri *uri) {
    if (uri->scheme.len) {
        buf_add(out, uri->scheme);
        buf_byte(out, ':');
    }
    if (uri->has_authority) {
        buf_text(out, "//");
        if (uri->has_userinfo) {
            buf_add(out, uri->userinfo);
            buf_byte(out, '@');
        }
        buf_add(out, uri->host);
        if (uri->has_port) {
            buf_byte(out, ':');
            buf_add(out, uri->port);
        }
    }
    buf_add(out, uri->path);
    if (uri->has_query) {
        buf_byte(out, '?');
        buf_add(out, uri->query);
    }
    if (uri->has_fragment) {
        buf_byte(out, '#');
        buf_add(out, uri->fragment);
    }
}

struct span uri_join(struct arena *arena, const struct uri *uri) {
    BUF_SCOPE text = {0};
    join(&text, uri);
    return buf_status(&text) == OK ? arena_dup(arena, buf_span(&text)) : (struct span){NULL, 0};
}

struct span uri_query_add(struct arena *arena, struct span url, struct span name,
                          struct span value) {
    BUF_SCOPE text = {0};
    size_t end = first_of(url, '#');
    size_t question = first_of(span_slice(url, 0, end), '?');
    buf_add(&text, span_slice(url, 0, end));
    if (question == end) {
        buf_byte(&text, '?');
    } else if (question + 1 != end && url.ptr[end - 1] != '&') {
        buf_byte(&text, '&');
    }
    uri_encode(&text, name, URI_UNRESERVED);
    buf_byte(&text, '=');
    uri_encode(&text, value, URI_UNRESERVED);
    buf_add(&text, span_from_index(url, end));
    return buf_status(&text) == OK ? arena_dup(arena, buf_span(&text)) : (struct span){NULL, 0};
}

struct span uri_origin(struct span url) {
    size_t slashes = span_find(url, SPAN("//"));
    bool first = slashes == 0 || (slashes != SIZE_MAX && url.ptr[slashes - 1] == ':');
    for (size_t i = 0; first && i < slashes; i++) { /* "/login?next=http://…" has no host */
        first = url.ptr[i] != '/' && url.ptr[i] != '?' && url.ptr[i] != '#';
    }
    if (!first) {
        return span_slice(url, 0, 0);
    }
    size_t host = slashes + 2;
    return span_slice(url, 0, host + end_of_authority(span_from_index(url, host)));
}

struct span uri_path(struct span url) {
    struct uri uri;
    return uri_split(url, &uri) == OK ? uri.path : (struct span){NULL, 0};
}

/* The port, or the scheme's own; 0 for other schemes. */
static uint64_t port_of(const struct uri *uri) {
    uint64_t port;
    if (uri->port.len && span_to_u64(uri->port, &port)) {
        return port;
    }
    if (span_equal_nocase(uri->scheme, SPAN("http"))) {
        return 80;
    }
    return span_equal_nocase(uri->scheme, SPAN("https")) ? 443 : 0;
}

bool uri_same_origin(struct span a, struct span b) {
    struct uri one, two;
    if (uri_split(a, &one) != OK || uri_split(b, &two) != OK) {
        return false;
    }
    return port_of(&one) != 0 && port_of(&one) == port_of(&two) && one.host.len &&
           span_equal_nocase(one.scheme, two.scheme) && span_equal_nocase(one.host, two.host);
}

struct span uri_without_slash(struct span path) {
    while (path.len && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    return path;
}

size_t uri_path_shared(struct span a, struct span b) {
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) {
        n++;
    }
    return n;
}

struct span uri_last_segment(struct span path) {
    path = uri_without_slash(path);
    size_t at = path.len;
    while (at && path.ptr[at - 1] != '/') {
        at--;
    }
    return span_from_index(path, at);
}
