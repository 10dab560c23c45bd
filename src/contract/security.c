/* SPDX-License-Identifier: Apache-2.0 */
/* Security requirements: an OR of ANDs (OpenAPI 3.1.0, section 4.8.30; 2.0, "Security Requirement
 * Object"). */
#include "base/limits.h"
#include "contract/loader.h"

/* Scopes; what is not a list of names is told and read as none. */
static enum err read_scopes(struct loader *l, const struct spot *member, struct need *need) {
    if (!node_is(member->node, NODE_ARRAY)) {
        loader_warn(l, member, "the scopes of a security requirement must be a list");
    }
    NODE_EACH(item, member->node) {
        if (node_is(item, NODE_STRING) && !vec_push(l->arena, &need->scopes, node_text(item))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err read_requirement(struct loader *l, const struct spot *object,
                                 struct requirement *out) {
    SPOT_EACH(member, object) {
        struct need *need = vec_add(l->arena, &out->needs);
        TRY_PTR(need);
        need->name = node_key(member.node);
        need->scheme = map_get(&l->schemes, need->name);
        TRY(read_scopes(l, &member, need));
    }
    return OK;
}

enum err security_read(struct loader *l, const struct spot *array, struct security *out,
                       bool *usable) {
    *out = (struct security){.declared = true, .place = spot_place(l->arena, array)};
    *usable = node_is(array->node, NODE_ARRAY);
    if (!*usable) {
        loader_error(l, array, "security must be a list of requirements");
        return OK;
    }
    if (array->node->len > LIMIT_CONTRACT_REQUIREMENTS) {
        loader_error(l, array, "more than %d security requirements", LIMIT_CONTRACT_REQUIREMENTS);
        *usable = false;
        return OK;
    }
    SPOT_EACH(item, array) {
        if (!node_is(item.node, NODE_OBJECT)) {
            loader_error(l, &item, "a security requirement must be an object");
            *usable = false;
            return OK;
        }
        struct requirement *requirement = vec_add(l->arena, &out->any);
        TRY_PTR(requirement);
        TRY(read_requirement(l, &item, requirement));
    }
    return OK;
}

static bool has_empty(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n == 0) {
            return true;
        }
    }
    return false;
}

bool security_is_public(const struct security *security) {
    return security->any.n == 0 || has_empty(security);
}

bool security_is_optional(const struct security *security) {
    return security->any.n > 1 && has_empty(security);
}
