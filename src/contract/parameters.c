/* SPDX-License-Identifier: Apache-2.0 */
/* The parameters of an operation: its own before its path's, fitted to the path. */
#include "contract/parameters.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "contract/parameter.h"

/* A parameter is known by its name and where it stands (section 4.8.12). */
static struct declared *find(const struct declared_list *list, const struct declared *like) {
    VEC_EACH(struct declared, item, list) {
        if (item->role == like->role && item->parameter.in == like->parameter.in &&
            span_equal(item->parameter.name, like->parameter.name)) {
            return item;
        }
    }
    return NULL;
}

enum err parameters_read(struct loader *l, const struct spot *holder, struct declared_list *list) {
    struct spot array = spot_get(holder, SPAN("parameters"));
    size_t before = list->n;
    if (array.node && !node_is(array.node, NODE_ARRAY)) {
        loader_warn(l, &array, "parameters must be a list");
        return OK;
    }
    SPOT_EACH(item, &array) {
        struct declared one;
        TRY(parameter_read(l, &item, &one));
        if (one.role == DECLARED_NOTHING) {
            continue;
        }
        struct declared *known = find(list, &one);
        if (known && (size_t)(known - list->at) >= before) {
            loader_warn(l, &item, "the parameter \"%.*s\" is declared twice",
                        SPAN_ARG(one.parameter.name));
        }
        if (known) {
            *known = MUTANT(path_over_own) ? *known : one;
        } else if (list->n >= LIMIT_CONTRACT_PARAMETERS) {
            loader_error(l, &item, "more than %d parameters", LIMIT_CONTRACT_PARAMETERS);
            return ERR_LIMIT;
        } else if (!vec_push(l->arena, list, one)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* The next {name} of a template; {NULL, 0} when there is none. */
static struct span next_variable(struct span *rest) {
    (void)span_cut(rest, '{');
    size_t end = span_find_byte(*rest, '}');
    if (!rest->ptr || end == SIZE_MAX) {
        *rest = (struct span){NULL, 0};
        return *rest;
    }
    struct span name = span_slice(*rest, 0, end);
    *rest = span_from_index(*rest, end + 1);
    return name;
}

static bool names_variable(struct span path, struct span name) {
    struct span rest = path;
    for (struct span at = next_variable(&rest); at.ptr; at = next_variable(&rest)) {
        if (span_equal(at, name)) {
            return true;
        }
    }
    return false;
}

static bool is_declared(const struct operation *operation, struct span name) {
    VEC_EACH(const struct parameter, p, &operation->parameters) {
        if (p->in == IN_PATH && span_equal(p->name, name)) {
            return true;
        }
    }
    return false;
}

static enum err add_undeclared(struct loader *l, const struct spot *spot, struct operation *out) {
    struct span rest = out->path;
    for (struct span name = next_variable(&rest); name.ptr; name = next_variable(&rest)) {
        if (is_declared(out, name) || MUTANT(undeclared_variable)) {
            continue;
        }
        loader_warn(l, spot, "the path's {%.*s} is not declared as a parameter", SPAN_ARG(name));
        struct parameter made_up = {.name = name,
                                    .in = IN_PATH,
                                    .required = true,
                                    .style = SPAN("simple"),
                                    .place = out->place};
        if (!vec_push(l->arena, &out->parameters, made_up)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

size_t parameters_variables(struct span path) {
    struct span rest = path;
    size_t count = 0;
    while (next_variable(&rest).ptr) {
        count++;
    }
    return count;
}

enum err parameters_give(struct loader *l, const struct spot *spot,
                         const struct declared_list *list, struct operation *out) {
    l->parameters_in_all += list->n + parameters_variables(out->path);
    if (l->parameters_in_all > LIMIT_CONTRACT_PARAMETERS_IN_ALL) {
        loader_error(l, spot, "more than %d parameters in all", LIMIT_CONTRACT_PARAMETERS_IN_ALL);
        return ERR_LIMIT;
    }
    out->parameters.at = arena_array(l->arena, struct parameter, list->n);
    out->parameters.room = list->n;
    TRY_PTR(out->parameters.at);
    VEC_EACH(const struct declared, item, list) {
        const struct parameter *p = &item->parameter;
        if (item->role != DECLARED_PARAMETER) {
            continue;
        }
        if (p->in == IN_PATH && !names_variable(out->path, p->name)) {
            loader_warn(l, spot, "the path has no {%.*s}, which is declared as a parameter of it",
                        SPAN_ARG(p->name));
            continue;
        }
        out->parameters.at[out->parameters.n++] = *p;
    }
    return add_undeclared(l, spot, out);
}
