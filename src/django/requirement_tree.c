/* SPDX-License-Identifier: Apache-2.0 */
/* Requirements of a whole tree: its files, and what they include. */
#include "base/io.h"
#include "django/requirements.h"

enum { FILE_BYTES = 16 << 20, FILES_MOST = 500 };

/* Files to read: those of the tree, and then what -r and -c name. */
struct queue {
    VEC(struct span) paths;
};

static enum err enqueue(struct arena *arena, struct queue *queue, struct span path) {
    VEC_EACH(const struct span, known, &queue->paths) {
        if (span_equal(*known, path)) {
            return OK;
        }
    }
    return queue->paths.n >= FILES_MOST || vec_push(arena, &queue->paths, path) ? OK : ERR_MEMORY;
}

/* "requirements/prod.txt" and "../base.txt": "base.txt". Empty: out of the tree, or no file. */
static struct span beside(struct arena *arena, struct span file, struct span named) {
    struct span folder = folder_above(file);
    while (span_starts(named, SPAN("./"))) {
        named = span_from_index(named, 2);
    }
    while (span_starts(named, SPAN("../")) && folder.len) {
        named = span_from_index(named, 3);
        folder = folder_above(span_slice(folder, 0, folder.len - 1));
    }
    bool outside = span_find(named, SPAN("..")) != SIZE_MAX || span_starts(named, SPAN("/")) ||
                   span_find(named, SPAN("://")) != SIZE_MAX;
    return outside ? SPAN("") : arena_printf(arena, "%.*s%.*s", SPAN_ARG(folder), SPAN_ARG(named));
}

static enum err read_one(struct requirements_reader *reader, struct arena *arena, struct span root,
                         struct queue *queue) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)FILE_BYTES * 16);
    struct span whole = folder_join(&scratch, root, reader->file), text;
    TRY_PTR(whole.ptr);
    enum err err = io_read_regular(&scratch, whole.ptr, FILE_BYTES, &text);
    if (err != OK) {
        diag_add(reader->diag, DIAG_WARNING, (struct place){.file = reader->file},
                 "its versions are not known: %s", io_words(err));
        return OK;
    }
    memset(&reader->included, 0, sizeof(reader->included));
    TRY(requirements_parse(reader, &scratch, text));
    VEC_EACH(const struct span, named, &reader->included) {
        struct span path = beside(arena, reader->file, *named);
        TRY_PTR(path.ptr);
        TRY(path.len ? enqueue(arena, queue, path) : OK);
    }
    return OK;
}

enum err requirements_read(struct arena *arena, struct span root, const struct tree_files *files,
                           struct requirements *out, struct diag *diag) {
    struct requirements_reader reader = {.out = out, .diag = diag};
    struct queue queue = {0};
    VEC_EACH(const struct tree_file, file, &files->all) {
        if (requirements_want(folder_entry(file->path))) {
            TRY(enqueue(arena, &queue, file->path));
        }
    }
    for (size_t i = 0; i < queue.paths.n; i++) {
        reader.file = queue.paths.at[i];
        TRY(read_one(&reader, arena, root, &queue));
    }
    return OK;
}
