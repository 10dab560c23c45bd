/* SPDX-License-Identifier: Apache-2.0 */
/* What a security requirement asks for, and where schemes travel. */
#include "base/mutant.h"
#include "contract/contract.h"

static bool has_empty(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n == 0) {
            return true;
        }
    }
    return false;
}

const struct operation *contract_operation(const struct contract *contract, const void *what) {
    uintptr_t first = (uintptr_t)contract->operations.at, at = (uintptr_t)what;
    size_t bytes = contract->operations.n * sizeof(struct operation);
    return at >= first && at - first < bytes ? what : NULL;
}

bool contract_carries(const struct contract *contract, enum scheme_kind kind, struct span name) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (scheme->kind == kind &&
            (kind == SCHEME_HEADER ? span_equal_nocase(scheme->parameter, name)
                                   : span_equal(scheme->parameter, name))) {
            return true;
        }
    }
    return false;
}

bool requirement_names(const struct requirement *requirement, const struct scheme *scheme) {
    VEC_EACH(const struct need, need, &requirement->needs) {
        if (need->scheme == scheme) {
            return true;
        }
    }
    return false;
}

bool security_names(const struct security *security, const struct scheme *scheme) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement_names(requirement, scheme)) {
            return true;
        }
    }
    return false;
}

bool security_asks(const struct security *security, enum scheme_kind kind) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme && (need->scheme->kind == kind || MUTANT(asks_for_any))) {
                return true;
            }
        }
    }
    return false;
}

bool security_asks_alone(const struct security *security, enum scheme_kind kind) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        const struct scheme *scheme =
            requirement->needs.n == 1 ? requirement->needs.at[0].scheme : NULL;
        if (scheme && scheme->kind == kind) {
            return true;
        }
    }
    return false;
}

bool security_is_public(const struct security *security) {
    return security->any.n == 0 || (has_empty(security) && !MUTANT(empty_requirement));
}

bool security_is_optional(const struct security *security) {
    return security->any.n > 1 && has_empty(security);
}
