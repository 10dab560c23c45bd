/* SPDX-License-Identifier: Apache-2.0 */
/* The modules of a project: its files, the prelude that stands for Django and its relatives, and
 * what is installed beside it. */
#ifndef POSTERN_DJANGO_PROGRAM_H
#define POSTERN_DJANGO_PROGRAM_H

#include "django/interp.h"
#include "django/requirements.h"
#include "source/ahead.h"
#include "source/tree.h"

struct module {
    struct span name; /* dotted */
    struct py_file file;
    struct scope scope; /* its names */
    enum { MODULE_NEW = 0, MODULE_RUNNING, MODULE_DONE } state;
    bool package;
    bool inner;   /* of the prelude */
    bool own;     /* of the project */
    bool missing; /* no source: a folder, or nothing */
    const struct value *value;
    VEC(struct span) stars; /* modules without source that it imported everything from */
};

/* A function that took all the steps which one statement has, and how often. */
struct spent {
    const struct py *node;
    unsigned times;
};

struct program {
    struct arena *arena;
    struct span root; /* the folder */
    struct span self; /* its own name with a dot, "shop.", where it is a package itself */
    const struct tree_files *files;
    VEC(struct span) roots;    /* folders to import from, relative: "" or "backend/" */
    VEC(struct span) packages; /* folders of installed packages, as found; may be none */
    struct map paths;          /* path to struct tree_file */
    struct map modules;        /* dotted name to struct module */
    struct map parsed;         /* path to struct py_file: each file is read once */
    const struct map *instead; /* path to struct span: texts read in place of files; or NULL */
    struct map prelude;        /* dotted name to struct span: source text */
    struct map builtins[2];    /* functions by name: for all, and for the prelude too */
    struct py_parser *parser;
    struct py_ahead *ahead; /* parses what will be asked for; NULL: nobody does */
    struct diag *diag;
    VEC(struct spent) spent;     /* functions that are too much to follow */
    VEC(struct module *) wanted; /* imported by modules that are being run */
    size_t bytes;                /* read */
    size_t steps;                /* of modules, so far */
    struct span settings;        /* dotted name of the settings module; may be empty */
    bool defaults;      /* variables of the environment are not set: what the code says instead */
    bool asks_defaults; /* somebody asked for such a variable */
    struct requirements requirements; /* which libraries it may run with */
};

/* files, root: must outlive it. Errors: ERR_MEMORY, ERR_UNSUPPORTED. */
NODISCARD enum err program_init(struct program *program, struct arena *arena, struct span root,
                                const struct tree_files *files, struct diag *diag);
void program_close(struct program *program);

/* Has the files that wanted() names parsed by other processors, if there are any, until
 * program_close. */
void program_parse_ahead(struct program *program, bool (*wanted)(struct span path));

/* The module of that name, found but not run; NULL: there is no source of it. */
struct module *program_find(struct program *program, struct span name);

/* Runs it if that has not been done. */
void program_run(struct interp *in, struct module *module);

/* A name of the prelude's module builtins: a class. NULL: none. */
const struct value *program_builtin(struct interp *in, struct span name);

/* Parses a text as that file; NULL: cannot be, which has been told, or no memory. */
const struct py_file *program_parse(struct program *program, struct span path, struct span text);

/* A file by its path from the root, parsed once; NULL: cannot be read, which has been told. */
const struct py_file *program_file(struct program *program, struct span path);

/* The dotted name of a file from the first root that holds it. */
struct span program_name_of(struct program *program, struct span path);

/* Whether a value's place of writing is in the project's own code. */
bool module_is_own(const struct module *module);

/* No step is left before the node: keeps where that was in the project's own code. */
void program_spent(struct interp *in, const struct frame *frame, const struct py *node);

#endif
