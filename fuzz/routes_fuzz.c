/* SPDX-License-Identifier: Apache-2.0 */
/* Any lines as templates, the last one as a path: what is found fits, and what fits is found. The
 * words of the path are what it has, in their order. */
#include "routes/routes.h"
#include "text/words.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static size_t slashes(struct span path) {
    size_t n = 0;
    for (size_t i = 0; i < path.len; i++) {
        n += path.ptr[i] == '/';
    }
    return n;
}

static void check_words(struct span name) {
    const char *end = name.ptr;
    struct span rest = name;
    for (struct span word = words_next(&rest); word.ptr; word = words_next(&rest)) {
        check(word.len > 0 && word.ptr >= end);
        end = word.ptr + word.len;
    }
    check(end <= name.ptr + name.len && rest.len == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct span path = {NULL, 0}, rest = {(const char *)data, size};
    struct routes routes = {.arena = &arena};
    bool fits = false;
    if (size > 4096) {
        return 0;
    }
    while (rest.ptr) {
        path = span_cut(&rest, '\n');
        check(!rest.ptr || routes_add(&routes, path, SPAN("GET"), &routes) == OK);
    }
    check_words(path);
    routes_seal(&routes);
    struct route_match match;
    VEC_EACH(struct route *, route, &routes.all) {
        const struct route *known = routes_at(&routes, (*route)->template);
        check(known == *route && route_has(known, SPAN("GET")) == &routes);
        bool shallow = slashes((*route)->template) < ROUTES_DEPTH;
        fits |= route_lay_over((*route)->template, path, &match) && shallow;
    }
    const struct route *found = routes_find(&routes, path);
    check(found || !fits || slashes(path) >= ROUTES_DEPTH);
    check(!found || route_lay_over(found->template, path, &match));
    check(!found || routes_find_loosely(&routes, path) == found);
    return 0;
}
