/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes by guess, requirements by challenge. */
#include "scan/infer.h"

static const struct scheme SCHEMES[] = {
    {.name = SPAN_INIT("bearer (inferred)"),
     .kind = SCHEME_BEARER,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Bearer"),
     .bearer_format = SPAN_INIT("JWT")},
    {.name = SPAN_INIT("Token (inferred)"),
     .kind = SCHEME_AUTHORIZATION,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Token")},
    {.name = SPAN_INIT("Basic (inferred)"),
     .kind = SCHEME_BASIC,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Basic")},
};

bool infer_silent(const struct contract *contract) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (operation->security.declared) {
            return false;
        }
    }
    return contract->schemes.n == 0;
}

enum err infer_contract(struct arena *arena, const struct contract *from, struct contract *out) {
    *out = *from;
    for (size_t i = 0; i < sizeof(SCHEMES) / sizeof(*SCHEMES); i++) {
        if (!vec_push(arena, &out->schemes, SCHEMES[i])) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* RFC 9110, section 11.6.1: fields of challenges, each beginning with its scheme. */
static bool challenged(const struct response *refusal, const struct scheme *scheme) {
    struct span field;
    bool any = false;
    for (size_t n = 0; (field = fields_get_nth(&refusal->fields, SPAN("WWW-Authenticate"), n)).ptr;
         n++) {
        any = true;
        if (span_starts_nocase(field, scheme->prefix)) {
            return true;
        }
    }
    return !any;
}

enum err infer_operation(struct arena *arena, const struct contract *contract,
                         const struct operation *from, const struct response *refusal,
                         struct operation *out) {
    *out = *from;
    out->security = (struct security){.declared = true, .place = from->place};
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        struct requirement requirement = {0};
        struct need need = {.name = scheme->name, .scheme = scheme};
        if (!challenged(refusal, scheme)) {
            continue;
        }
        if (!vec_push(arena, &requirement.needs, need) ||
            !vec_push(arena, &out->security.any, requirement)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
