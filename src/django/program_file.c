/* SPDX-License-Identifier: Apache-2.0 */
/* Python files of the project, read once. */
#include "base/io.h"
#include "base/limits.h"
#include "django/program.h"

static const char missing_mark; /* could not be read, which was told */

const struct py_file *program_parse(struct program *p, struct span path, struct span text) {
    struct py_file *file = arena_new(p->arena, struct py_file);
    if (!file || py_parse(p->parser, p->arena, path, text, file, p->diag) != OK) {
        return NULL;
    }
    p->bytes += text.len;
    return file;
}

const struct py_file *program_file(struct program *p, struct span path) {
    void *known = map_get(&p->parsed, path);
    if (known) {
        return known == &missing_mark ? NULL : known;
    }
    struct span whole = tree_join(p->arena, p->root, path), text;
    const struct py_file *file = NULL;
    const struct span *instead = p->instead ? map_get(p->instead, path) : NULL;
    if (instead) {
        text = *instead;
    }
    enum err err = instead     ? OK
                   : whole.ptr ? io_read(p->arena, whole.ptr, LIMIT_PYTHON_BYTES, &text)
                               : ERR_MEMORY;
    if (err == OK) {
        file = program_parse(p, path, text);
    } else {
        diag_add(p->diag, DIAG_WARNING, (struct place){.file = path}, "not judged: %s",
                 io_words(err));
    }
    if (map_put(p->arena, &p->parsed, path, file ? (void *)file : (void *)&missing_mark) != OK) {
        return NULL;
    }
    return file;
}
