/* SPDX-License-Identifier: Apache-2.0 */
/* Names of modules, looked up when they are read. */
#include "django/module.h"

#include "base/mutant.h"
#include "django/value_join.h"

/* What an import bound to the slot means. */
static const struct value *look_up(struct interp *in, struct slot *slot,
                                   const struct value *value) {
    struct span name = value->text, module = span_cut(&name, ':');
    slot->value = value_foreign(in, module); /* ends a circle of imports */
    struct module *from = program_find(in->program, module);
    if (!name.ptr) {
        return from ? from->value : slot->value;
    }
    /* "from . import x" in the package itself: the module below it, not this name. */
    bool itself = from && table_find(&from->scope.names, name) == slot;
    const struct value *found = from && !itself ? module_get(in, from, name) : NULL;
    if (found) {
        return found;
    }
    struct span whole = arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(module), SPAN_ARG(name));
    struct module *sub = program_find(in->program, whole);
    return sub ? sub->value : value_foreign(in, whole);
}

static bool has_import(const struct value *value) {
    for (size_t i = 0; value_is(value, VALUE_CHOICE) && i < value->sequence->items.n; i++) {
        if (value->sequence->items.at[i].value->kind == VALUE_IMPORT) {
            return true;
        }
    }
    return false;
}

/* A name bound by an import is looked up when it is first read, and kept; one that is imported from
 * here or from there under a condition, in each place. */
const struct value *module_slot(struct interp *in, struct slot *slot) {
    const struct value *value = slot->value;
    bool import = value_is(value, VALUE_IMPORT), several = has_import(value);
    if (!import && (!several || MUTANT(one_import))) {
        return value;
    }
    struct arena *arena = in->arena;
    in->arena = in->lasting; /* the slot may outlive the run that reads it */
    const struct value *found = import ? look_up(in, slot, value) : NULL;
    for (size_t i = 0; several && i < value->sequence->items.n; i++) {
        const struct value *each = value->sequence->items.at[i].value;
        each = each->kind == VALUE_IMPORT ? look_up(in, slot, each) : each;
        found = value_join(in, found, each);
    }
    slot->value = found;
    in->arena = arena;
    return found;
}

const struct value *module_star(struct interp *in, const struct module *module, struct span name) {
    if (!module->stars.n) {
        return NULL;
    }
    struct span whole =
        arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(module->stars.at[0]), SPAN_ARG(name));
    return value_foreign(in, whole);
}

const struct value *module_get(struct interp *in, struct module *module, struct span name) {
    program_run(in, module);
    struct slot *slot = table_find(&module->scope.names, name);
    if (slot && slot->value) {
        return module_slot(in, slot);
    }
    struct span whole =
        arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(module->name), SPAN_ARG(name));
    struct module *sub = program_find(in->program, whole);
    if (sub) {
        return sub->value;
    }
    const struct value *star = module_star(in, module, name);
    return star || module->own ? star : value_foreign(in, whole);
}

const struct value *module_import(struct interp *in, struct span dotted) {
    struct span head = dotted;
    while (head.len) {
        struct module *module = program_find(in->program, head);
        if (module) {
            const struct value *value = module->value;
            struct span rest = span_from_index(dotted, head.len + 1);
            while (head.len < dotted.len && rest.ptr && value) {
                value = interp_get(in, value, span_cut(&rest, '.'));
            }
            return value ? value : value_foreign(in, dotted);
        }
        while (head.len && head.ptr[head.len - 1] != '.') {
            head.len--;
        }
        head.len -= head.len > 0;
    }
    return value_foreign(in, dotted);
}

const struct value *module_setting(struct interp *in, struct span name) {
    struct program *p = in->program;
    struct module *module = p->settings.len ? program_find(p, p->settings) : NULL;
    if (module) {
        program_run(in, module);
        struct slot *slot = table_find(&module->scope.names, name);
        if (slot && slot->value) {
            return module_get(in, module, name);
        }
        if (module->stars.n) {
            return value_why(in, 0, "%.*s may say it, and is not in the tree",
                             SPAN_ARG(module->stars.at[0]));
        }
    }
    struct module *defaults = program_find(p, SPAN("django.conf.global_settings"));
    if (defaults) {
        program_run(in, defaults);
        struct slot *slot = table_find(&defaults->scope.names, name);
        return slot ? slot->value : NULL;
    }
    return NULL;
}
