/* SPDX-License-Identifier: Apache-2.0 */
/* A list of routes, the most promising first. */
#include "scan/login/login_routes.h"

/* One route is one object, for whichever scheme it is thought of: what it gave once is not asked
 * for again. */
static struct login_route *keep(struct login *login, const struct login_route *route) {
    VEC_EACH(struct login_route *, each, &login->routes) {
        if ((*each)->kind == route->kind && (*each)->spec == route->spec &&
            (*each)->client == route->client && span_equal((*each)->url, route->url)) {
            return *each;
        }
    }
    struct login_route *kept = arena_new(login->wallet->arena, struct login_route);
    if (!kept || !vec_push(login->wallet->arena, &login->routes, kept)) {
        return NULL;
    }
    *kept = *route;
    return kept;
}

/* The best score first; among equals the order in which they were found. */
enum err login_routes_add(struct login *login, struct login_routes *out,
                          const struct login_route *route, int score) {
    struct login_route *kept = keep(login, route);
    TRY_PTR(kept);
    kept->score = score;
    if (!vec_push(login->wallet->arena, &out->all, kept)) {
        return ERR_MEMORY;
    }
    for (size_t at = out->all.n - 1; at > 0 && out->all.at[at - 1]->score < score; at--) {
        out->all.at[at] = out->all.at[at - 1];
        out->all.at[at - 1] = kept;
    }
    return OK;
}
