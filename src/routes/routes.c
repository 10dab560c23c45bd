/* SPDX-License-Identifier: Apache-2.0 */
/* The index: a tree of segments, text by map, placeholders by shape. */
#include "routes/routes.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "routes/segment.h"

#include <assert.h>
#include <stdlib.h>

/* Segments of the same shape are one: of the same text, with placeholders between. */
struct pattern {
    struct span segment;
    size_t text_bytes, order;
    struct route_node *below;
};

struct route_node {
    struct map texts;  /* struct route_node */
    struct map shapes; /* struct route_node */
    VEC(struct pattern) patterns;
    struct route *route, *tail; /* that end here; that go on for as long as the path does */
};

static struct route_node *node_new(struct routes *routes) {
    struct route_node *node = arena_new(routes->arena, struct route_node);
    return node && vec_push(routes->arena, &routes->nodes, node) ? node : NULL;
}

/* A placeholder is written as the one byte that no segment has: "{}" is text. */
static enum err shape_of(struct arena *arena, struct span segment, struct span *out) {
    BUF_SCOPE shape = {0};
    struct span text, name;
    while (segment_next(&segment, &text, &name)) {
        buf_add(&shape, text);
        buf_text(&shape, MUTANT(braces_alike) ? "{}" : "/");
    }
    buf_add(&shape, text);
    TRY(buf_status(&shape));
    *out = arena_dup(arena, buf_span(&shape));
    return out->ptr ? OK : ERR_MEMORY;
}

/* The node below that one for a segment, made where there is none. */
static enum err step(struct routes *routes, struct route_node *node, struct span segment,
                     struct route_node **out) {
    bool open = segment_has_placeholder(segment);
    struct map *map = open ? &node->shapes : &node->texts;
    struct span key = segment;
    if (open) {
        TRY(shape_of(routes->arena, segment, &key));
    }
    *out = map_get(map, key);
    if (*out) {
        return OK;
    }
    *out = node_new(routes);
    TRY_PTR(*out);
    TRY(map_put(routes->arena, map, key, *out));
    struct pattern pattern = {segment, segment_text_bytes(segment), node->patterns.n, *out};
    return !open || vec_push(routes->arena, &node->patterns, pattern) ? OK : ERR_MEMORY;
}

static size_t depth_of(struct span path) {
    size_t depth = 1;
    for (size_t i = 0; i < path.len; i++) {
        depth += path.ptr[i] == '/';
    }
    return depth;
}

/* Where in the tree a template ends. */
static enum err descend(struct routes *routes, struct span template, struct route ***end) {
    if (!routes->root) {
        routes->root = node_new(routes);
        TRY_PTR(routes->root);
    }
    struct route_node *node = routes->root;
    struct span rest = template;
    while (rest.ptr) {
        struct span segment = span_cut(&rest, '/');
        if (!rest.ptr && segment_is_tail(segment)) {
            *end = &node->tail;
            return OK;
        }
        TRY(step(routes, node, segment, &node));
    }
    *end = &node->route;
    return OK;
}

static enum err route_of(struct routes *routes, struct span template, struct route **out) {
    *out = map_get(&routes->by_template, template);
    if (*out) {
        return OK;
    }
    struct route *unreachable = NULL, **end = &unreachable; /* too deep: known by its text alone */
    if (depth_of(template) <= ROUTES_DEPTH) {
        TRY(descend(routes, template, &end));
    }
    if (!*end) {
        *end = arena_new(routes->arena, struct route);
        TRY_PTR(*end);
        **end = (struct route){.template = template};
        if (!vec_push(routes->arena, &routes->all, *end)) {
            return ERR_MEMORY;
        }
    }
    *out = *end;
    return map_put(routes->arena, &routes->by_template, template, *end);
}

enum err routes_add(struct routes *routes, struct span template, struct span method,
                    const void *what) {
    assert(!routes->sealed && what);
    struct route *route = NULL;
    TRY(route_of(routes, template, &route));
    struct route_method one = {method, what};
    return vec_push(routes->arena, &route->methods, one) ? OK : ERR_MEMORY;
}

static int by_text(const void *left, const void *right) {
    const struct pattern *a = left, *b = right;
    if (a->text_bytes != b->text_bytes && !MUTANT(text_last)) {
        return a->text_bytes > b->text_bytes ? -1 : 1;
    }
    return a->order < b->order ? -1 : 1;
}

void routes_seal(struct routes *routes) {
    VEC_EACH(struct route_node *, node, &routes->nodes) {
        if ((*node)->patterns.n > 1) {
            qsort((*node)->patterns.at, (*node)->patterns.n, sizeof(*(*node)->patterns.at),
                  by_text);
        }
    }
    routes->sealed = true;
}

const struct route *routes_at(const struct routes *routes, struct span template) {
    return map_get(&routes->by_template, template);
}

/* Every node is looked at once at most: each stands for one way from the root. */
static const struct route *find(const struct route_node *node, struct span rest) {
    if (!rest.ptr) {
        return node->route;
    }
    struct span after = rest, segment = span_cut(&after, '/');
    const struct route_node *below = map_get(&node->texts, segment);
    const struct route *found = below ? find(below, after) : NULL;
    for (size_t i = 0; !found && i < node->patterns.n; i++) {
        const struct pattern *pattern = &node->patterns.at[i];
        if (segment_fits(pattern->segment, segment, NULL, NULL)) {
            found = find(pattern->below, after);
        }
    }
    return !found && rest.len && !MUTANT(no_tail) ? node->tail : found;
}

const struct route *routes_find(const struct routes *routes, struct span path) {
    assert(routes->sealed);
    bool known = routes->root && path.ptr && depth_of(path) <= ROUTES_DEPTH;
    return known ? find(routes->root, path) : NULL;
}

const struct route *routes_find_loosely(const struct routes *routes, struct span path) {
    const struct route *route = routes_find(routes, path);
    if (route || path.len < 2) {
        return route;
    }
    if (path.ptr[path.len - 1] == '/' && !MUTANT(slash_kept)) {
        return routes_find(routes, span_slice(path, 0, path.len - 1));
    }
    BUF_SCOPE slashed = {0};
    buf_add(&slashed, path);
    buf_byte(&slashed, '/');
    return buf_status(&slashed) == OK ? routes_find(routes, buf_span(&slashed)) : NULL;
}

const void *route_has(const struct route *route, struct span method) {
    for (size_t i = 0; route && i < route->methods.n; i++) {
        if (span_equal(route->methods.at[i].name, method)) {
            return route->methods.at[i].what;
        }
    }
    return NULL;
}
