/* SPDX-License-Identifier: Apache-2.0 */
/* From an OR of ANDs to an ordered list of single schemes. */
#include "policy/compile_choice.h"

#include "base/mutant.h"
#include "policy/compile_scheme.h"

static const struct need *single(const struct security *security, struct span name) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n == 1 && span_equal(requirement->needs.at[0].name, name)) {
            return &requirement->needs.at[0];
        }
    }
    return NULL;
}

static size_t alternatives(const struct security *security) {
    size_t n = 0;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        n += requirement->needs.n > 0;
    }
    return n;
}

static bool is_verified(const struct compiling *c, const struct requirement *requirement) {
    return requirement->needs.n == 1 && compile_scheme_named(c, requirement->needs.at[0].name);
}

/* Of the sets, those that a credential of a scheme that is set up satisfies. */
static size_t verified(const struct compiling *c, const struct security *security) {
    size_t n = 0;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        n += is_verified(c, requirement);
    }
    return n;
}

static enum err copy_scopes(struct compiling *c, struct member_texts *to, const struct span *from,
                            size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!vec_push(c->arena, to, from[i])) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err push(struct compiling *c, const struct need *need,
                     const struct policy_scheme *scheme, struct policy_operation *operation) {
    if (operation->n == POLICY_CHOICES_MOST) {
        diag_add(c->diag, DIAG_ERROR, operation->place, "more than %d schemes open one operation",
                 POLICY_CHOICES_MOST);
        return OK;
    }
    struct policy_choice *choice = &operation->choices[operation->n++];
    choice->scheme = scheme;
    const struct config_operation *config = operation->config;
    if (!MUTANT(scopes_dropped)) {
        TRY(copy_scopes(c, &choice->scopes, need->scopes.at, need->scopes.n));
    }
    return config ? copy_scopes(c, &choice->scopes, config->scopes.at, config->scopes.n) : OK;
}

/* Takes one scheme of an order. asked: the configuration says it of this very operation. */
static enum err take(struct compiling *c, const struct security *security, struct span name,
                     bool asked, struct policy_operation *operation) {
    const struct need *need = single(security, name);
    const struct policy_scheme *scheme = compile_scheme_named(c, name);
    if (need && scheme) {
        return push(c, need, scheme, operation);
    }
    if (asked) {
        COMPILE_FAULT(c, operation->config->node,
                      need ? "nothing below schemes: says how '%.*s' is verified"
                           : "the contract does not let '%.*s' alone open it",
                      SPAN_ARG(name));
    }
    return OK;
}

static enum err take_order(struct compiling *c, const struct security *security,
                           const struct member_texts *order, bool asked,
                           struct policy_operation *operation) {
    for (size_t i = 0; i < order->n; i++) {
        TRY(take(c, security, order->at[i], asked, operation));
    }
    return OK;
}

/* The order that is written, for the operation or for all; with a single alternative there is no
 * order to write. */
static enum err take_schemes(struct compiling *c, const struct security *security,
                             struct policy_operation *operation) {
    const struct config_operation *config = operation->config;
    if (config && config->schemes.n) {
        return take_order(c, security, &config->schemes, true, operation);
    }
    if (c->config->precedence.n) {
        TRY(take_order(c, security, &c->config->precedence, false, operation));
    }
    size_t n = alternatives(security);
    if (operation->n || verified(c, security) == 0) {
        return OK;
    }
    if (n == 1 || MUTANT(mixed_schemes)) {
        VEC_EACH(const struct requirement, requirement, &security->any) {
            if (requirement->needs.n == 1) {
                TRY(take(c, security, requirement->needs.at[0].name, false, operation));
            }
        }
        return OK;
    }
    diag_add(c->diag, DIAG_ERROR, operation->place,
             "%.*s %.*s takes any of %zu sets of schemes: say which count, and in which order, by "
             "precedence: or by operations: in %.*s",
             SPAN_ARG(operation->method), SPAN_ARG(operation->template), n,
             SPAN_ARG(c->config->file));
    return OK;
}

static enum err refuse(struct compiling *c, const struct security *security,
                       struct policy_operation *operation) {
    operation->access = POLICY_REFUSED;
    struct span list = SPAN("");
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            bool first = need == requirement->needs.at, start = !list.len;
            list = arena_printf(c->arena, "%.*s%s%.*s", SPAN_ARG(list),
                                start   ? ""
                                : first ? " or "
                                        : " with ",
                                SPAN_ARG(need->name));
            TRY_PTR(list.ptr);
        }
    }
    operation->why =
        arena_printf(c->arena, "it asks for %.*s, which is not verified here", SPAN_ARG(list));
    TRY_PTR(operation->why.ptr);
    diag_add(c->diag, DIAG_WARNING, operation->place, "%.*s %.*s is refused to everybody: %.*s",
             SPAN_ARG(operation->method), SPAN_ARG(operation->template), SPAN_ARG(operation->why));
    return OK;
}

static void decide_open(struct compiling *c, struct policy_operation *operation) {
    const struct config_operation *config = operation->config;
    bool listed = (config && config->is_public) || MUTANT(public_unlisted);
    operation->access = listed ? POLICY_PUBLIC : POLICY_REFUSED;
    if (!listed) {
        operation->why = SPAN("it asks for no credential, and does not stand below public:");
        if (config && (config->schemes.n || config->scopes.n || config->claims.n)) {
            COMPILE_FAULT(c, config->node,
                          "the contract asks for no credential here; the guard "
                          "adds none: mend the contract, or list it below public:");
        }
    }
}

enum err compile_choices(struct compiling *c, const struct security *security,
                         struct policy_operation *operation) {
    if (security_is_public(security)) {
        decide_open(c, operation);
        return operation->access == POLICY_PUBLIC ? take_schemes(c, security, operation) : OK;
    }
    if (operation->config && operation->config->is_public) {
        COMPILE_FAULT(c, operation->config->node,
                      "the contract asks for a credential here (line %u): mend one of the two",
                      operation->place.line);
        return OK;
    }
    operation->access = POLICY_GUARDED;
    size_t errors = c->diag->errors;
    TRY(take_schemes(c, security, operation));
    return operation->n || c->diag->errors > errors ? OK : refuse(c, security, operation);
}
