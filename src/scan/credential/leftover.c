/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes for values that no scheme of the contract names. */
#include "scan/credential/leftover.h"

static const struct scheme *scheme_for(struct wallet *wallet, const struct scheme *like) {
    VEC_EACH(struct scheme *const, each, &wallet->leftovers) {
        if ((*each)->kind == like->kind && span_equal_nocase((*each)->parameter, like->parameter) &&
            span_equal_nocase((*each)->prefix, like->prefix)) {
            return *each;
        }
    }
    struct scheme *made = arena_new(wallet->arena, struct scheme);
    if (!made || !vec_push(wallet->arena, &wallet->leftovers, made)) {
        return NULL;
    }
    made->kind = like->kind;
    made->parameter = like->parameter;
    made->prefix = arena_dup(wallet->arena, like->prefix);
    made->name = arena_printf(wallet->arena, "%.*s (inferred)",
                              SPAN_ARG(like->prefix.len ? like->prefix : like->parameter));
    return made->prefix.ptr && made->name.ptr ? made : NULL;
}

const struct scheme *leftover_scheme(struct wallet *wallet, const struct unnamed *unnamed) {
    return scheme_for(wallet, &(struct scheme){.kind = unnamed->kind,
                                               .parameter = unnamed->given->name,
                                               .prefix = SPAN("")});
}

const struct scheme *leftover_authorization(struct wallet *wallet, struct span word) {
    bool basic = span_equal_nocase(word, SPAN("Basic"));
    return scheme_for(wallet, &(struct scheme){.kind = basic ? SCHEME_BASIC : SCHEME_AUTHORIZATION,
                                               .parameter = SPAN("Authorization"),
                                               .prefix = word});
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
        const struct scheme *scheme = leftover_scheme(wallet, &unnamed);
        TRY_PTR(scheme);
        struct need need = {.name = scheme->name, .scheme = scheme};
        TRY_PTR(vec_push(wallet->arena, &made->needs, need) ? made : NULL);
    }
    *out = made;
    return OK;
}
