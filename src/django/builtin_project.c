/* SPDX-License-Identifier: Apache-2.0 */
/* What the prelude's Python may ask of the project, and tell of its run. */
#include "django/builtin_project.h"

#include "django/arguments.h"
#include "django/module.h"
#include "django/native.h"
#include "django/settings.h"
#include "django/value_join.h"

/* __setting__(name): of the project, or Django's default; None when neither says. */
static const struct value *do_setting(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *found = value_is(arguments_first(arguments), VALUE_TEXT)
                                    ? module_setting(in, arguments_first(arguments)->text)
                                    : NULL;
    return found ? found : &value_none;
}

static const struct value *imported(struct interp *in, const struct value *value) {
    if (value->kind == VALUE_TEXT && span_find_byte(value->text, '.') != SIZE_MAX) {
        return value_at(in, module_import(in, value->text), value->module, value->node);
    }
    if (value->kind == VALUE_SEQUENCE) {
        const struct value *made = value_sequence(in, value->sequence->kind);
        for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
            struct item item = value->sequence->items.at[i];
            item.value = imported(in, item.value);
            sequence_add_item(in, made, item);
        }
        if (made->kind == VALUE_SEQUENCE) {
            made->sequence->open = value->sequence->open;
        }
        return value_at(in, made, value->module, value->node);
    }
    if (value->kind == VALUE_CHOICE) {
        const struct value *joined = NULL;
        for (size_t i = 0; i < value->sequence->items.n; i++) {
            joined = value_join(in, joined, imported(in, value->sequence->items.at[i].value));
        }
        return joined ? joined : value;
    }
    return value;
}

/* __import__(value): dotted names, in lists too, become what they name. */
static const struct value *do_import(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    return imported(in, arguments_first(arguments));
}

/* __module__(dotted): a module. */
static const struct value *do_module(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    return value_is(arguments_first(arguments), VALUE_TEXT)
               ? module_import(in, arguments_first(arguments)->text)
               : arguments_first(arguments);
}

/* __tell__(what, about): the observer hears of it. */
static const struct value *do_tell(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *about = argument(arguments, 1, NULL);
    if (in->event && value_is(arguments_first(arguments), VALUE_TEXT)) {
        in->event(in, arguments_first(arguments)->text, about ? about : &value_none);
    }
    return about ? about : &value_none;
}

/* __fails__(): from here on a handler may run. */
static const struct value *do_fails(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self, (void)arguments;
    in->failures++;
    if (arguments->list.n) {
        interp_may_raise(in, arguments_first(arguments));
    }
    return &value_none;
}

/* __before__(package, major, minor=0): whether it runs with an older one than that. */
static const struct value *do_before(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    const struct value *name = arguments_first(arguments), *major = argument(arguments, 1, NULL);
    const struct value *minor = argument(arguments, 2, NULL);
    unsigned package = value_is(name, VALUE_TEXT) ? requirements_package(name->text) : PACKAGES;
    if (package == PACKAGES || !value_is(major, VALUE_INT)) {
        return &value_unknown;
    }
    uint32_t second = value_is(minor, VALUE_INT) ? (uint32_t)minor->number : 0;
    struct version version = {{(uint32_t)major->number, second}};
    int before = requirements_before(&in->program->requirements, package, version);
    return before ? value_bool(before > 0) : &value_unknown;
}

/* __defaults__(): whether a variable of the environment is taken to have the value that the code
 * names for when nobody sets it. */
static const struct value *do_defaults(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    (void)self, (void)arguments;
    in->program->asks_defaults = true;
    return value_bool(in->program->defaults);
}

/* __cold__(): whether caches are taken to hold nothing. */
static const struct value *do_cold(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self, (void)arguments;
    return value_bool(in->cold);
}

/* __include__(pattern): files of the tree run in the names of the calling module. */
static const struct value *do_include(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *pattern = arguments_first(arguments);
    struct module *into = in->site_module ? program_find(in->program, in->site_module->name) : NULL;
    if (value_is(pattern, VALUE_TEXT) && into && into->own) {
        settings_include(in, into, pattern->text);
    }
    return &value_none;
}

/* __exists__(module, name): whether a module lies below it. */
static const struct value *do_exists(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *name = argument(arguments, 1, NULL);
    if (!value_is(of, VALUE_MODULE) || !value_is(name, VALUE_TEXT)) {
        return &value_unknown;
    }
    struct span whole =
        arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(of->of->name), SPAN_ARG(name->text));
    bool found = program_find(in->program, whole) != NULL;
    return value_bool(found);
}

/* __applications__(): the modules of the tree where an application may be configured. */
static const struct value *do_applications(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    (void)self, (void)arguments;
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    VEC_EACH(const struct tree_file, file, &in->program->files->all) {
        bool likely =
            span_ends(file->path, SPAN("/apps.py")) || span_ends(file->path, SPAN("/__init__.py"));
        const struct py_file *parsed = likely ? program_file(in->program, file->path) : NULL;
        if (parsed && span_find(parsed->text, SPAN("AppConfig)")) != SIZE_MAX &&
            made->kind == VALUE_SEQUENCE) {
            const struct value *name = value_str(in, program_name_of(in->program, file->path));
            sequence_add_item(in, made, (struct item){name, false});
        }
    }
    return made;
}

static const struct native_name project_names[] = {
    {"__setting__", do_setting},
    {"__import__", do_import},
    {"__module__", do_module},
    {"__tell__", do_tell},
    {"__fails__", do_fails},
    {"__before__", do_before},
    {"__cold__", do_cold},
    {"__defaults__", do_defaults},
    {"__include__", do_include},
    {"__exists__", do_exists},
    {"__applications__", do_applications},
};

const struct value *builtin_project(struct interp *in, struct span name) {
    return native_find(in, project_names, sizeof(project_names) / sizeof(*project_names), name,
                       NULL);
}
