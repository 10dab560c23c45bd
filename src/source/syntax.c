/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a syntax tree. */
#include "source/syntax.h"

bool py_is(const struct py *node, enum py_kind kind) {
    return node && node->kind == kind;
}

struct span py_text(const struct py *node) {
    return node ? (struct span){node->text, node->len} : (struct span){0};
}

bool py_named(const struct py *node, struct span name) {
    return py_is(node, PY_NAME) && span_equal(py_text(node), name);
}

const struct py *py_get(const struct py *node, enum py_role role) {
    PY_EACH(child, node) {
        if (child->role == role) {
            return child;
        }
    }
    return NULL;
}

struct span py_last_name(const struct py *node) {
    return py_text(py_is(node, PY_ATTRIBUTE) ? py_get(node, PY_ROLE_ATTRIBUTE) : node);
}

struct span py_called(const struct py *call) {
    return py_last_name(py_get(call, PY_ROLE_FUNCTION));
}

const struct py *py_receiver(const struct py *call) {
    const struct py *named = py_is(call, PY_CALL) ? py_get(call, PY_ROLE_FUNCTION) : NULL;
    return py_is(named, PY_ATTRIBUTE) ? py_get(named, PY_ROLE_OBJECT) : NULL;
}

const struct py *py_keyword(const struct py *call, struct span name) {
    PY_EACH(argument, py_get(call, PY_ROLE_ARGUMENTS)) {
        if (argument->kind == PY_KEYWORD &&
            span_equal(py_text(py_get(argument, PY_ROLE_NAME)), name)) {
            return py_get(argument, PY_ROLE_VALUE);
        }
    }
    return NULL;
}

bool py_within(const struct py *node, const struct py *around) {
    return around && node->start >= around->start && node->end <= around->end;
}

const struct py *py_at(const struct py *node, size_t n) {
    PY_EACH(child, node) {
        if (n-- == 0) {
            return child;
        }
    }
    return NULL;
}

size_t py_count(const struct py *node) {
    size_t n = 0;
    PY_EACH(child, node) {
        n += child != NULL;
    }
    return n;
}

const struct py *py_definition(const struct py *node) {
    return py_is(node, PY_DECORATED) ? py_get(node, PY_ROLE_DEFINITION) : node;
}

const struct py *py_around(const struct py *root, const struct py *node, enum py_kind kind) {
    const struct py *found = NULL;
    for (const struct py *at = root; at && at != node;) {
        found = at->kind == kind ? at : found;
        const struct py *below = at->first;
        while (below && below != node &&
               !(below->start <= node->start && node->end <= below->end)) {
            below = below->next;
        }
        at = below;
    }
    return found;
}

void py_walk(const struct py *node, void (*visit)(void *user, const struct py *node), void *user) {
    if (node) {
        visit(user, node);
    }
    PY_EACH(child, node) {
        py_walk(child, visit, user);
    }
}

static bool assigns(const struct py *node, struct span name) {
    return py_is(node, PY_ASSIGN) && py_named(py_get(node, PY_ROLE_LEFT), name);
}

const struct py *py_binding(const struct py *body, struct span name) {
    PY_EACH(statement, body) {
        const struct py *first = statement->kind == PY_EXPRESSION ? statement->first : NULL;
        if (assigns(first, name)) {
            return first;
        }
    }
    return NULL;
}

struct assignment {
    struct span name;
    const struct py *last;
};

static void on_assignment(void *user, const struct py *node) {
    struct assignment *assignment = user;
    assignment->last = assigns(node, assignment->name) ? node : assignment->last;
}

const struct py *py_last_assignment(const struct py *node, struct span name) {
    struct assignment assignment = {name, NULL};
    py_walk(node, on_assignment, &assignment);
    return assignment.last;
}

struct py_lookup py_lookup(const struct py *node) {
    if (py_is(node, PY_CALL)) {
        return (struct py_lookup){py_get(node, PY_ROLE_FUNCTION),
                                  py_at(py_get(node, PY_ROLE_ARGUMENTS), 0)};
    }
    if (py_is(node, PY_SUBSCRIPT)) {
        return (struct py_lookup){py_get(node, PY_ROLE_VALUE), py_get(node, PY_ROLE_SUBSCRIPT)};
    }
    return (struct py_lookup){NULL, NULL};
}

struct span py_source(const struct py_file *file, const struct py *node) {
    return node ? span_slice(file->text, node->start, node->end - node->start) : (struct span){0};
}

struct place py_place(const struct py_file *file, const struct py *node) {
    if (!file || !node) {
        return (struct place){.file = file ? file->path : (struct span){0}};
    }
    uint32_t column = 1;
    for (size_t at = node->start; at > 0 && file->text.ptr[at - 1] != '\n'; at--) {
        column += ((unsigned char)file->text.ptr[at - 1] & 0xC0) != 0x80;
    }
    return (struct place){.file = file->path, .line = node->line, .column = column};
}
