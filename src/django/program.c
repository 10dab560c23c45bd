/* SPDX-License-Identifier: Apache-2.0 */
/* The tree as a program: its roots, the prelude, and modules that are run, each once. */
#include "django/program.h"

#include "base/limits.h"
#include "django/prelude.h"
#include "django/run_module.h"

#include <unistd.h>

static const char folder_mark;

static enum err add_root(struct program *p, struct span folder) {
    VEC_EACH(struct span, root, &p->roots) {
        if (span_equal(*root, folder)) {
            return OK;
        }
    }
    return vec_push(p->arena, &p->roots, folder) ? OK : ERR_MEMORY;
}

static struct tree_file *file_at(const struct program *p, struct span path) {
    return map_get(&p->paths, path);
}

static bool has_init(struct program *p, struct span folder) {
    struct span init = arena_printf(p->arena, "%.*s__init__.py", SPAN_ARG(folder));
    return init.ptr && file_at(p, init);
}

static enum err note_folders(struct program *p, struct span path) {
    for (struct span folder = folder_above(path); folder.len; folder = folder_above(folder)) {
        if (map_get(&p->paths, folder)) {
            break;
        }
        TRY(map_put(p->arena, &p->paths, folder, (void *)&folder_mark));
        folder.len--;
    }
    return OK;
}

/* Where imports start: beside manage.py, at the root, and above each outermost package. */
static enum err find_roots(struct program *p) {
    VEC_EACH(const struct tree_file, file, &p->files->all) {
        if (span_ends(file->path, SPAN("manage.py")) &&
            (file->path.len == 9 || file->path.ptr[file->path.len - 10] == '/')) {
            TRY(add_root(p, folder_above(file->path)));
        }
    }
    TRY(add_root(p, SPAN("")));
    VEC_EACH(const struct tree_file, file, &p->files->all) {
        if (!span_ends(file->path, SPAN("__init__.py"))) {
            continue;
        }
        struct span folder = folder_above(file->path);
        if (!folder.len) {
            continue;
        }
        struct span above = folder_above((struct span){folder.ptr, folder.len - 1});
        if (!has_init(p, above)) {
            TRY(add_root(p, above));
        }
    }
    return OK;
}

/* The prelude's sections: a line "#: module NAME" and what follows it. */
static enum err index_prelude(struct program *p) {
    struct span rest = {django_prelude, django_prelude_len};
    static const struct span mark = SPAN_INIT("#: module ");
    while (rest.len) {
        size_t at = span_find(rest, mark);
        if (at == SIZE_MAX) {
            break;
        }
        rest = span_from_index(rest, at);
        struct span section = span_slice(rest, 0, mark.len),
                    after = span_from_index(rest, mark.len);
        size_t end = span_find(after, mark);
        section.len += end == SIZE_MAX ? after.len : end;
        struct span line = after, name = span_trim(span_cut(&line, '\n'));
        struct span *kept = arena_new(p->arena, struct span);
        TRY_PTR(kept);
        *kept = section;
        TRY(map_put(p->arena, &p->prelude, name, kept));
        rest = span_from_index(rest, section.len);
    }
    return OK;
}

/* A folder that is a package is imported from by its own name as well. */
static enum err name_itself(struct program *p) {
    char here[4096];
    struct span folder = p->root;
    if (!file_at(p, SPAN("__init__.py"))) {
        return OK;
    }
    if (span_equal(folder, SPAN(".")) || span_equal(folder, SPAN("./"))) {
        folder = span_from(getcwd(here, sizeof(here)) ? here : "");
    }
    while (span_ends(folder, SPAN("/"))) {
        folder.len--;
    }
    struct span above = folder_above(folder), name = span_from_index(folder, above.len);
    p->self = arena_printf(p->arena, "%.*s.", SPAN_ARG(name));
    return p->self.ptr ? OK : ERR_MEMORY;
}

enum err program_init(struct program *program, struct arena *arena, struct span root,
                      const struct tree_files *files, struct diag *diag) {
    *program = (struct program){.arena = arena, .root = root, .files = files, .diag = diag};
    TRY(py_parser_open(&program->parser));
    VEC_EACH(struct tree_file, file, &files->all) {
        TRY(map_put(arena, &program->paths, file->path, file));
        TRY(note_folders(program, file->path));
    }
    TRY(find_roots(program));
    TRY(name_itself(program));
    return index_prelude(program);
}

void program_close(struct program *program) {
    py_ahead_end(&program->ahead, program->arena);
    py_parser_close(&program->parser);
}

bool module_is_own(const struct module *module) {
    return module && module->own;
}

static void run_wanted(struct interp *in, size_t from) {
    struct program *p = in->program;
    while (p->wanted.n > from) {
        program_run(in, p->wanted.at[--p->wanted.n]);
    }
}

void program_run(struct interp *in, struct module *module) {
    if (module->state != MODULE_NEW || in->calls >= LIMIT_INTERPRETER_CALLS * 4) {
        return;
    }
    size_t wanted = in->program->wanted.n;
    module->state = MODULE_RUNNING;
    struct interp outer = *in;
    in->arena = in->lasting;
    in->journal.at = NULL;
    in->journal.n = in->journal.room = 0;
    in->depth = in->doubt = in->epoch = 0;
    in->raised = in->softly = NULL;
    in->seen = NULL;
    in->event = NULL;
    in->entered = NULL;
    in->frame = NULL;
    in->site_module = NULL;
    in->site_node = NULL;
    in->steps = 0;
    in->steps_most = LIMIT_INTERPRETER_STEPS;
    struct frame frame = {.scope = &module->scope, .module = module};
    interp_bind(in, &module->scope.names, SPAN("__name__"), value_str(in, module->name));
    in->calls++;
    run_module(in, &frame, module->file.root);
    module->state = MODULE_DONE;
    run_wanted(in, wanted);
    enum err err = in->err;
    uint32_t stamp = in->stamp; /* slots keep theirs */
    uint64_t blamed = in->blamed;
    *in = outer;
    in->err = err;
    in->stamp = stamp;
    in->blamed = blamed;
}

const struct value *program_builtin(struct interp *in, struct span name) {
    struct module *classes = program_find(in->program, SPAN("builtins"));
    if (!classes) {
        return NULL;
    }
    program_run(in, classes);
    struct slot *slot = table_find(&classes->scope.names, name);
    return slot ? slot->value : NULL;
}

struct span program_name_of(struct program *p, struct span path) {
    struct span best = {0};
    VEC_EACH(const struct span, root, &p->roots) {
        if (span_starts(path, *root) && (!best.ptr || root->len > path.len - best.len)) {
            best = span_from_index(path, root->len);
        }
    }
    if (!best.ptr) {
        best = path;
    }
    best.len -= span_ends(best, SPAN(".py")) ? 3 : 0;
    if (span_ends(best, SPAN("/__init__"))) {
        best.len -= 9;
    }
    struct span name = arena_dup(p->arena, best);
    for (size_t i = 0; i < name.len; i++) {
        char *c = (char *)name.ptr + i;
        *c = (char)(*c == '/' ? '.' : *c);
    }
    return name;
}

void program_spent(struct interp *in, const struct frame *frame, const struct py *node) {
    if (!node || in->err != OK || in->steps <= in->steps_most || in->spent_node) {
        return;
    }
    bool own = frame && module_is_own(frame->module);
    in->spent_module = own ? frame->module : in->site_module;
    in->spent_node = own ? node : in->site_node;
}
