/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes of classes and functions: names imported, attributes, decorators, permissions. */
#include "audit/judge.h"

#include "base/mutant.h"

static bool is_docstring(const struct py *statement) {
    return statement->kind == PY_EXPRESSION && py_is(statement->first, PY_STRING);
}

static bool is_import(const struct module *module, const struct py *statement) {
    return statement->kind == PY_IMPORT || statement->kind == PY_IMPORT_FROM ||
           span_starts(py_source(&module->file, statement), SPAN("from __future__"));
}

/* What the file calls a name that a statement "from … import …" brings; empty: it does not. */
static struct span bound_by(const struct py *statement, struct span from, struct span name) {
    if (!py_is(statement, PY_IMPORT_FROM) ||
        !span_equal(py_text(py_get(statement, PY_ROLE_MODULE_NAME)), from)) {
        return SPAN("");
    }
    PY_EACH(child, statement) {
        if (child->role != PY_ROLE_NAME) {
            continue;
        }
        const struct py *said = child->kind == PY_ALIASED ? py_get(child, PY_ROLE_NAME) : child;
        if (span_equal(py_text(said), name)) {
            return child->kind == PY_ALIASED ? py_text(py_get(child, PY_ROLE_ALIAS)) : name;
        }
    }
    return SPAN("");
}

static bool imports_module(const struct py *statement, struct span name) {
    for (const struct py *child = statement->first; child; child = child->next) {
        if (py_is(statement, PY_IMPORT) && child->kind == PY_DOTTED &&
            span_equal(py_text(child), name)) {
            return true;
        }
    }
    return false;
}

/* Something of the file's own, or of another module, has the name already. */
static bool is_taken(const struct module *module, struct span name) {
    PY_EACH(statement, module->file.root) {
        if (py_named(py_get(py_definition(statement), PY_ROLE_NAME), name)) {
            return true;
        }
        PY_EACH(child, statement->kind == PY_IMPORT_FROM ? statement : NULL) {
            const struct py *said =
                child->kind == PY_ALIASED ? py_get(child, PY_ROLE_ALIAS) : child;
            if (child->role == PY_ROLE_NAME && span_equal(py_text(said), name)) {
                return true;
            }
        }
    }
    return py_binding(module->file.root, name) != NULL;
}

static void add_import(struct judging *j, struct finding *finding, const struct module *module,
                       struct span words) {
    const struct py *last = NULL;
    PY_EACH(statement, module->file.root) {
        if (!is_import(module, statement) && !(is_docstring(statement) && !last)) {
            break;
        }
        last = statement;
    }
    const struct py *first = module->file.root ? module->file.root->first : NULL;
    if (last) {
        bool apart = is_docstring(last);
        mend_line_behind(j, finding, (struct written){module, last}, "%s%.*s", apart ? "\n" : "",
                         SPAN_ARG(words));
    } else if (first) {
        mend_line_before(j, finding, (struct written){module, first}, "%.*s\n", SPAN_ARG(words));
    } else {
        mend_never(finding);
    }
}

struct span mend_import(struct judging *j, struct finding *finding, const struct module *module,
                        const char *from, const char *name) {
    struct span package = span_from(from), wanted = span_from(name);
    size_t dot = package.len;
    while (dot > 0 && package.ptr[dot - 1] != '.') {
        dot--;
    }
    if (!finding || !module || !module->file.root) {
        mend_never(finding);
        return wanted.len ? wanted : package;
    }
    PY_EACH(statement, module->file.root) {
        struct span bound = wanted.len ? bound_by(statement, package, wanted) : SPAN("");
        struct span above = dot && wanted.len ? bound_by(statement, span_slice(package, 0, dot - 1),
                                                         span_from_index(package, dot))
                                              : SPAN("");
        if (bound.len) {
            return bound;
        }
        if (above.len) {
            return arena_printf(j->arena, "%.*s.%s", SPAN_ARG(above), name);
        }
        if (!wanted.len && imports_module(statement, package)) {
            return package;
        }
    }
    bool whole = !wanted.len || is_taken(module, wanted);
    add_import(j, finding, module,
               whole ? arena_printf(j->arena, "import %s", from)
                     : arena_printf(j->arena, "from %s import %s", from, name));
    return !wanted.len ? package : whole ? arena_printf(j->arena, "%s.%s", from, name) : wanted;
}

void mend_attribute(struct judging *j, struct finding *finding, struct written class,
                    const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    const struct py *body = py_get(class.node, PY_ROLE_BODY);
    const struct py *first = body ? body->first : NULL;
    if (!py_is(class.node, PY_CLASS) || !first) {
        mend_never(finding);
        return;
    }
    bool header = first->line == class.node->line; /* class A(B): pass */
    const struct py *next = is_docstring(first) ? first->next : first;
    struct span rest = words;
    const struct py *bound =
        MUTANT(attribute_given_twice) ? NULL : py_binding(body, span_cut(&rest, ' '));
    if (bound) {
        mend_node(j, finding, (struct written){class.module, bound}, "%.*s", SPAN_ARG(words));
    } else if (header) {
        mend_bytes(j, finding, class.module, first->start, first->start, "%.*s; ", SPAN_ARG(words));
    } else if (!next) {
        mend_line_behind(j, finding, (struct written){class.module, first}, "\n%.*s",
                         SPAN_ARG(words));
    } else {
        bool defines =
            next->kind == PY_FUNCTION || next->kind == PY_DECORATED || next->kind == PY_CLASS;
        mend_line_before(j, finding, (struct written){class.module, next}, "%.*s%s",
                         SPAN_ARG(words), defines ? "\n" : "");
    }
}

static struct span decorator_name(struct judging *j, const struct py *decorator) {
    const struct py *of = decorator->first;
    return judge_dotted(j, py_is(of, PY_CALL) ? py_get(of, PY_ROLE_FUNCTION) : of);
}

void mend_decorator(struct judging *j, struct finding *finding, struct written function,
                    const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    const struct py *around =
        function.node ? py_around(function.module->file.root, function.node, PY_DECORATED) : NULL;
    bool its_own = around && py_definition(around) == function.node;
    PY_EACH(decorator, its_own ? around : NULL) {
        if (decorator->kind == PY_DECORATOR &&
            span_ends(decorator_name(j, decorator), SPAN("api_view"))) {
            mend_line_behind(j, finding, (struct written){function.module, decorator}, "%.*s",
                             SPAN_ARG(words));
            return;
        }
    }
    mend_never(finding);
}

/* The value of what names permissions around the node: an assignment, an argument, a decorator. */
static const struct py *named_value(struct judging *j, struct written at) {
    static const struct span name = SPAN_INIT("permission_classes");
    const struct py *root = at.module->file.root;
    const struct py *assign = py_around(root, at.node, PY_ASSIGN);
    const struct py *keyword = py_around(root, at.node, PY_KEYWORD);
    const struct py *decorator = py_around(root, at.node, PY_DECORATOR);
    if (keyword && py_named(py_get(keyword, PY_ROLE_NAME), name)) {
        return py_get(keyword, PY_ROLE_VALUE);
    }
    if (decorator && span_ends(decorator_name(j, decorator), name)) {
        return py_at(py_get(decorator->first, PY_ROLE_ARGUMENTS), 0);
    }
    if (assign && py_named(py_get(assign, PY_ROLE_LEFT), name)) {
        return py_get(assign, PY_ROLE_RIGHT);
    }
    return NULL;
}

/* [], (), [AllowAny], [permissions.AllowAny()]: nothing that asks. */
static bool lets_in(const struct module *module, const struct py *list) {
    bool is_list = py_is(list, PY_LIST) || py_is(list, PY_TUPLE);
    PY_EACH(item, is_list ? list : NULL) {
        struct span text = py_source(&module->file, item);
        text = span_ends(text, SPAN("()")) ? span_slice(text, 0, text.len - 2) : text;
        is_list &= span_ends(text, SPAN("AllowAny"));
    }
    return is_list;
}

struct returns {
    struct judging *j;
    struct finding *finding;
    const struct module *module;
    size_t n;
};

static void on_return(void *user, const struct py *node) {
    struct returns *returns = user;
    const struct py *value = node->kind == PY_RETURN ? node->first : NULL;
    if (!lets_in(returns->module, value)) {
        return;
    }
    struct span guard = mend_import(returns->j, returns->finding, returns->module,
                                    "rest_framework.permissions", "IsAuthenticated");
    mend_node(returns->j, returns->finding, (struct written){returns->module, value}, "[%.*s()]",
              SPAN_ARG(guard));
    returns->n++;
}

/* A tuple's parentheses belong to it, or there are none. */
static void replace_list(struct judging *j, struct finding *finding, struct written list) {
    struct span guard =
        mend_import(j, finding, list.module, "rest_framework.permissions", "IsAuthenticated");
    bool tuple = span_starts(py_source(&list.module->file, list.node), SPAN("("));
    mend_node(j, finding, list, tuple ? "(%.*s,)" : "[%.*s]", SPAN_ARG(guard));
}

void mend_guard(struct judging *j, struct finding *finding, struct written at) {
    mend_loses(finding, "callers without a login are refused from then on");
    if (!finding || !at.node || !module_is_own(at.module)) {
        mend_never(finding);
        return;
    }
    const struct py *value = named_value(j, at);
    bool method = at.node->kind == PY_FUNCTION &&
                  py_named(py_get(at.node, PY_ROLE_NAME), SPAN("get_permissions"));
    if (value && lets_in(at.module, value)) {
        replace_list(j, finding, (struct written){at.module, value});
    } else if (method) {
        struct returns returns = {j, finding, at.module, 0};
        py_walk(at.node, on_return, &returns);
        finding->unmendable |= returns.n == 0;
    } else if (!value && at.node->kind == PY_CLASS) {
        struct span guard =
            mend_import(j, finding, at.module, "rest_framework.permissions", "IsAuthenticated");
        mend_attribute(j, finding, at, "permission_classes = [%.*s]", SPAN_ARG(guard));
    } else if (!value && at.node->kind == PY_FUNCTION) {
        struct span guard =
            mend_import(j, finding, at.module, "rest_framework.permissions", "IsAuthenticated");
        struct span decorator =
            mend_import(j, finding, at.module, "rest_framework.decorators", "permission_classes");
        mend_decorator(j, finding, at, "@%.*s([%.*s])", SPAN_ARG(decorator), SPAN_ARG(guard));
    } else {
        mend_never(finding);
    }
}
