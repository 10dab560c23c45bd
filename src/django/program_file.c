/* SPDX-License-Identifier: Apache-2.0 */
/* Python files of the project, read once. */
#include "base/io.h"
#include "base/limits.h"
#include "base/thread.h"
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

void program_parse_ahead(struct program *p, bool (*wanted)(struct span path)) {
    unsigned others = thread_processors() - 1;
    if (others && py_ahead_start(p->root, p->files, wanted, others, &p->ahead) != OK) {
        py_ahead_end(&p->ahead, p->arena); /* it goes without, too */
    }
}

/* What another thread has made of it; NULL: nothing. */
static const struct py_file *parsed_ahead(struct program *p, struct span path) {
    const struct tree_file *listed = p->ahead ? map_get(&p->paths, path) : NULL;
    const struct py_file *file =
        listed ? py_ahead_take(p->ahead, (size_t)(listed - p->files->all.at), p->diag) : NULL;
    p->bytes += file ? file->text.len : 0;
    return file;
}

static const struct py_file *read_and_parse(struct program *p, struct span path) {
    struct span whole = folder_join(p->arena, p->root, path), text;
    enum err err =
        whole.ptr ? io_read_regular(p->arena, whole.ptr, LIMIT_PYTHON_BYTES, &text) : ERR_MEMORY;
    if (err != OK) {
        diag_add(p->diag, DIAG_WARNING, (struct place){.file = path}, "not judged: %s",
                 io_words(err));
        return NULL;
    }
    return program_parse(p, path, text);
}

const struct py_file *program_file(struct program *p, struct span path) {
    void *known = map_get(&p->parsed, path);
    if (known) {
        return known == &missing_mark ? NULL : known;
    }
    const struct span *instead = p->instead ? map_get(p->instead, path) : NULL;
    const struct py_file *file = instead ? program_parse(p, path, *instead) : parsed_ahead(p, path);
    if (!file && !instead) {
        file = read_and_parse(p, path);
    }
    if (map_put(p->arena, &p->parsed, path, file ? (void *)file : (void *)&missing_mark) != OK) {
        return NULL;
    }
    return file;
}
