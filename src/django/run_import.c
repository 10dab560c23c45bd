/* SPDX-License-Identifier: Apache-2.0 */
/* Imports: names are bound to what they will mean and looked up when they are read, so that modules
 * may import each other. */
#include "django/run_import.h"

#include "base/mutant.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/raise.h"

/* "..x" in a module to a full name; {NULL, 0} when it leaves the packages. */
static struct span absolute(struct interp *in, const struct module *module, struct span name) {
    size_t dots = 0;
    while (dots < name.len && name.ptr[dots] == '.') {
        dots++;
    }
    if (!dots) {
        return name;
    }
    struct span base = module->name, rest = span_trim(span_from_index(name, dots));
    for (size_t up = module->package && !MUTANT(package_above) ? 1 : 0; up < dots; up++) {
        size_t at = base.len;
        while (at > 0 && base.ptr[at - 1] != '.') {
            at--;
        }
        base.len = at ? at - 1 : 0;
    }
    if (!base.len || !rest.len) {
        return base.len ? base : rest;
    }
    return arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(base), SPAN_ARG(rest));
}

/* Whether the name stands in the project's own name space, so that a missing module is missing. */
static bool of_project(struct interp *in, struct span name, bool relative) {
    struct span rest = name;
    struct module *top = program_find(in->program, span_cut(&rest, '.'));
    return relative || (top && top->own);
}

static const struct value *pending(struct interp *in, struct span module, struct span name) {
    struct value *value = (struct value *)value_foreign(in, module);
    if (value->kind == VALUE_FOREIGN) {
        value->kind = VALUE_IMPORT;
        if (name.len) {
            value->text = arena_printf(in->arena, "%.*s:%.*s", SPAN_ARG(module), SPAN_ARG(name));
        }
    }
    return value;
}

/* A module of the project that is not there cannot be imported. */
static bool missing(struct interp *in, struct span name, bool relative) {
    if (program_find(in->program, name) || !of_project(in, name, relative)) {
        return false;
    }
    raise_named(in, "ImportError");
    return true;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether the text has the name twice, "quoted" not counted: where it is imported, and used. */
static bool used(struct span text, struct span name) {
    unsigned times = 0;
    for (size_t at; times < 2 && name.len && (at = span_find(text, name)) != SIZE_MAX;
         text = span_from_index(text, at + name.len)) {
        char before = at ? text.ptr[at - 1] : ' ';
        char after = at + name.len < text.len ? text.ptr[at + name.len] : ' ';
        times += !is_word(before) && !is_word(after) && before != '\'' && before != '"';
    }
    return times > 1;
}

/* What a module does when it is run counts, too: it may register itself somewhere. A function wants
 * it at once; of modules, which may import each other, the importing one is run to its end first.
 * What a module uses itself is run when it is used. */
static void want(struct interp *in, const struct frame *frame, struct span name,
                 struct span bound) {
    struct module *module = in->imports ? program_find(in->program, name) : NULL;
    if (!module || !module->own || module->missing || module->state != MODULE_NEW) {
        return;
    }
    if (frame->function) {
        program_run(in, module);
    } else if (!used(frame->module->file.text, bound) &&
               !vec_push(in->lasting, &in->program->wanted, module)) {
        in->err = ERR_MEMORY;
    }
}

/* "from package import module". */
static void want_member(struct interp *in, const struct frame *frame, struct span package,
                        struct span name, struct span bound) {
    if (in->imports) {
        want(in, frame, package, bound);
        want(in, frame, arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(package), SPAN_ARG(name)),
             bound);
    }
}

unsigned run_import(struct interp *in, struct frame *frame, const struct py *node) {
    PY_EACH(child, node) {
        bool aliased = child->kind == PY_ALIASED;
        struct span name = py_text(aliased ? py_get(child, PY_ROLE_NAME) : child);
        struct span rest = name;
        struct span bound = aliased ? py_text(py_get(child, PY_ROLE_ALIAS)) : span_cut(&rest, '.');
        if (missing(in, name, false)) {
            return END_RAISE;
        }
        interp_bind(in, &frame->scope->names, bound,
                    pending(in, aliased ? name : bound, (struct span){0}));
        want(in, frame, name, bound);
    }
    return END_FALL;
}

static void bind_all(struct interp *in, struct frame *frame, struct module *from) {
    struct slot *all = table_find(&from->scope.names, SPAN("__all__"));
    const struct value *listed = all ? all->value : NULL;
    bool only =
        value_is(listed, VALUE_SEQUENCE) && !listed->sequence->open && !MUTANT(star_takes_all);
    for (size_t i = 0; i < from->scope.names.slots.n; i++) {
        struct slot *slot = from->scope.names.slots.at[i];
        struct value name = {.kind = VALUE_TEXT, .text = slot->name};
        const struct value *in_list =
            only ? operator_compare(in, SPAN("in"), &name, listed) : &value_unknown;
        bool hidden = span_starts(slot->name, SPAN("_")) && !from->inner;
        if (slot->value && (only ? interp_truth(in, in_list) == TRUTH_YES : !hidden)) {
            interp_bind(in, &frame->scope->names, slot->name, slot->value);
        }
    }
    for (size_t i = 0; i < from->stars.n; i++) {
        struct module *into = (struct module *)frame->module;
        (void)vec_push(in->lasting, &into->stars, from->stars.at[i]);
    }
}

static unsigned import_star(struct interp *in, struct frame *frame, struct span name,
                            bool relative) {
    struct module *from = program_find(in->program, name);
    struct module *into = (struct module *)frame->module;
    if (from && !from->missing) {
        program_run(in, from);
        bind_all(in, frame, from);
        return END_FALL;
    }
    if (missing(in, name, relative)) {
        return END_RAISE;
    }
    struct span kept = arena_dup(in->lasting, name);
    if (!vec_push(in->lasting, &into->stars, kept)) {
        in->err = ERR_MEMORY;
    }
    return END_FALL;
}

/* In "from . import x", x is a module as well as a name; what is neither is missing. */
static bool member_missing(struct interp *in, struct span module, struct span name, bool relative) {
    struct module *from = program_find(in->program, module);
    if (!from || !from->missing || !of_project(in, module, relative)) {
        return false;
    }
    return missing(in, arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(module), SPAN_ARG(name)),
                   relative);
}

unsigned run_import_from(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *named = py_get(node, PY_ROLE_MODULE_NAME);
    struct span written = py_text(named);
    bool relative = span_starts(written, SPAN("."));
    struct span module = absolute(in, frame->module, written);
    if (!module.len) {
        return END_FALL;
    }
    PY_EACH(child, node) {
        if (child->kind == PY_WILDCARD) {
            return import_star(in, frame, module, relative);
        }
        if (child->role != PY_ROLE_NAME) {
            continue;
        }
        bool aliased = child->kind == PY_ALIASED;
        struct span name = py_text(aliased ? py_get(child, PY_ROLE_NAME) : child);
        struct span bound = aliased ? py_text(py_get(child, PY_ROLE_ALIAS)) : name;
        if (missing(in, module, relative) || member_missing(in, module, name, relative)) {
            return END_RAISE;
        }
        interp_bind(in, &frame->scope->names, bound, pending(in, module, name));
        want_member(in, frame, module, name, bound);
    }
    return END_FALL;
}
