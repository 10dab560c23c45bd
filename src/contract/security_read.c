/* SPDX-License-Identifier: Apache-2.0 */
/* Security requirements: an OR of ANDs (OpenAPI 3.1.0, section 4.8.30; 2.0, "Security Requirement
 * Object"). */
#include "contract/security_read.h"

#include "base/limits.h"
#include "base/mutant.h"

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

/* 3.2 allows a reference to the scheme's definition in place of its name. */
static const struct scheme *scheme_of(const struct loader *l, struct span name) {
    static const struct span definitions = SPAN_INIT("#/components/securitySchemes/");
    const struct scheme *scheme = map_get(&l->schemes, name);
    return scheme || !span_starts(name, definitions)
               ? scheme
               : map_get(&l->schemes, span_from_index(name, definitions.len));
}

static enum err read_requirement(struct loader *l, const struct spot *object,
                                 struct requirement *out) {
    SPOT_EACH(member, object) {
        struct need *need = vec_add(l->arena, &out->needs);
        TRY_PTR(need);
        need->name = node_key(member.node);
        need->scheme = scheme_of(l, need->name);
        TRY(read_scopes(l, &member, need));
    }
    return OK;
}

/* How often the key stands in the object: which of several counts, nobody knows. */
static size_t count_of(const struct node *object, struct span key) {
    size_t n = 0;
    NODE_EACH(member, object) {
        n += span_equal(node_key(member), key);
    }
    return n;
}

static enum err fault_at(struct loader *l, const struct node *node, const char *words,
                         struct span *fault) {
    *fault = arena_printf(l->arena, "%s (line %u)", words, node->line);
    return fault->ptr ? OK : ERR_MEMORY;
}

enum err security_read(struct loader *l, const struct spot *holder, struct security *out,
                       struct span *fault) {
    struct spot array = spot_get(holder, SPAN("security"));
    *fault = (struct span){"", 0};
    if (!array.node) {
        return OK;
    }
    *out = (struct security){.declared = true, .place = spot_place(l->arena, &array)};
    if (!node_is(array.node, NODE_ARRAY) && !MUTANT(security_of_any_form)) {
        return fault_at(l, array.node, "security must be a list of requirements", fault);
    }
    if (count_of(holder->node, SPAN("security")) > 1 && !MUTANT(security_twice)) {
        return fault_at(l, array.node, "security stands there twice", fault);
    }
    if (array.node->len > LIMIT_CONTRACT_REQUIREMENTS) {
        return fault_at(l, array.node, "there are too many security requirements", fault);
    }
    SPOT_EACH(item, &array) {
        if (!node_is(item.node, NODE_OBJECT)) {
            return fault_at(l, item.node, "a security requirement must be an object", fault);
        }
        struct requirement *requirement = vec_add(l->arena, &out->any);
        TRY_PTR(requirement);
        TRY(read_requirement(l, &item, requirement));
    }
    return OK;
}
