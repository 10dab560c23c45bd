/* SPDX-License-Identifier: Apache-2.0 */
/* Reading guard.yaml: the members of the root, and its lists. */
#include "policy/config.h"

#include "base/limits.h"
#include "policy/config_parts.h"
#include "text/yaml.h"

static const char *const ROOT_NAMES[] = {
    "contract",    "listen",     "proxies",   "log",          "realm", "schemes",     "precedence",
    "public",      "operations", "identity",  "dialect",      "mode",  "log_failure", "https_only",
    "path_prefix", "metrics",    "assertion", "append_slash", "users", "limits",      "revoked",
    "redis",       "user",       "group",     "confine",
};

/* A heading whose entries are all comments is as good as none. */
static bool is_absent(const struct node *node) {
    return !node || node_is(node, NODE_NULL);
}

static enum err read_schemes(const struct member_reader *reader, const struct node *schemes,
                             struct config *out) {
    if (is_absent(schemes) || !member_check(reader, schemes, "schemes", NULL, 0)) {
        return OK;
    }
    NODE_EACH(node, schemes) {
        struct config_scheme *scheme = vec_add(reader->arena, &out->schemes);
        TRY_PTR(scheme);
        TRY(config_parts_scheme(reader, node, scheme));
    }
    return OK;
}

static enum err add_operation(const struct member_reader *reader, const struct node *node,
                              struct span name, struct config *out,
                              struct config_operation **added) {
    struct config_operation *operation = vec_add(reader->arena, &out->operations);
    TRY_PTR(operation);
    operation->node = node;
    if (!config_operation_name(name, &operation->method, &operation->template)) {
        MEMBER_FAULT(reader, node, "'%.*s' is no operation: METHOD /path, like GET /orders/{id}/",
                     SPAN_ARG(name));
        out->operations.n--;
        operation = NULL;
    }
    *added = operation;
    return OK;
}

static enum err read_public(const struct member_reader *reader, const struct node *list,
                            struct config *out) {
    if (!is_absent(list) && !node_is(list, NODE_ARRAY)) {
        MEMBER_FAULT(reader, list, "public must be a list of operations");
        return OK;
    }
    NODE_EACH(item, list) {
        struct config_operation *operation;
        TRY(add_operation(reader, item, node_text(item), out, &operation));
        if (operation) {
            operation->is_public = true;
        }
    }
    return OK;
}

static enum err read_operations(const struct member_reader *reader, const struct node *operations,
                                struct config *out) {
    if (is_absent(operations) || !member_check(reader, operations, "operations", NULL, 0)) {
        return OK;
    }
    NODE_EACH(node, operations) {
        struct config_operation *operation;
        TRY(add_operation(reader, node, node_key(node), out, &operation));
        if (operation) {
            TRY(config_parts_operation(reader, node, operation));
        }
    }
    return OK;
}

static enum err read_identity(const struct member_reader *reader, const struct node *identity,
                              struct config *out) {
    if (is_absent(identity) || !member_check(reader, identity, "identity", NULL, 0)) {
        return OK;
    }
    NODE_EACH(node, identity) {
        struct config_identity *entry = vec_add(reader->arena, &out->identity);
        TRY_PTR(entry);
        entry->header = node_key(node);
        config_parts_identity(reader, node, entry);
    }
    return OK;
}

static enum err read_root(const struct member_reader *reader, const struct node *root,
                          struct config *out) {
    out->contract_node = node_get(root, SPAN("contract"));
    out->listen_node = node_get(root, SPAN("listen"));
    out->precedence_node = node_get(root, SPAN("precedence"));
    member_text(reader, root, "contract", &out->contract);
    member_text(reader, root, "listen", &out->listen);
    member_text(reader, root, "log", &out->log);
    member_text(reader, root, "revoked", &out->revoked);
    member_text(reader, root, "realm", &out->realm);
    if (!out->contract_node) {
        MEMBER_FAULT(reader, root, "'contract' is missing: the path of the OpenAPI document");
    }
    config_parts_realm(reader, node_get(root, SPAN("realm")), out->realm);
    config_parts_assertion(reader, node_get(root, SPAN("assertion")), &out->assertion);
    config_serving_read(reader, root, &out->serving);
    config_redis_read(reader, node_get(root, SPAN("redis")), &out->redis);
    config_limits_read(reader, node_get(root, SPAN("limits")), &out->limits);
    TRY(member_texts(reader, root, "proxies", &out->proxies));
    TRY(member_texts(reader, root, "precedence", &out->precedence));
    TRY(config_users_read(reader, node_get(root, SPAN("users")), &out->users));
    TRY(read_schemes(reader, node_get(root, SPAN("schemes")), out));
    TRY(read_public(reader, node_get(root, SPAN("public")), out));
    TRY(read_operations(reader, node_get(root, SPAN("operations")), out));
    return read_identity(reader, node_get(root, SPAN("identity")), out);
}

enum err config_read(struct arena *arena, struct span file, struct span text, struct config *out,
                     struct diag *diag) {
    struct member_reader reader = {arena, file, diag};
    size_t before = diag->errors;
    const struct node *root;
    *out = (struct config){.file = file, .realm = SPAN("api")};
    struct yaml_options options = {.file = file, .nodes = 1 << 20, .alias_nodes = 1 << 16};
    TRY(yaml_parse(arena, text, &options, &root, diag));
    if (!member_check(&reader, root, "the configuration", ROOT_NAMES,
                      sizeof(ROOT_NAMES) / sizeof(*ROOT_NAMES))) {
        return ERR_INVALID;
    }
    TRY(read_root(&reader, root, out));
    return diag->errors > before ? ERR_INVALID : OK;
}

struct span config_path(struct arena *arena, const struct config *config, struct span path) {
    size_t folder = 0;
    for (size_t i = 0; i < config->file.len; i++) {
        folder = config->file.ptr[i] == '/' ? i + 1 : folder;
    }
    return span_starts(path, SPAN("/"))
               ? arena_dup(arena, path)
               : arena_join(arena, span_slice(config->file, 0, folder), path);
}

bool config_operation_name(struct span text, struct span *method, struct span *template) {
    *template = text;
    *method = span_cut(template, ' ');
    *template = span_trim(*template);
    bool upper = method->len > 0 && method->len <= 32;
    for (size_t i = 0; i < method->len; i++) {
        upper = upper && method->ptr[i] >= 'A' && method->ptr[i] <= 'Z';
    }
    return upper && span_starts(*template, SPAN("/")) && template->len <= LIMIT_CONTRACT_PATH_BYTES;
}
