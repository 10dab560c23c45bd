/* SPDX-License-Identifier: Apache-2.0 */
/* What an operation object says (OpenAPI 3.1.0, section 4.8.10). */
#include "contract/operation.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "contract/bodies.h"
#include "contract/gaps.h"
#include "contract/parameters.h"
#include "contract/password.h"
#include "contract/security_read.h"
#include "contract/servers.h"
#include "contract/unreadable.h"

static enum err read_tags(struct loader *l, const struct spot *spot, struct operation *out) {
    const struct node *tags = node_get(spot->node, SPAN("tags"));
    if (node_is(tags, NODE_ARRAY)) {
        NODE_EACH(tag, tags) {
            if (node_is(tag, NODE_STRING) && !vec_push(l->arena, &out->tags, node_text(tag))) {
                return ERR_MEMORY;
            }
        }
    }
    return OK;
}

/* An operation's own security, else the root's, else none. */
static enum err read_security(struct loader *l, const struct spot *spot, struct operation *out,
                              struct span *fault) {
    TRY(security_read(l, spot, &out->security, fault));
    if (out->security.declared && !MUTANT(operation_beside_root)) {
        return OK;
    }
    out->security = l->security;
    out->security.inherited = l->security.declared && !MUTANT(inherited);
    if (l->security_fault.len) {
        *fault = l->security_fault;
    }
    if (!l->security.declared) {
        out->security.place = out->place;
    }
    return OK;
}

static enum err read_id(struct loader *l, const struct spot *spot, struct operation *out) {
    out->id = node_text(node_get(spot->node, SPAN("operationId")));
    if (out->id.len == 0) {
        return OK;
    }
    struct place *first = map_get(&l->ids, out->id);
    if (first) {
        loader_warn(l, spot, "the operationId \"%.*s\" stands on line %u already",
                    SPAN_ARG(out->id), first->line);
        return OK;
    }
    first = arena_new(l->arena, struct place);
    TRY_PTR(first);
    *first = out->place;
    return map_put(l->arena, &l->ids, out->id, first);
}

static enum err read_details(struct loader *l, const struct spot *spot,
                             const struct contract_path *path, struct operation *out) {
    struct declared_list *declared = &l->scratch;
    declared->n = 0;
    out->written = spot->node;
    out->summary = node_text(node_get(spot->node, SPAN("summary")));
    out->responses = node_get(spot->node, SPAN("responses"));
    out->deprecated = node_true(node_get(spot->node, SPAN("deprecated")));
    TRY(read_id(l, spot, out));
    TRY(read_tags(l, spot, out));
    TRY(servers_base(l, spot, &out->base));
    VEC_EACH(const struct declared, item, &path->parameters) {
        if (!vec_push(l->arena, declared, *item)) {
            return ERR_MEMORY;
        }
    }
    TRY(parameters_read(l, spot, declared));
    TRY(parameters_give(l, spot, declared, out));
    TRY(bodies_give(l, spot, declared, out));
    TRY(gaps_look(l, spot, &out->gap));
    out->gap = out->gap.len ? out->gap : path->gap;
    if (span_equal(out->method, SPAN("POST")) || span_equal(out->method, SPAN("PUT")) ||
        span_equal(out->method, SPAN("PATCH"))) {
        TRY(password_look(l, out));
    }
    return OK;
}

static enum err read_object(struct loader *l, const struct spot *spot, const struct spot *object,
                            const struct contract_path *path, struct operation *out,
                            struct span *fault) {
    *fault = documents_fault(l->documents, spot);
    if (fault->len) {
        return OK;
    }
    if (!node_is(object->node, NODE_OBJECT)) {
        *fault = SPAN("an operation must be an object");
        return OK;
    }
    TRY(read_security(l, object, out, fault));
    return fault->len ? OK : read_details(l, object, path, out);
}

enum err operation_read(struct loader *l, const struct spot *spot, const struct contract_path *path,
                        struct span method) {
    struct operation operation = {.method = method,
                                  .path = path->template,
                                  .base = path->base,
                                  .place = spot_place(l->arena, spot)};
    struct spot object = documents_follow(l->documents, spot);
    struct span fault = path->fault;
    if (!fault.len) {
        TRY(read_object(l, spot, &object, path, &operation, &fault));
    }
    if (fault.len) {
        return unreadable_add(l, spot, method, path->template, fault);
    }
    if (l->out->operations.n >= LIMIT_CONTRACT_OPERATIONS) {
        loader_error(l, spot, "more than %d operations", LIMIT_CONTRACT_OPERATIONS);
        return ERR_LIMIT;
    }
    return vec_push(l->arena, &l->out->operations, operation) ? OK : ERR_MEMORY;
}
