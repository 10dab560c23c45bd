/* SPDX-License-Identifier: Apache-2.0 */
/* A list of ways, the most promising first. */
#include "scan/login/login_ways.h"

/* One way is one object, for whichever scheme it is thought of: what it gave once is not asked for
 * again. */
static struct login_way *keep(struct login *login, const struct login_way *way) {
    VEC_EACH(struct login_way *, each, &login->ways) {
        if ((*each)->kind == way->kind && (*each)->spec == way->spec &&
            (*each)->client == way->client && span_equal((*each)->url, way->url)) {
            return *each;
        }
    }
    struct login_way *kept = arena_new(login->wallet->arena, struct login_way);
    if (!kept || !vec_push(login->wallet->arena, &login->ways, kept)) {
        return NULL;
    }
    *kept = *way;
    return kept;
}

/* The best score first; among equals the order in which they were found. */
enum err login_ways_add(struct login *login, struct login_ways *out, const struct login_way *way,
                        int score) {
    struct login_way *kept = keep(login, way);
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
