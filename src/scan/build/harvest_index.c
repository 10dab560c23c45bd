/* SPDX-License-Identifier: Apache-2.0 */
/* Collections, placeholders and templates of a contract. */
#include "scan/build/harvest_index.h"

#include "scan/build/noun.h"
#include "text/uri.h"

enum { BASE_SEGMENTS = 4 };

static enum err put(struct arena *arena, struct map *map, struct span name, void *value) {
    struct span key = noun_key(arena, name);
    TRY_PTR(key.ptr);
    return key.len == 0 || map_get(map, key) ? OK : map_put(arena, map, key, value);
}

/* True when something of the template is its own: "/{id}" would fit any link. */
static bool has_text(struct span template) {
    while (template.ptr) {
        struct span segment = span_cut(&template, '/');
        if (segment.len && span_find_byte(segment, '{') == SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum err add(struct arena *arena, struct harvest_index *index,
                    const struct operation *operation) {
    struct span path = operation->path;
    size_t open = span_find_byte(path, '{');
    if (open == SIZE_MAX || routes_at(&index->routes, path)) {
        return OK;
    }
    if (has_text(path)) {
        TRY(routes_add(&index->routes, path, operation->method, operation));
    }
    for (size_t at = open; at < path.len; at++) {
        if (path.ptr[at] == '{') {
            struct span before = uri_last_segment(span_slice(path, 0, at));
            struct span rest = span_from_index(path, at + 1), name = span_cut(&rest, '}');
            TRY(put(arena, &index->nouns, before, index));
            TRY(put(arena, &index->names, name, index));
            TRY(put(arena, &index->nouns, noun_of(name), index));
        }
    }
    return OK;
}

enum err harvest_index_make(struct arena *arena, const struct contract *contract,
                            struct harvest_index **out) {
    struct harvest_index *index = arena_new(arena, struct harvest_index);
    TRY_PTR(index);
    index->routes.arena = arena;
    VEC_EACH(const struct operation, operation, &contract->operations) {
        TRY(add(arena, index, operation));
    }
    routes_seal(&index->routes);
    *out = index;
    return OK;
}

bool harvest_index_match(const struct harvest_index *index, struct span path,
                         struct route_match *out) {
    for (size_t cut = 0; cut <= BASE_SEGMENTS && path.len > 1; cut++) {
        const struct route *route = routes_find_loosely(&index->routes, path);
        if (route) {
            struct span bare = path, template = route->template;
            bare.len -= bare.ptr[bare.len - 1] == '/';
            template.len -= template.ptr[template.len - 1] == '/';
            return route_lay_over(template, bare, out);
        }
        size_t next = span_find_byte(span_from_index(path, 1), '/');
        path = next == SIZE_MAX ? SPAN("") : span_from_index(path, next + 1);
    }
    return false;
}
