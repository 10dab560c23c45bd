/* SPDX-License-Identifier: Apache-2.0 */
/* Where a module comes from: the prelude, the project, an installed package. */
#include "base/buf.h"
#include "base/io.h"
#include "base/limits.h"
#include "django/program.h"

static const char missing_mark; /* looked for, and not there */

static struct module *new_module(struct program *p, struct span name) {
    struct module *module = arena_new(p->arena, struct module);
    struct value *value = arena_new(p->arena, struct value);
    if (!module || !value) {
        return NULL;
    }
    module->name = name;
    module->scope.names.arena = p->arena;
    module->scope.module = module;
    value->kind = VALUE_MODULE;
    value->of = module;
    module->value = value;
    return module;
}

static struct module *from_prelude(struct program *p, struct span name) {
    const struct span *section = map_get(&p->prelude, name);
    struct module *module = section ? new_module(p, name) : NULL;
    if (module) {
        const struct py_file *file = program_parse(p, SPAN("Django"), *section);
        module->inner = module->package = true;
        if (file) {
            module->file = *file;
        }
    }
    return module;
}

static struct module *from_file(struct program *p, struct span name, struct span path,
                                bool package) {
    struct module *module = new_module(p, name);
    const struct py_file *file = module ? program_file(p, path) : NULL;
    if (module) {
        module->own = true;
        module->package = package;
        if (file) {
            module->file = *file;
        }
    }
    return module;
}

static struct span slashed(struct buf *out, struct span name) {
    buf_add(out, name);
    for (size_t i = 0; i < out->len; i++) {
        out->data[i] = (char)(out->data[i] == '.' ? '/' : out->data[i]);
    }
    return buf_span(out);
}

/* tail: of the path, below a root. */
static struct module *from_roots(struct program *p, struct span name, struct span tail) {
    struct module *folder = NULL;
    VEC_EACH(const struct span, root, &p->roots) {
        struct span base = arena_join(p->arena, *root, tail);
        struct span init = arena_printf(p->arena, "%.*s/__init__.py", SPAN_ARG(base));
        struct span plain = arena_printf(p->arena, "%.*s.py", SPAN_ARG(base));
        if (map_get(&p->paths, init)) {
            return from_file(p, name, init, true);
        }
        if (map_get(&p->paths, plain)) {
            return from_file(p, name, plain, false);
        }
        struct span as_folder = arena_printf(p->arena, "%.*s/", SPAN_ARG(base));
        if (!folder && map_get(&p->paths, as_folder) && (folder = new_module(p, name)) != NULL) {
            folder->own = folder->package = folder->missing = true;
        }
    }
    return folder;
}

static struct module *from_project(struct program *p, struct span name) {
    BUF_SCOPE path = {0};
    struct span tail = slashed(&path, name);
    struct module *module = from_roots(p, name, tail);
    if (!module && p->self.len && span_starts(name, p->self)) {
        module = from_roots(p, name, span_from_index(tail, p->self.len));
    }
    return module;
}

/* Installed packages: read only where a name asks for them. */
static struct module *from_packages(struct program *p, struct span name) {
    static const char *const endings[] = {"/__init__.py", ".py"};
    BUF_SCOPE buffer = {0};
    struct span tail = slashed(&buffer, name);
    VEC_EACH(const struct span, folder, &p->packages) {
        for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
            struct span path = arena_printf(p->arena, "%.*s/%.*s%s", SPAN_ARG(*folder),
                                            SPAN_ARG(tail), endings[i]);
            struct span text;
            if (!path.ptr || io_read_regular(p->arena, path.ptr, LIMIT_PYTHON_BYTES, &text) != OK) {
                continue;
            }
            struct module *module = new_module(p, name);
            const struct py_file *file = module ? program_parse(p, path, text) : NULL;
            if (file) {
                module->package = i == 0;
                module->file = *file;
            }
            return module;
        }
    }
    return NULL;
}

struct module *program_find(struct program *p, struct span name) {
    void *known = map_get(&p->modules, name);
    if (known) {
        return known == &missing_mark ? NULL : known;
    }
    struct span kept = arena_dup(p->arena, name);
    struct module *module = kept.len ? from_prelude(p, kept) : NULL;
    if (!module && kept.len) {
        module = from_project(p, kept);
    }
    if (!module && kept.len) {
        module = from_packages(p, kept);
    }
    void *found = module ? (void *)module : (void *)&missing_mark;
    return map_put(p->arena, &p->modules, kept, found) == OK ? module : NULL;
}
