/* SPDX-License-Identifier: Apache-2.0 */
/* Overrides for single operations. */
#include "cli/project_operations.h"

#include "base/mutant.h"
#include "text/glob.h"
#include "text/suggest.h"

/* With or without the slash at its end: whoever writes a pattern does not think of it. */
static bool fits(struct span pattern, struct span method, struct span path) {
    struct span bare = path;
    bare.len -= path.len > 1 && path.ptr[path.len - 1] == '/';
    return glob_operation(pattern, method, path) || glob_operation(pattern, method, bare);
}

static bool takes(const struct operation *operation, struct span name) {
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        if (span_equal(parameter->name, name)) {
            return true;
        }
    }
    return false;
}

static struct span value_of(const struct node *node) {
    bool truth = node_is(node, NODE_TRUE) || node_is(node, NODE_FALSE);
    return truth ? node_true(node) ? SPAN("true") : SPAN("false") : node_scalar(node);
}

static enum err add_values(const struct project_entry *entry, const struct operation *operation,
                           struct known_values *known) {
    NODE_EACH(node, entry->parameters) {
        struct known_value value = {.name = node_key(node),
                                    .value = value_of(node),
                                    .method = operation->method,
                                    .template = operation->path};
        if (takes(operation, value.name) && !vec_push(known->arena, &known->values, value)) {
            return ERR_MEMORY;
        }
    }
    struct known_body body = {
        .method = operation->method, .template = operation->path, .value = entry->body};
    bool sent = entry->body && operation->bodies.n;
    return !sent || vec_push(known->arena, &known->bodies, body) ? OK : ERR_MEMORY;
}

static enum err apply(const struct project_entry *entry, struct operation *operation,
                      struct known_values *known) {
    if (entry->is_public && !MUTANT(public_unheard)) {
        operation->security.any.n = 0;
        operation->security.declared = true;
        operation->security.inherited = false;
    }
    operation->skip = entry->skip.len ? entry->skip : operation->skip;
    return add_values(entry, operation, known);
}

/* Operations of the contract that fit; those that could not be read fit as well. */
static size_t count(const struct project_entry *entry, const struct contract *contract,
                    struct span parameter, bool bodies) {
    size_t n = 0;
    struct span pattern = node_key(entry->node);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        n += fits(pattern, operation->method, operation->path) &&
             (!parameter.ptr || takes(operation, parameter)) && (!bodies || operation->bodies.n);
    }
    VEC_EACH(const struct unreadable, row, &contract->unreadable) {
        n += fits(pattern, row->method, row->path);
    }
    return n;
}

/* The nearest name of a parameter, for one that none of them has. */
static const char *nearest(const struct project *project, const struct project_entry *entry,
                           const struct contract *contract, struct span name) {
    struct suggest suggest = {.word = name};
    VEC_EACH(const struct operation, operation, &contract->operations) {
        VEC_EACH(const struct parameter, parameter, &operation->parameters) {
            struct span ended = arena_dup(project->reader.arena, parameter->name);
            if (ended.ptr && fits(node_key(entry->node), operation->method, operation->path)) {
                suggest_offer(&suggest, ended.ptr);
            }
        }
    }
    return suggest.best;
}

static void tell_unmatched(const struct project *project, const struct project_entry *entry,
                           const struct contract *contract) {
    const struct member_reader *reader = &project->reader;
    struct span pattern = node_key(entry->node);
    if (!count(entry, contract, (struct span){NULL, 0}, false)) {
        diag_add(reader->diag, DIAG_WARNING, member_place(reader, entry->node),
                 "'%.*s' fits no operation of the contract", SPAN_ARG(pattern));
        return;
    }
    NODE_EACH(node, entry->parameters) {
        if (!count(entry, contract, node_key(node), false)) {
            const char *like = nearest(project, entry, contract, node_key(node));
            diag_add(reader->diag, DIAG_WARNING, member_place(reader, node),
                     "'%.*s' has no parameter '%.*s'%s%s%s", SPAN_ARG(pattern),
                     SPAN_ARG(node_key(node)), like ? "; did you mean '" : "", like ? like : "",
                     like ? "'?" : "");
        }
    }
    if (entry->body && !count(entry, contract, (struct span){NULL, 0}, true)) {
        diag_add(reader->diag, DIAG_WARNING, member_place(reader, entry->body),
                 "'%.*s' takes no body", SPAN_ARG(pattern));
    }
}

/* Whether the contract has the path, by whatever method: an accepted finding may be at one that it
 * does not declare. */
static bool has_path(const struct contract *contract, struct span pattern) {
    size_t blank = span_find_byte(pattern, ' ');
    struct span path = span_from_index(pattern, blank == SIZE_MAX ? 0 : blank + 1);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (fits(path, operation->method, operation->path)) {
            return true;
        }
    }
    VEC_EACH(const struct unreadable, row, &contract->unreadable) {
        if (fits(path, row->method, row->path)) {
            return true;
        }
    }
    return false;
}

/* An acceptance whose route was renamed would stay for ever. What no contract names may be
 * accepted, too: without a rule nobody knows, and undocumented operations are just that. */
static void tell_accepted(const struct project *project, const struct contract *contract) {
    const struct member_reader *reader = &project->reader;
    VEC_EACH(const struct project_acceptance, one, &project->accepted) {
        bool ours = one->rule && one->rule->kind == KIND_SCAN &&
                    strcmp(one->rule->id, "undocumented-operation") != 0;
        if (ours && one->operation.len && !has_path(contract, one->operation) &&
            !MUTANT(accepted_nowhere)) {
            diag_add(reader->diag, DIAG_WARNING, member_place(reader, one->node),
                     "it accepts '%.*s', which fits no operation of the contract",
                     SPAN_ARG(one->operation));
        }
    }
}

enum err project_operations(const struct project *project, struct contract *contract,
                            struct known_values *known) {
    VEC_EACH(const struct project_entry, entry, &project->entries) {
        VEC_EACH(struct operation, operation, &contract->operations) {
            if (fits(node_key(entry->node), operation->method, operation->path)) {
                TRY(apply(entry, operation, known));
            }
        }
        tell_unmatched(project, entry, contract);
    }
    tell_accepted(project, contract);
    return OK;
}
