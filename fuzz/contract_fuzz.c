/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a contract, which may refer to itself as other files; all that it gives is used. */
#include "contract/contract.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct files {
    struct span text;
    unsigned left;
};

static enum err read_same(void *user, struct arena *arena, struct span path, struct span *text) {
    struct files *files = user;
    (void)arena;
    if (files->left == 0 || path.len == 0) {
        return ERR_MISSING;
    }
    files->left--;
    *text = files->text;
    return OK;
}

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_security(const struct contract *contract, const struct security *security) {
    check(!security_is_optional(security) || security_is_public(security));
    VEC_EACH(const struct requirement, requirement, &security->any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            check(!need->scheme || span_equal(need->scheme->name, need->name));
            check(!need->scheme || (need->scheme >= contract->schemes.at &&
                                    need->scheme < contract->schemes.at + contract->schemes.n));
        }
    }
}

static void check_operation(const struct contract *contract, const struct operation *operation) {
    check(span_starts(operation->path, SPAN("/")) && !span_ends(operation->base, SPAN("/")));
    check(operation->place.line && operation->place.column && operation->place.pointer.len);
    check_security(contract, &operation->security);
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        check(parameter->style.len && (parameter->in != IN_PATH || parameter->required));
        (void)contract_resolve(contract, parameter->schema);
    }
    VEC_EACH(const struct media, media, &operation->bodies) {
        (void)contract_resolve(contract, media->schema);
    }
    NODE_EACH(response, operation->responses) {
        const struct node *found = contract_resolve(contract, response);
        check(!found || !node_is(node_get(found, SPAN("$ref")), NODE_STRING));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct files files = {{(const char *)data, size}, 3};
    struct contract_options options = {
        .file = SPAN("a/input.yaml"), .reader = read_same, .user = &files, .remote = size % 2 == 1};
    struct contract contract;
    if (contract_load(&arena, files.text, &options, &contract, &diag) != OK) {
        check(diag.errors > 0);
        return 0;
    }
    VEC_EACH(const struct operation, operation, &contract.operations) {
        check_operation(&contract, operation);
    }
    return 0;
}
