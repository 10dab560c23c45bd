/* SPDX-License-Identifier: Apache-2.0 */
/* django-configurations and django-split-settings. */
#include "django/settings.h"

#include "base/mutant.h"
#include "django/class.h"
#include "django/module.h"
#include "django/site.h"
#include "text/glob.h"

static const struct span configuration = SPAN_INIT("configurations.Configuration");

static bool is_production(const struct class *class) {
    return span_find(class->name, SPAN("Prod")) != SIZE_MAX;
}

struct configurations {
    VEC(struct class *) all;
};

/* The classes of settings that stand in the module, or in another of theirs. */
static void find(struct interp *in, struct module *module, struct configurations *out) {
    VEC_EACH(struct slot *, slot, &module->scope.names.slots) {
        const struct value *value =
            (*slot)->value && !MUTANT(configuration_here) ? module_slot(in, *slot) : (*slot)->value;
        if (value_is(value, VALUE_CLASS) && value->class->node &&
            class_is(in, value->class, configuration) == TRUTH_YES &&
            !vec_push(in->lasting, &out->all, value->class)) {
            in->err = ERR_MEMORY;
        }
    }
}

/* The class that DJANGO_CONFIGURATION names; where it names several, one for production. */
static struct class *find_named(struct interp *in, const struct configurations *among,
                                bool serving) {
    struct site_said said = {0};
    struct class *first = NULL;
    if (MUTANT(configuration_any)) {
        return NULL;
    }
    if (site_variable(in->program, SPAN("DJANGO_CONFIGURATION"), serving, &said) != OK) {
        in->err = ERR_MEMORY;
    }
    VEC_EACH(const struct span, name, &said.all) {
        VEC_EACH(struct class *, class, &among->all) {
            bool it = span_equal((*class)->name, *name);
            if (it && is_production(*class)) {
                return *class;
            }
            first = it && !first ? *class : first;
        }
    }
    return first;
}

/* What serves names it. Where nothing does, that for production; what manage.py names is for
 * people. */
static struct class *choose(struct interp *in, struct module *module) {
    struct configurations found = {0};
    find(in, module, &found);
    struct class *named = found.all.n ? find_named(in, &found, true) : NULL;
    struct class *last = NULL, *production = NULL;
    VEC_EACH(struct class *, class, &found.all) {
        last = *class;
        production = is_production(*class) ? *class : production;
    }
    if (named || (production && !MUTANT(configuration_people))) {
        return named ? named : production;
    }
    named = last ? find_named(in, &found, false) : NULL;
    return named ? named : last;
}

static bool is_setting(struct span name) {
    bool letter = false;
    for (size_t i = 0; i < name.len; i++) {
        letter |= name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
        if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') {
            return false;
        }
    }
    return letter;
}

void settings_run(struct interp *in) {
    struct module *module = program_find(in->program, in->program->settings);
    if (!module) {
        return;
    }
    program_run(in, module);
    struct class *class = choose(in, module);
    const struct value *object = class ? value_object(in, class) : NULL;
    for (size_t i = class ? class->mro.n : 0; i > 0; i--) { /* the nearest binds last */
        VEC_EACH(struct slot *, slot, &class->mro.at[i - 1]->names.slots) {
            const struct value *value =
                is_setting((*slot)->name) ? interp_get(in, object, (*slot)->name) : NULL;
            if (value) {
                interp_bind(in, &module->scope.names, (*slot)->name, value);
            }
        }
    }
    in->raised = in->softly = NULL;
}

static void copy_names(struct interp *in, const struct table *from, struct table *to, bool over) {
    for (size_t i = 0; i < from->slots.n; i++) {
        struct slot *slot = from->slots.at[i];
        struct slot *there = table_find(to, slot->name);
        if (slot->value && (over || !there || !there->value)) {
            interp_bind(in, to, slot->name, slot->value);
        }
    }
}

void settings_include(struct interp *in, struct module *into, struct span pattern) {
    struct span folder = folder_above(into->file.path);
    struct span whole = arena_printf(in->lasting, "%.*s%.*s", SPAN_ARG(folder), SPAN_ARG(pattern));
    VEC_EACH(const struct tree_file, file, &in->program->files->all) {
        if (!span_ends(file->path, SPAN(".py")) || !glob_match(whole, file->path)) {
            continue;
        }
        struct module *part = program_find(in->program, program_name_of(in->program, file->path));
        if (part && part != into && part->state == MODULE_NEW && part->file.root) {
            copy_names(in, &into->scope.names, &part->scope.names, false);
            program_run(in, part);
            copy_names(in, &part->scope.names, &into->scope.names, !MUTANT(include_yields));
        }
    }
}
