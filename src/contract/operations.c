/* SPDX-License-Identifier: Apache-2.0 */
/* Paths to operations (OpenAPI 3.1.0, sections 4.8.8 and 4.8.9). */
#include "contract/operations.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "contract/gaps.h"
#include "contract/operation.h"
#include "contract/parameters.h"
#include "contract/servers.h"
#include "contract/unreadable.h"
#include "text/field.h"

/* Keys of a path item that are methods, in upper case; {NULL, 0} for all others. "query" came with
 * 3.2; elsewhere it is as good as any. */
static struct span method_of(struct span key) {
    static const struct {
        struct span key, method;
    } methods[] = {
#define METHOD(lower, upper) {SPAN_INIT(lower), SPAN_INIT(upper)}
        METHOD("get", "GET"),         METHOD("put", "PUT"),     METHOD("post", "POST"),
        METHOD("delete", "DELETE"),   METHOD("head", "HEAD"),   METHOD("patch", "PATCH"),
        METHOD("options", "OPTIONS"), METHOD("trace", "TRACE"), METHOD("query", "QUERY"),
#undef METHOD
    };
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        if (span_equal_nocase(key, methods[i].key)) {
            return methods[i].method;
        }
    }
    return (struct span){NULL, 0};
}

static bool is_other_key(struct span key) {
    static const char *const keys[] = {"parameters", "summary", "description",
                                       "servers",    "$ref",    "additionalOperations"};
    return span_is_one(key, keys, sizeof(keys) / sizeof(*keys)) || span_starts(key, SPAN("x-"));
}

static bool is_taken(const struct loader *l, const struct contract_path *path, struct span method) {
    for (size_t i = path->first; i < l->out->operations.n; i++) {
        if (span_equal(l->out->operations.at[i].method, method)) {
            return true;
        }
    }
    return false;
}

/* A method that stands twice: in one item, or in it and the one that it refers to. Programs take
 * the one or the other, so neither is believed. */
static enum err read_method(struct loader *l, const struct spot *holder, const struct spot *member,
                            struct contract_path *path, struct span method) {
    const struct node *last = documents_get(l->documents, holder->node, node_key(member->node));
    const struct node *other =
        path->beside ? node_get(path->beside->node, node_key(member->node)) : NULL;
    other = last != member->node ? last : other;
    if (other && !path->fault.len && !MUTANT(method_twice)) {
        return unreadable_add(l, member, method, path->template,
                              arena_printf(l->arena,
                                           "the path has this method twice, on line %u as well",
                                           other->line));
    }
    if (is_taken(l, path, method)) { /* by another spelling */
        return unreadable_add(l, member, method, path->template,
                              SPAN("the path has this method already; the first was read"));
    }
    return unreadable_has(l, method, path->template) ? OK : operation_read(l, member, path, method);
}

/* 3.2: methods of any name, as they are written. */
static enum err read_additional(struct loader *l, const struct spot *item,
                                struct contract_path *path) {
    struct spot all = spot_get(item, SPAN("additionalOperations"));
    if (all.node && !node_is(all.node, NODE_OBJECT)) {
        loader_warn(l, &all, "additionalOperations must be an object");
        return OK;
    }
    SPOT_EACH(member, &all) {
        if (field_is_token(node_key(member.node))) {
            TRY(read_method(l, &all, &member, path, node_key(member.node)));
        } else {
            loader_warn(l, &member, "\"%.*s\" is no name of a method",
                        SPAN_ARG(node_key(member.node)));
        }
    }
    return OK;
}

static enum err read_methods(struct loader *l, const struct spot *item,
                             struct contract_path *path) {
    TRY(servers_base(l, item, &path->base));
    TRY(parameters_read(l, item, &path->parameters));
    TRY(gaps_look(l, item, &path->gap));
    SPOT_EACH(member, item) {
        struct span key = node_key(member.node), method = method_of(key);
        if (method.ptr) {
            if (key.ptr[0] < 'a') {
                loader_warn(l, &member, "a method is written in lower case");
            }
            TRY(read_method(l, item, &member, path, method));
        } else if (!is_other_key(key)) {
            loader_warn(l, &member, "\"%.*s\" is neither a method nor another key of a path",
                        SPAN_ARG(key));
        }
    }
    return read_additional(l, item, path);
}

/* What is wrong with the path as a whole; nothing of it is believed then. */
static struct span path_fault(const struct contract_path *path) {
    if (path->template.len > LIMIT_CONTRACT_PATH_BYTES ||
        parameters_variables(path->template) > LIMIT_CONTRACT_VARIABLES) {
        return SPAN("the path is too long, or has too many variables");
    }
    return path->template.len && path->template.ptr[0] == '/'
               ? path->fault
               : SPAN("a path must begin with a slash");
}

/* A path item may refer to another, and say more beside it. */
static enum err read_path(struct loader *l, const struct spot *item, struct contract_path *path) {
    struct spot target = documents_follow(l->documents, item);
    path->fault = path_fault(path);
    path->template.len = path->template.len > LIMIT_CONTRACT_PATH_BYTES ? LIMIT_CONTRACT_PATH_BYTES
                                                                        : path->template.len;
    struct span fault = documents_fault(l->documents, item);
    if (!fault.len && !node_is(target.node, NODE_OBJECT)) {
        fault = SPAN("a path must be an object");
    }
    if (node_is(target.node, NODE_NULL)) {
        loader_warn(l, item, "the path has no operations");
        return OK;
    }
    if (fault.len) {
        TRY(unreadable_add(l, item, SPAN("*"), path->template, fault));
        return node_is(item->node, NODE_OBJECT) ? read_methods(l, item, path) : OK;
    }
    path->beside = target.node == item->node ? NULL : item;
    TRY(read_methods(l, &target, path));
    if (!path->beside) {
        return OK;
    }
    path->beside = NULL;
    return MUTANT(beside_reference) ? OK : read_methods(l, item, path);
}

/* Paths that stand there twice: the line of the last one, which most programs take. */
static struct span twice(struct loader *l, const struct node *paths, const struct spot *item,
                         struct map *doubles) {
    struct span key = node_key(item->node);
    const struct node *last = documents_get(l->documents, paths, key);
    const struct node *first = map_get(doubles, key);
    if ((last == item->node && !first) || MUTANT(path_twice)) {
        return (struct span){"", 0};
    }
    if (!first && map_put(l->arena, doubles, key, (void *)(uintptr_t)item->node) != OK) {
        return (struct span){NULL, 0};
    }
    first = first ? first : item->node;
    return arena_printf(l->arena, "the path stands there twice, on lines %u and %u", first->line,
                        last->line);
}

/* Of those of one path, from the first on: whether one of them takes a name and a password. */
static void mark_logins(struct loader *l, size_t first) {
    bool login = false;
    for (size_t i = first; i < l->out->operations.n; i++) {
        const struct operation *operation = &l->out->operations.at[i];
        login |= span_equal(operation->method, SPAN("POST")) && operation->takes_password &&
                 operation->names_account;
    }
    for (size_t i = first; i < l->out->operations.n; i++) {
        l->out->operations.at[i].beside_login = login;
    }
}

enum err operations_read(struct loader *l) {
    struct spot written = spot_get(&l->root, SPAN("paths"));
    struct spot paths = documents_follow(l->documents, &written);
    struct map doubles = {0};
    struct span base = {"", 0};
    if (!written.node && l->out->dialect >= 31) {
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
        struct contract_path path = {
            .template = node_key(item.node), .base = base, .first = l->out->operations.n};
        if (span_starts(path.template, SPAN("x-"))) {
            continue;
        }
        path.fault = twice(l, paths.node, &item, &doubles);
        TRY_PTR(path.fault.ptr);
        TRY(read_path(l, &item, &path));
        mark_logins(l, path.first);
    }
    return OK;
}
