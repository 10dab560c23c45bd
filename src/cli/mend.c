/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes to standard output and to files. */
#include "cli/mend.h"

#include "base/io.h"
#include "base/limits.h"
#include "cli/complain.h"
#include "cli/git.h"
#include "source/tree.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static void warn_one(const struct finding *finding) {
    const struct place *place = &finding->place;
    complain("%.*s:%u: the fix of %s: %.*s", SPAN_ARG(place->file), place->line, finding->rule->id,
             SPAN_ARG(finding->loses));
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        complain("    %.*s", SPAN_ARG(finding->endpoints.at[i].route));
    }
}

void mend_warn(const struct mending *mending, const struct result *result, bool quiet) {
    VEC_EACH(const struct finding, finding, &result->findings) {
        if (finding->diff.len && finding->loses.len && !quiet) {
            warn_one(finding);
        }
    }
    if (!quiet) {
        complain("%zu findings have a fix that was tried; %zu have none", mending->mended,
                 mending->none + mending->failed);
    }
    if (mending->aside) {
        complain("%zu more fixes touch the same lines as these: run it again after them",
                 mending->aside);
    }
}

enum err mend_print(const struct mending *mending) {
    BUF_SCOPE out = {0};
    VEC_EACH(const struct mended_file, file, &mending->files) {
        TRY(patches_diff(file->path, file->before, file->edits.at, file->edits.n, &out));
    }
    TRY(buf_status(&out));
    return io_write_fd(STDOUT_FILENO, buf_span(&out));
}

/* Why the file may not be written; NULL: it may. */
static const char *objection(struct arena *arena, struct span whole,
                             const struct mended_file *file) {
    struct stat status;
    struct span now;
    if (lstat(whole.ptr, &status) != 0) {
        return strerror(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return "it is no regular file";
    }
    if (!(status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) || access(whole.ptr, W_OK) != 0) {
        return "it is read-only";
    }
    enum err err = io_read(arena, whole.ptr, LIMIT_PYTHON_BYTES, &now);
    if (err != OK) {
        return io_words(err);
    }
    return span_equal(now, file->before) ? NULL : "it has changed since it was read";
}

static enum err check_all(struct arena *arena, struct span root, const struct mending *mending) {
    enum err err = OK;
    VEC_EACH(const struct mended_file, file, &mending->files) {
        struct span whole = folder_join(arena, root, file->path);
        TRY_PTR(whole.ptr);
        const char *why = objection(arena, whole, file);
        if (why) {
            complain("%.*s: not mended: %s", SPAN_ARG(whole), why);
            err = ERR_USAGE;
        }
    }
    return err;
}

static enum err ask_git(struct arena *arena, struct span root, const struct mending *mending) {
    struct texts paths = {0};
    VEC_EACH(const struct mended_file, file, &mending->files) {
        struct span path = arena_printf(arena, "%.*s", SPAN_ARG(file->path)); /* with its NUL */
        TRY_PTR(path.ptr && vec_push(arena, &paths, path) ? path.ptr : NULL);
    }
    const char *why = git_objection(root, &paths);
    if (why) {
        complain("%.*s: nothing is mended, since %s; --force mends all the same, --diff shows what "
                 "would change",
                 SPAN_ARG(root), why);
        return ERR_USAGE;
    }
    return OK;
}

static void take_back(struct arena *arena, struct span root, const struct mending *mending,
                      size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct mended_file *file = &mending->files.at[i];
        struct span whole = folder_join(arena, root, file->path);
        if (!whole.ptr || io_write(whole.ptr, file->before) != OK) {
            complain("%.*s: is mended, and could not be taken back", SPAN_ARG(file->path));
        }
    }
}

enum err mend_write(struct arena *arena, struct span root, const struct mending *mending,
                    bool force) {
    if (!mending->files.n) {
        return OK;
    }
    TRY(check_all(arena, root, mending));
    TRY(force ? OK : ask_git(arena, root, mending));
    for (size_t i = 0; i < mending->files.n; i++) {
        struct span whole = folder_join(arena, root, mending->files.at[i].path);
        enum err err = whole.ptr ? io_write(whole.ptr, mending->files.at[i].after) : ERR_MEMORY;
        if (err != OK) {
            complain("%.*s: could not be written: %s; nothing is mended", SPAN_ARG(whole),
                     io_words(err));
            take_back(arena, root, mending, i);
            return err;
        }
    }
    return OK;
}
