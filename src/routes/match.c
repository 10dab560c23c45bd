/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the values of placeholders off a path. */
#include "routes/routes.h"
#include "routes/segment.h"

struct keeper {
    struct route_match *match;
    struct span template;
};

static void keep(void *user, struct span name, struct span value) {
    struct keeper *keeper = user;
    struct route_match *match = keeper->match;
    if (match->n < ROUTE_VARIABLES) {
        size_t before = (size_t)(name.ptr - keeper->template.ptr) - 1;
        match->at[match->n].name = name;
        match->at[match->n].before = span_slice(keeper->template, 0, before);
        match->at[match->n++].value = value;
    }
}

bool route_lay_over(struct span template, struct span path, struct route_match *match) {
    struct keeper keeper = {match, template};
    struct span rest = template;
    match->n = 0;
    while (rest.ptr && path.ptr) {
        struct span segment = span_cut(&rest, '/');
        if (!rest.ptr && segment_is_tail(segment)) {
            return segment_fits(segment, path, keep, &keeper);
        }
        if (!segment_fits(segment, span_cut(&path, '/'), keep, &keeper)) {
            return false;
        }
    }
    return !rest.ptr && !path.ptr;
}
