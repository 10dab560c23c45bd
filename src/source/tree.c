/* SPDX-License-Identifier: Apache-2.0 */
/* Walking a folder, level by level. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "source/tree.h"

#include "base/io.h"
#include "base/limits.h"
#include "source/ignored.h"
#include "text/glob.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

struct open_folder {
    struct span path; /* "" or "shop/" */
    struct work_tree *of;
};

struct listing {
    struct arena *arena;
    const struct tree_options *options;
    struct tree_files *out;
    struct diag *diag;
    struct ignored ignored;
    struct work_tree *of;            /* of the folder that is being read */
    VEC(struct open_folder) folders; /* still to be read */
};

static void close_folder(DIR **folder) {
    if (*folder) {
        (void)closedir(*folder);
    }
}

static bool fits_any(const struct span *globs, size_t n, struct span path) {
    for (size_t i = 0; i < n; i++) {
        struct span glob = globs[i];
        struct span under = span_slice(path, 0, glob.len);
        bool folder =
            span_equal(glob, under) &&
            (span_ends(glob, SPAN("/")) || (path.len > glob.len && path.ptr[glob.len] == '/'));
        if (folder || glob_match(glob, path)) {
            return true;
        }
    }
    return false;
}

static bool folder_has(struct listing *l, struct span path, const char *file) {
    struct span whole =
        arena_printf(l->arena, "%.*s/%.*s/%s", SPAN_ARG(l->options->root), SPAN_ARG(path), file);
    struct stat about;
    return whole.ptr && stat(whole.ptr, &about) == 0;
}

/* Django and what pip brings with it, put beside each other: pip install --target. */
static bool folder_is_bundle(struct listing *l, struct span path) {
    return folder_has(l, path, "django/conf/global_settings.py") &&
           folder_has(l, path, "sqlparse/__init__.py") && !folder_has(l, path, "manage.py");
}

static const struct span site_packages = SPAN_INIT("site-packages"),
                         dist_packages = SPAN_INIT("dist-packages");

static enum err note_installed(struct listing *l, struct span folder) {
    return folder.ptr && vec_push(l->arena, &l->out->installed, folder) ? OK : ERR_MEMORY;
}

/* A virtual environment keeps them in lib/python3.11/site-packages. */
static enum err note_environment(struct listing *l, struct span whole) {
    struct span lib = arena_printf(l->arena, "%.*s/lib", SPAN_ARG(whole));
    TRY_PTR(lib.ptr);
    __attribute__((cleanup(close_folder))) DIR *handle = opendir(lib.ptr);
    for (struct dirent *entry; handle && (entry = readdir(handle)) != NULL;) {
        if (span_starts(span_from(entry->d_name), SPAN("python"))) {
            TRY(note_installed(
                l, arena_printf(l->arena, "%.*s/%s/site-packages", SPAN_ARG(lib), entry->d_name)));
        }
    }
    return OK;
}

/* Folders that are never read, and what is noted of them. */
static enum err leave_foreign(struct listing *l, struct span name, struct span path,
                              bool *foreign) {
    struct span whole = folder_join(l->arena, l->options->root, path);
    bool packages = span_equal(name, site_packages) || span_equal(name, dist_packages);
    bool environment = folder_has(l, path, "pyvenv.cfg");
    *foreign = packages || environment || name.ptr[0] == '.' ||
               span_equal(name, SPAN("__pycache__")) || span_equal(name, SPAN("node_modules"));
    return packages ? note_installed(l, whole) : environment ? note_environment(l, whole) : OK;
}

/* The folder is an installed package itself: what it imports lies above it. */
static enum err note_above(struct listing *l) {
    char whole[PATH_MAX];
    if (!realpath(l->options->root.ptr, whole)) {
        return OK;
    }
    struct span path = arena_dup(l->arena, span_from(whole));
    for (struct span at = path; at.len; at = folder_above(at)) {
        at.len -= span_ends(at, SPAN("/"));
        struct span name = folder_entry(at);
        if (span_equal(name, site_packages) || span_equal(name, dist_packages)) {
            bool itself = at.len == path.len;
            return itself ? OK : note_installed(l, arena_dup(l->arena, at));
        }
    }
    return OK;
}

static enum err add_folder(struct listing *l, struct span name, struct span path) {
    bool foreign, ignored = false;
    TRY(leave_foreign(l, name, path, &foreign));
    TRY(foreign ? OK : ignored_has(&l->ignored, l->of, path, true, &ignored));
    if (foreign || ignored) {
        return OK;
    }
    struct span folder = arena_printf(l->arena, "%.*s/", SPAN_ARG(path));
    if (folder_is_bundle(l, path)) {
        diag_add(l->diag, DIAG_NOTE, (struct place){.file = folder},
                 "a copy of Django and other packages: read where names lead there, not judged");
        return note_installed(l, folder_join(l->arena, l->options->root, path));
    }
    struct open_folder later = {folder, l->of};
    return folder.ptr && vec_push(l->arena, &l->folders, later) ? OK : ERR_MEMORY;
}

static enum err add_file(struct listing *l, struct span name, struct span path, uint64_t bytes) {
    const struct tree_options *o = l->options;
    if (!o->wanted(name) || (o->include_n && !fits_any(o->include, o->include_n, path)) ||
        fits_any(o->exclude, o->exclude_n, path)) {
        return OK;
    }
    bool ignored;
    TRY(ignored_has(&l->ignored, l->of, path, false, &ignored));
    if (ignored) {
        return OK;
    }
    if (l->out->all.n >= LIMIT_SOURCE_FILES) {
        return ERR_LIMIT;
    }
    return vec_push(l->arena, &l->out->all, ((struct tree_file){path, bytes})) ? OK : ERR_MEMORY;
}

/* A link to a file is read; one to a folder may lead in a circle. */
static bool follow_link(struct listing *l, struct span path, struct span name, const char *whole,
                        struct stat *about) {
    bool leads = stat(whole, about) == 0;
    if (leads && S_ISREG(about->st_mode)) {
        return true;
    }
    struct place place = {.file = path};
    if (leads && S_ISDIR(about->st_mode)) {
        diag_add(l->diag, DIAG_NOTE, place, "a link to a folder: what lies there is not judged");
    } else if (l->options->wanted(name)) {
        diag_add(l->diag, DIAG_NOTE, place, "a link %s: not judged",
                 leads ? "to a pipe, a socket or a device" : "that leads nowhere");
    }
    return false;
}

static enum err add_entry(struct listing *l, struct span folder, const char *name) {
    struct span path = arena_join(l->arena, folder, span_from(name));
    TRY_PTR(path.ptr);
    struct span whole = folder_join(l->arena, l->options->root, path);
    TRY_PTR(whole.ptr);
    struct stat about;
    if (lstat(whole.ptr, &about) != 0) {
        return OK; /* gone meanwhile */
    }
    struct span last = span_from_index(path, folder.len);
    if (S_ISLNK(about.st_mode) && !follow_link(l, path, last, whole.ptr, &about)) {
        return OK;
    }
    if (S_ISDIR(about.st_mode)) {
        return add_folder(l, last, path);
    }
    if (!S_ISREG(about.st_mode) && l->options->wanted(last)) {
        diag_add(l->diag, DIAG_NOTE, (struct place){.file = path},
                 "no file, but a pipe, a socket or a device: not judged");
    }
    return S_ISREG(about.st_mode) ? add_file(l, last, path, (uint64_t)about.st_size) : OK;
}

/* What pip has put there: each package has a folder NAME-VERSION.dist-info. */
static bool holds_packages(DIR *handle) {
    bool found = false;
    for (struct dirent *entry; !found && (entry = readdir(handle)) != NULL;) {
        found = span_ends(span_from(entry->d_name), SPAN(".dist-info"));
    }
    rewinddir(handle);
    return found;
}

static enum err read_folder(struct listing *l, struct span folder) {
    struct span path = folder_join(l->arena, l->options->root, folder);
    TRY_PTR(path.ptr);
    __attribute__((cleanup(close_folder))) DIR *handle = opendir(path.ptr);
    if (!handle) {
        if (!folder.len) {
            return errno == ENOENT ? ERR_MISSING : ERR_IO;
        }
        diag_add(l->diag, DIAG_WARNING, (struct place){.file = path},
                 "the folder cannot be read, so it is not judged: %s", strerror(errno));
        return OK;
    }
    if (folder.len && holds_packages(handle)) {
        diag_add(l->diag, DIAG_NOTE, (struct place){.file = folder},
                 "installed packages: read where names lead there, not judged");
        return note_installed(l, path);
    }
    TRY(ignored_read(&l->ignored, path, folder, &l->of));
    for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            TRY(add_entry(l, folder, entry->d_name));
        }
    }
    return OK;
}

static int by_path(const void *left, const void *right) {
    const struct tree_file *a = left, *b = right;
    return span_compare(a->path, b->path);
}

enum err tree_list(struct arena *arena, const struct tree_options *options, struct tree_files *out,
                   struct diag *diag) {
    ARENA_SCOPE lists;
    arena_init(&lists, LIMIT_GIT_LISTS);
    struct listing l = {.arena = arena,
                        .options = options,
                        .out = out,
                        .diag = diag,
                        .ignored = {.arena = arena, .lists = &lists, .diag = diag}};
    TRY(note_above(&l));
    struct open_folder root = {SPAN(""), NULL};
    TRY(ignored_above(&l.ignored, options->root, &root.of));
    TRY(vec_push(arena, &l.folders, root) ? OK : ERR_MEMORY);
    while (l.folders.n) {
        struct open_folder next = l.folders.at[--l.folders.n];
        l.of = next.of;
        TRY(read_folder(&l, next.path));
    }
    if (out->all.n > 1) {
        qsort(out->all.at, out->all.n, sizeof(*out->all.at), by_path);
    }
    return OK;
}
