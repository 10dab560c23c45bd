/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a contract: its files, its version, then part by part. */
#include "contract/contract.h"

#include "contract/operations.h"
#include "contract/schemes.h"
#include "contract/security_read.h"
#include "contract/servers.h"
#include "text/uri.h"

static bool is_version(struct span text, struct span wanted) {
    return span_starts(text, wanted) && (text.len == wanted.len || text.ptr[wanted.len] == '.');
}

static enum err unsupported(struct loader *l, const struct spot *spot, const char *name) {
    loader_error(l, spot, "%s %.*s is not supported; 2.0 and 3.0 to 3.2 are", name,
                 SPAN_ARG(node_scalar(spot->node)));
    return ERR_UNSUPPORTED;
}

static enum err read_dialect(struct loader *l) {
    struct spot openapi = spot_get(&l->root, SPAN("openapi"));
    struct spot swagger = spot_get(&l->root, SPAN("swagger"));
    struct spot older = spot_get(&l->root, SPAN("swaggerVersion"));
    struct span version = node_scalar(openapi.node); /* YAML makes a number of 3.0 */
    if (openapi.node) {
        l->out->dialect = is_version(version, SPAN("3.0"))   ? 30
                          : is_version(version, SPAN("3.1")) ? 31
                          : is_version(version, SPAN("3.2")) ? 32
                                                             : 0;
        return l->out->dialect ? OK : unsupported(l, &openapi, "OpenAPI");
    }
    if (swagger.node) {
        l->out->dialect = is_version(node_scalar(swagger.node), SPAN("2.0")) ? 20 : 0;
        return l->out->dialect ? OK : unsupported(l, &swagger, "Swagger");
    }
    if (older.node) {
        return unsupported(l, &older, "Swagger");
    }
    loader_error(l, &l->root, "this is no OpenAPI document: it has neither openapi nor swagger");
    return ERR_INVALID;
}

/* The root's security. What cannot be understood is no ground to judge any operation on. */
static enum err read_security(struct loader *l) {
    struct spot security = spot_get(&l->root, SPAN("security"));
    struct span fault;
    TRY(security_read(l, &l->root, &l->security, &fault));
    if (fault.len) {
        loader_error(l, &security, "%.*s", SPAN_ARG(fault));
        l->security_fault =
            arena_join(l->arena, SPAN("the security of the whole contract: "), fault);
        TRY_PTR(l->security_fault.ptr);
    }
    return OK;
}

static void read_info(struct loader *l) {
    const struct node *info = node_get(l->root.node, SPAN("info"));
    l->out->title = node_text(node_get(info, SPAN("title")));
    l->out->version = node_scalar(node_get(info, SPAN("version")));
}

enum err contract_load(struct arena *arena, struct span text,
                       const struct contract_options *options, struct contract *out,
                       struct diag *diag) {
    struct loader l = {.arena = arena, .diag = diag, .out = out};
    *out = (struct contract){.file = options->file, .arena = arena};
    TRY(documents_read(arena, text, options, &l.documents, diag));
    out->documents = l.documents;
    out->root = l.documents->all.at[0]->root;
    l.root = (struct spot){.node = out->root, .file = options->file};
    TRY(read_dialect(&l));
    read_info(&l);
    TRY(servers_read(&l));
    TRY(schemes_read(&l));
    TRY(read_security(&l));
    return operations_read(&l);
}

bool operation_is_nearer(const struct operation *operation, const struct operation *other,
                         struct span path) {
    return !other || uri_path_shared(operation->path, path) > uri_path_shared(other->path, path);
}

const struct node *contract_resolve(const struct contract *contract, const struct node *node) {
    struct spot spot = {.node = node};
    return documents_follow(contract->documents, &spot).node;
}
