/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the operation of each recorded request, and taking over the best of each. */
#include "scan/build/build_recorded.h"

#include "routes/routes.h"
#include "scan/build/build_recorded_values.h"
#include "text/uri.h"

/* An operation below a prefix that requests may have been recorded with. */
struct lane {
    const struct operation *operation;
    struct span template; /* the whole path */
};

/* A recorded request, with what it is of. */
struct found {
    const struct traffic_request *request;
    const struct lane *lane; /* NULL: of no operation */
    struct span origin;      /* empty: not said */
};

struct finding_out {
    struct arena *arena; /* of the search alone */
    const struct contract *contract;
    struct routes routes;
    struct span base_url, origin;
    VEC(struct found) all;
    const struct found **best; /* of each operation */
    struct map strangers;      /* method and path of what is of no operation */
    size_t used, refused, elsewhere, unmatched;
};

static enum err add_lane(struct finding_out *f, const struct operation *operation,
                         struct span prefix) {
    struct lane *lane = arena_new(f->arena, struct lane);
    TRY_PTR(lane);
    lane->operation = operation;
    lane->template = arena_join(f->arena, prefix, operation->path);
    TRY_PTR(lane->template.ptr);
    return routes_add(&f->routes, lane->template, operation->method, lane);
}

/* As the target has it, as the contract's server has it, and as the contract writes it. */
static enum err add_lanes(struct finding_out *f) {
    struct span target = uri_without_slash(uri_path(f->base_url));
    f->routes.arena = f->arena;
    VEC_EACH(const struct operation, operation, &f->contract->operations) {
        struct span base = build_base(f->base_url, operation->base);
        struct span prefix = arena_join(f->arena, target, base);
        TRY_PTR(prefix.ptr);
        TRY(add_lane(f, operation, prefix));
        if (!span_equal(prefix, operation->base)) {
            TRY(add_lane(f, operation, operation->base));
        }
        if (prefix.len && operation->base.len) {
            TRY(add_lane(f, operation, SPAN("")));
        }
    }
    routes_seal(&f->routes);
    return OK;
}

static enum err find_all(struct finding_out *f, const struct traffic *traffic) {
    VEC_EACH(const struct traffic_request, request, &traffic->requests) {
        const struct route *route = routes_find_loosely(&f->routes, traffic_path(request));
        struct found found = {.request = request, .origin = uri_origin(request->url)};
        found.lane = route_has(route, request->method);
        TRY_PTR(vec_push(f->arena, &f->all, found) ? f : NULL);
    }
    return OK;
}

/* The target's own, where it was recorded, or the one that most operations are of. */
static enum err choose_origin(struct finding_out *f) {
    struct map counts = {0};
    size_t most = 0;
    VEC_EACH(const struct found, found, &f->all) {
        if (uri_same_origin(found->origin, f->base_url)) {
            f->origin = found->origin;
            return OK;
        }
        size_t *count = map_get(&counts, found->origin);
        if (!found->lane || !found->origin.len) {
            continue;
        }
        if (!count) {
            count = arena_new(f->arena, size_t);
            TRY_PTR(count);
            TRY(map_put(f->arena, &counts, found->origin, count));
        }
        if (++*count > most) {
            most = *count;
            f->origin = found->origin;
        }
    }
    return OK;
}

enum { STRANGERS_TOLD = 5 };

static enum err take_stranger(struct finding_out *f, const struct traffic_request *request,
                              struct diag *diag) {
    struct span name = arena_printf(f->arena, "%.*s %.*s", SPAN_ARG(request->method),
                                    SPAN_ARG(traffic_path(request)));
    TRY_PTR(name.ptr);
    if (traffic_by_the_way(request) || !traffic_served(request) || map_get(&f->strangers, name)) {
        return OK;
    }
    f->unmatched++;
    if (f->strangers.n < STRANGERS_TOLD) {
        diag_add(diag, DIAG_WARNING, request->place, "'%.*s' is of no operation of the contract",
                 SPAN_ARG(name));
    }
    return map_put(f->arena, &f->strangers, name, f);
}

static size_t weight(const struct traffic_request *request) {
    size_t n = 0, at = span_find_byte(request->url, '?');
    for (size_t i = at; i < request->url.len; i++) {
        n += request->url.ptr[i] == '=';
    }
    return n;
}

static enum err choose(struct finding_out *f, struct diag *diag) {
    f->best = arena_array(f->arena, const struct found *, f->contract->operations.n + 1);
    TRY_PTR(f->best);
    VEC_EACH(const struct found, found, &f->all) {
        bool elsewhere = found->origin.len && !span_equal(found->origin, f->origin);
        if (elsewhere) {
            f->elsewhere++;
        } else if (!found->lane) {
            TRY(take_stranger(f, found->request, diag));
        } else if (!traffic_served(found->request)) {
            f->refused++;
        } else {
            size_t at = (size_t)(found->lane->operation - f->contract->operations.at);
            const struct found *best = f->best[at];
            f->used++;
            f->best[at] = best && weight(best->request) <= weight(found->request) ? best : found;
        }
    }
    return OK;
}

static enum err take_all(struct finding_out *f, struct known_values *known, size_t *operations) {
    for (size_t i = 0; i < f->contract->operations.n; i++) {
        if (f->best[i]) {
            const struct lane *lane = f->best[i]->lane;
            ++*operations;
            TRY(recorded_take(known, lane->operation, lane->template,
                              traffic_path(f->best[i]->request), f->best[i]->request));
        }
    }
    return OK;
}

static void tell(const struct finding_out *f, const struct traffic *traffic, size_t operations,
                 struct diag *diag) {
    struct place place = {.file = traffic->file};
    diag_add(diag, operations ? DIAG_NOTE : DIAG_WARNING, place,
             "%zu of %zu recorded requests are of %zu of %zu operations, and fill them; %zu were "
             "not served, %zu are of other origins",
             f->used, traffic->requests.n, operations, f->contract->operations.n, f->refused,
             f->elsewhere);
    if (f->unmatched > STRANGERS_TOLD) {
        diag_add(diag, DIAG_WARNING, place, "%zu more paths are of no operation of the contract",
                 f->unmatched - STRANGERS_TOLD);
    }
}

enum err build_recorded(struct known_values *known, const struct contract *contract,
                        struct span base_url, const struct traffic *traffic, struct diag *diag) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)1 << 30);
    struct finding_out f = {.arena = &arena, .contract = contract, .base_url = base_url};
    size_t operations = 0;
    TRY(add_lanes(&f));
    TRY(find_all(&f, traffic));
    TRY(choose_origin(&f));
    TRY(choose(&f, diag));
    TRY(take_all(&f, known, &operations));
    tell(&f, traffic, operations, diag);
    return OK;
}
