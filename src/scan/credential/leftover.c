/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes for values that no scheme of the contract names. */
#include "scan/credential/leftover.h"

static const struct scheme *scheme_for(struct wallet *wallet, const struct unnamed *unnamed) {
    VEC_EACH(struct scheme *const, each, &wallet->leftovers) {
        if ((*each)->kind == unnamed->kind &&
            span_equal_nocase((*each)->parameter, unnamed->given->name)) {
            return *each;
        }
    }
    struct scheme *made = arena_new(wallet->arena, struct scheme);
    if (!made || !vec_push(wallet->arena, &wallet->leftovers, made)) {
        return NULL;
    }
    made->kind = unnamed->kind;
    made->parameter = unnamed->given->name;
    made->name = arena_printf(wallet->arena, "%.*s (inferred)", SPAN_ARG(unnamed->given->name));
    return made->name.ptr ? made : NULL;
}

enum err leftover_beside(struct wallet *wallet, const struct identity *identity,
                         const struct requirement *requirement, const struct requirement **out) {
    struct requirement *made = NULL;
    struct unnamed unnamed;
    for (size_t i = 0;
         wallet->contract && companion_next(wallet->contract, identity, &i, &unnamed);) {
        if (unnamed.companion) {
            continue;
        }
        if (!made) {
            made = arena_new(wallet->arena, struct requirement);
            TRY_PTR(made);
            VEC_EACH(const struct need, need, &requirement->needs) {
                TRY_PTR(vec_push(wallet->arena, &made->needs, *need) ? made : NULL);
            }
        }
        const struct scheme *scheme = scheme_for(wallet, &unnamed);
        TRY_PTR(scheme);
        struct need need = {.name = scheme->name, .scheme = scheme};
        TRY_PTR(vec_push(wallet->arena, &made->needs, need) ? made : NULL);
    }
    *out = made;
    return OK;
}
