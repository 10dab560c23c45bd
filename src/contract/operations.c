/* SPDX-License-Identifier: Apache-2.0 */
/* Paths to operations (OpenAPI 3.1.0, sections 4.8.8 to 4.8.10). */
#include "base/limits.h"
#include "contract/parameters.h"

/* What the operations of one path share. */
struct path {
    struct span template, base;
    struct declared_list parameters;
    size_t first; /* of its operations */
};

/* Keys of a path item that are methods, in upper case; {NULL, 0} for all others. */
static struct span method_of(struct span key) {
    static const struct {
        struct span key, method;
    } methods[] = {
#define METHOD(lower, upper) {SPAN_INIT(lower), SPAN_INIT(upper)}
        METHOD("get", "GET"),         METHOD("put", "PUT"),     METHOD("post", "POST"),
        METHOD("delete", "DELETE"),   METHOD("head", "HEAD"),   METHOD("patch", "PATCH"),
        METHOD("options", "OPTIONS"), METHOD("trace", "TRACE"),
#undef METHOD
    };
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        if (span_equal(key, methods[i].key)) {
            return methods[i].method;
        }
    }
    return (struct span){NULL, 0};
}

static bool is_other_key(struct span key) {
    static const char *const keys[] = {"parameters", "summary", "description", "servers", "$ref"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        if (span_equal(key, span_from(keys[i]))) {
            return true;
        }
    }
    return span_starts(key, SPAN("x-"));
}

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
                              bool *usable) {
    struct spot own = spot_get(spot, SPAN("security"));
    *usable = true;
    if (own.node && !node_is(own.node, NODE_NULL)) {
        return security_read(l, &own, &out->security, usable);
    }
    out->security = l->security;
    out->security.inherited = l->security.declared;
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

static enum err read_details(struct loader *l, const struct spot *spot, const struct path *path,
                             struct operation *out) {
    struct declared_list *declared = &l->scratch;
    declared->n = 0;
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
    return bodies_give(l, spot, declared, out);
}

/* A method that the path has already, from the path item that it refers to. */
static bool is_taken(const struct loader *l, const struct path *path, struct span method) {
    for (size_t i = path->first; i < l->out->operations.n; i++) {
        if (span_equal(l->out->operations.at[i].method, method)) {
            return true;
        }
    }
    return false;
}

static enum err read_operation(struct loader *l, const struct spot *spot, const struct path *path,
                               struct span method) {
    struct operation operation = {.method = method,
                                  .path = path->template,
                                  .base = path->base,
                                  .place = spot_place(l->arena, spot)};
    bool usable = true;
    struct spot object = documents_follow(l->documents, spot);
    if (!node_is(object.node, NODE_OBJECT)) {
        loader_error(l, spot, "an operation must be an object");
        return OK;
    }
    if (is_taken(l, path, method)) {
        loader_warn(l, spot, "the path has this method already; the first is kept");
        return OK;
    }
    TRY(read_security(l, &object, &operation, &usable));
    if (!usable) {
        return OK;
    }
    TRY(read_details(l, &object, path, &operation));
    if (l->out->operations.n >= LIMIT_CONTRACT_OPERATIONS) {
        loader_error(l, spot, "more than %d operations", LIMIT_CONTRACT_OPERATIONS);
        return ERR_LIMIT;
    }
    return vec_push(l->arena, &l->out->operations, operation) ? OK : ERR_MEMORY;
}

static enum err read_methods(struct loader *l, const struct spot *item, struct path *path) {
    TRY(servers_base(l, item, &path->base));
    TRY(parameters_read(l, item, &path->parameters));
    SPOT_EACH(member, item) {
        struct span method = method_of(node_key(member.node));
        if (method.ptr) {
            TRY(read_operation(l, &member, path, method));
        } else if (!is_other_key(node_key(member.node))) {
            loader_warn(l, &member, "\"%.*s\" is neither a method nor another key of a path",
                        SPAN_ARG(node_key(member.node)));
        }
    }
    return OK;
}

/* A path item may refer to another, and say more beside it. */
static enum err read_path(struct loader *l, const struct spot *item, struct span base) {
    struct path path = {
        .template = node_key(item->node), .base = base, .first = l->out->operations.n};
    struct spot target = documents_follow(l->documents, item);
    if (path.template.len > LIMIT_CONTRACT_PATH_BYTES ||
        parameters_variables(path.template) > LIMIT_CONTRACT_VARIABLES) {
        loader_error(l, item, "the path is too long, or has too many variables");
        return OK;
    }
    if (path.template.len == 0 || path.template.ptr[0] != '/') {
        loader_error(l, item, "a path must begin with a slash");
        return OK;
    }
    if (!node_is(target.node, NODE_OBJECT)) {
        loader_error(l, item,
                     node_is(item->node, NODE_OBJECT) ? "the path's reference leads nowhere"
                                                      : "a path must be an object");
        return OK;
    }
    TRY(read_methods(l, &target, &path));
    return target.node == item->node ? OK : read_methods(l, item, &path);
}

enum err operations_read(struct loader *l) {
    struct spot written = spot_get(&l->root, SPAN("paths"));
    struct spot paths = documents_follow(l->documents, &written);
    struct map seen = {0};
    struct span base = {"", 0};
    if (!written.node && l->out->dialect == 31) {
        loader_warn(l, &l->root, "the contract has no paths");
        return OK;
    }
    if (!node_is(paths.node, NODE_OBJECT)) {
        loader_error(l, written.node ? &written : &l->root, "paths must be an object");
        return ERR_INVALID;
    }
    if (l->out->servers.n) {
        base = servers_path(l, l->out->servers.at[0].url);
    }
    SPOT_EACH(item, &paths) {
        struct span key = node_key(item.node);
        if (span_starts(key, SPAN("x-"))) {
            continue;
        }
        const struct node *before = map_get(&seen, key);
        if (before) {
            loader_error(l, &item, "the path \"%.*s\" stands on line %u already", SPAN_ARG(key),
                         before->line);
            continue;
        }
        TRY(map_put(l->arena, &seen, key, (void *)(uintptr_t)item.node));
        TRY(read_path(l, &item, base));
    }
    return OK;
}
