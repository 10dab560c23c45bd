/* SPDX-License-Identifier: Apache-2.0 */
/* Resolving references against a base URL (RFC 3986, section 5.2). */
#include "text/uri.h"

/* Takes the last segment and its "/" off what was built since start. */
static void drop_segment(struct buf *out) {
    while (out->len && out->data[out->len - 1] != '/') {
        out->len--;
    }
    if (out->len) {
        out->len--;
    }
}

/* Section 5.2.4, on a whole path. */
static void remove_dots(struct buf *out, struct span in) {
    while (in.len) {
        if (span_starts(in, SPAN("../"))) {
            in = span_from_index(in, 3);
        } else if (span_starts(in, SPAN("./"))) {
            in = span_from_index(in, 2);
        } else if (span_starts(in, SPAN("/./"))) {
            in = span_from_index(in, 2);
        } else if (span_equal(in, SPAN("/."))) {
            in = SPAN("/");
        } else if (span_starts(in, SPAN("/../"))) {
            in = span_from_index(in, 3);
            drop_segment(out);
        } else if (span_equal(in, SPAN("/.."))) {
            in = SPAN("/");
            drop_segment(out);
        } else if (span_equal(in, SPAN(".")) || span_equal(in, SPAN(".."))) {
            break;
        } else {
            size_t next = span_find_byte(span_from_index(in, 1), '/');
            size_t end = next == SIZE_MAX ? in.len : next + 1;
            buf_add(out, span_slice(in, 0, end));
            in = span_from_index(in, end);
        }
    }
}

/* Section 5.2.3: the reference's path put in place of the base's last segment. */
static void merge_paths(struct buf *out, const struct uri *base, struct span path) {
    if (base->has_authority && base->path.len == 0) {
        buf_byte(out, '/');
    } else {
        size_t end = base->path.len;
        while (end && base->path.ptr[end - 1] != '/') {
            end--;
        }
        buf_add(out, span_slice(base->path, 0, end));
    }
    buf_add(out, path);
}

static void take_authority(struct uri *to, const struct uri *from) {
    to->has_authority = from->has_authority;
    to->has_userinfo = from->has_userinfo;
    to->has_port = from->has_port;
    to->userinfo = from->userinfo;
    to->host = from->host;
    to->port = from->port;
}

enum err uri_resolve(struct arena *arena, struct span base_text, struct span reference,
                     struct span *out) {
    struct uri base, uri;
    TRY(uri_split(base_text, &base));
    TRY(uri_split(reference, &uri));
    if (base.scheme.len == 0) {
        return ERR_SYNTAX;
    }
    BUF_SCOPE merged = {0};
    BUF_SCOPE path = {0};
    bool keep_path = false;
    if (uri.scheme.len == 0) {
        uri.scheme = base.scheme;
        if (!uri.has_authority) {
            take_authority(&uri, &base);
            if (uri.path.len == 0) {
                keep_path = true;
                uri.path = base.path;
                uri.query = uri.has_query ? uri.query : base.query;
                uri.has_query = uri.has_query || base.has_query;
            } else if (uri.path.ptr[0] != '/') {
                merge_paths(&merged, &base, uri.path);
                uri.path = buf_span(&merged);
            }
        }
    }
    if (!keep_path) {
        remove_dots(&path, uri.path);
        uri.path = buf_span(&path);
        if (!uri.has_authority && span_starts(uri.path, SPAN("//"))) {
            /* "//" would begin an authority: the dot segment keeps it a path (WHATWG URL, 4.5) */
            uri.path = arena_join(arena, SPAN("/."), uri.path);
            TRY_PTR(uri.path.ptr);
        }
    }
    TRY(buf_status(&merged));
    TRY(buf_status(&path));
    *out = uri_join(arena, &uri);
    TRY_PTR(out->ptr);
    return OK;
}
