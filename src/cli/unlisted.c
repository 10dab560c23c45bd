/* SPDX-License-Identifier: Apache-2.0 */
/* Making an operation of a route. */
#include "cli/unlisted.h"

#include "text/uri.h"

static enum err add_parameters(struct arena *arena, struct operation *operation) {
    struct span rest = operation->path;
    for (size_t at; (at = span_find_byte(rest, '{')) != SIZE_MAX;) {
        rest = span_from_index(rest, at + 1);
        struct span name = span_slice(rest, 0, span_find_byte(rest, '}'));
        struct parameter *parameter = vec_add(arena, &operation->parameters);
        TRY_PTR(parameter);
        *parameter = (struct parameter){.name = name,
                                        .in = IN_PATH,
                                        .required = true,
                                        .style = SPAN("simple"),
                                        .place = operation->place};
    }
    return OK;
}

/* The contract's common base, where the route begins with it. */
static struct span base_of(const struct contract *contract, struct span route) {
    struct span base = contract->operations.n ? contract->operations.at[0].base : SPAN("");
    return base.len && span_starts(route, base) ? base : SPAN("");
}

static struct security gate_of(const struct contract *contract, struct place place) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (operation->security.any.n && operation->security.any.at[0].needs.n) {
            return operation->security;
        }
    }
    return (struct security){.declared = true, .place = place};
}

enum err unlisted_add(const struct unlisted *unlisted, struct contract *contract) {
    struct span base = base_of(contract, unlisted->route), front = uri_path(unlisted->url);
    front.len -= span_ends(front, SPAN("/"));
    struct span path = span_from_index(unlisted->route, base.len);
    if (!base.len && front.len && span_starts(path, front)) {
        path = span_from_index(path, front.len); /* the URL says it already */
    }
    struct security open = {.declared = true, .place = unlisted->place};
    struct security security = unlisted->guarded ? gate_of(contract, unlisted->place) : open;
    struct operation *operation = vec_add(contract->arena, &contract->operations);
    TRY_PTR(operation);
    *operation = (struct operation){.method = unlisted->method,
                                    .path = path,
                                    .base = base,
                                    .summary = unlisted->summary,
                                    .security = security,
                                    .place = unlisted->place};
    return add_parameters(contract->arena, operation);
}
