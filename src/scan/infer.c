/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes by guess, requirements by challenge. */
#include "scan/infer.h"

#include "base/mutant.h"
#include "text/field.h"

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

bool infer_lacking(const struct operation *operation) {
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        bool defined = true; /* an empty one is met by nobody */
        VEC_EACH(const struct need, need, &requirement->needs) {
            defined &= need->scheme != NULL || MUTANT(undefined_suffices);
        }
        if (defined) {
            return requirement->needs.n == 0;
        }
    }
    return true;
}

/* Some challenge of the refusal, in whichever field and place of its list, names the scheme. */
static bool challenges(const struct response *refusal, struct span name) {
    struct span field;
    for (size_t n = 0; (field = fields_get_nth(&refusal->fields, SPAN("WWW-Authenticate"), n)).ptr;
         n++) {
        if (field_challenge_has(field, name) &&
            !(MUTANT(challenge_beginning) && !span_starts_nocase(field, name)) &&
            !(MUTANT(challenge_first) && n)) {
            return true;
        }
    }
    return false;
}

/* Travels in the Authorization field, behind a name that a challenge can give. */
static bool has_challenge(const struct scheme *scheme) {
    return scheme->prefix.len &&
           (scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_BASIC ||
            scheme->kind == SCHEME_AUTHORIZATION || scheme->kind == SCHEME_DIGEST);
}

static bool is_used(const struct contract *contract, const struct scheme *scheme) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (security_names(&operation->security, scheme)) {
            return true;
        }
    }
    return false;
}

static enum err declare(struct arena *arena, const struct scheme *scheme, struct operation *out) {
    struct requirement requirement = {0};
    struct need need = {.name = scheme->name, .scheme = scheme};
    bool kept = vec_push(arena, &requirement.needs, need) &&
                vec_push(arena, &out->security.any, requirement);
    return kept ? OK : ERR_MEMORY;
}

/* What the challenges name: by the contract's schemes, else by the usual ones. */
static enum err declare_challenged(struct arena *arena, const struct contract *contract,
                                   const struct response *refusal, struct operation *out) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (has_challenge(scheme) && challenges(refusal, scheme->prefix)) {
            TRY(declare(arena, scheme, out));
        }
    }
    for (size_t i = 0; i < sizeof(SCHEMES) / sizeof(*SCHEMES); i++) {
        bool known = false;
        VEC_EACH(const struct scheme, scheme, &contract->schemes) {
            known |= span_equal_nocase(scheme->prefix, SCHEMES[i].prefix);
        }
        if (!known && challenges(refusal, SCHEMES[i].prefix)) {
            TRY(declare(arena, &SCHEMES[i], out));
        }
    }
    return OK;
}

/* What other operations use; challenged: of that only what no challenge can name. */
static enum err declare_used(struct arena *arena, const struct contract *contract, bool challenged,
                             struct operation *out) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (!MUTANT(neighbours_unheard) && is_used(contract, scheme) &&
            !(challenged && has_challenge(scheme))) {
            TRY(declare(arena, scheme, out));
        }
    }
    return OK;
}

/* Nothing tells: whatever the contract defines, else the usual ones. */
static enum err declare_any(struct arena *arena, const struct contract *contract,
                            struct operation *out) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        TRY(declare(arena, scheme, out));
    }
    for (size_t i = 0; !contract->schemes.n && i < sizeof(SCHEMES) / sizeof(*SCHEMES); i++) {
        TRY(declare(arena, &SCHEMES[i], out));
    }
    return OK;
}

enum err infer_operation(struct arena *arena, const struct contract *contract,
                         const struct operation *from, const struct response *refusal,
                         struct operation *out) {
    *out = *from;
    out->security = (struct security){.declared = true, .place = from->place};
    TRY(declare_challenged(arena, contract, refusal, out));
    bool named = out->security.any.n > 0;
    TRY(declare_used(arena, contract, named, out));
    if (out->security.any.n == 0) {
        TRY(declare_any(arena, contract, out));
    }
    return OK;
}
