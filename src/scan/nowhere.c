/* SPDX-License-Identifier: Apache-2.0 */
/* Making paths that do not exist. */
#include "scan/nowhere.h"

#include "scan/build/build_id.h"
#include "text/uri.h"

#define WORD "postern-nowhere"
#define MADE_UP "-" WORD

/* Cuts the last segment off; what is before its slash stays in *path. */
static struct span cut_last(struct span *path) {
    size_t at = path->len;
    while (at > 0 && path->ptr[at - 1] != '/') {
        at--;
    }
    struct span segment = span_from_index(*path, at);
    path->len = at > 0 ? at - 1 : 0;
    return segment;
}

/* How far from the end the last segment without a placeholder stands; false: there is none. */
static bool last_fixed(struct span path_template, size_t *from_end) {
    struct span rest = uri_without_slash(path_template);
    for (*from_end = 0; rest.len; (*from_end)++) {
        struct span segment = cut_last(&rest);
        if (segment.len && span_find_byte(segment, '{') == SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* Where the path starts and ends in the URL. */
static void find_path(struct span url, size_t *start, size_t *end) {
    size_t query = span_find_byte(url, '?');
    *end = query == SIZE_MAX ? url.len : query;
    *start = uri_origin(url).len;
}

struct span nowhere_url(struct arena *arena, struct span url, struct span path_template) {
    size_t start, end, from_end;
    find_path(url, &start, &end);
    struct span path = uri_without_slash(span_slice(url, start, end - start));
    size_t cut = 0;
    const char *made_up = "/" WORD;
    if (last_fixed(path_template, &from_end)) {
        struct span left = path;
        while (from_end-- && left.len) {
            (void)cut_last(&left);
        }
        cut = left.len;
        made_up = cut ? MADE_UP : made_up;
    }
    return arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(span_slice(url, 0, start + cut)), made_up,
                        SPAN_ARG(span_from_index(url, start + cut)));
}

bool nowhere_repeated(struct span text) {
    return span_find(text, SPAN(WORD)) != SIZE_MAX;
}

static bool all_digits(struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

static enum build_id form_of(struct span id) {
    enum { UUID_LENGTH = 36 };
    bool uuid = id.len == UUID_LENGTH && id.ptr[8] == '-' && id.ptr[13] == '-';
    return all_digits(id) ? BUILD_ID_NUMBER : uuid ? BUILD_ID_UUID : BUILD_ID_SLUG;
}

struct span nowhere_object(struct arena *arena, struct span url, struct span path_template) {
    size_t start, end;
    find_path(url, &start, &end);
    struct span left = uri_without_slash(span_slice(url, start, end - start));
    struct span names = uri_without_slash(path_template);
    while (names.len && left.len) {
        struct span name = cut_last(&names), id = cut_last(&left);
        if (name.len > 2 && name.ptr[0] == '{' && span_find_byte(name, '}') == name.len - 1) {
            size_t at = start + left.len + 1;
            return arena_printf(arena, "%.*s%.*s%.*s", SPAN_ARG(span_slice(url, 0, at)),
                                SPAN_ARG(build_nobodys_id(form_of(id))),
                                SPAN_ARG(span_from_index(url, at + id.len)));
        }
    }
    return (struct span){"", 0};
}
