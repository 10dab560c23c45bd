/* SPDX-License-Identifier: Apache-2.0 */
/* Making paths that do not exist. */
#include "scan/nowhere.h"

#include "text/uri.h"

#define MADE_UP "-postern-nowhere"

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
    const char *made_up = "/postern-nowhere";
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
