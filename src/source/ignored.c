/* SPDX-License-Identifier: Apache-2.0 */
/* .gitignore files, and git's index beside them. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "source/ignored.h"

#include "base/io.h"
#include "base/mutant.h"
#include "source/folder.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

/* root: an opened folder's path. base: the same, as the rules have it. */
static enum err read_ignore(struct ignored *i, struct span root, struct span base) {
    enum { IGNORE_BYTES = 1 << 20 };
    struct span path = folder_join(i->arena, root, SPAN(".gitignore")), text;
    TRY_PTR(path.ptr);
    if (io_read_regular(i->arena, path.ptr, IGNORE_BYTES, &text) != OK) {
        return OK; /* most folders have none */
    }
    return ignore_read(i->arena, &i->ignore, base, text);
}

/* The top of the git work tree that a folder stands in, "/home/x/shop/"; empty: there is none. */
static struct span work_tree_of(struct ignored *i, struct span folder) {
    for (struct span at = folder; at.len; at = folder_above(at)) {
        struct stat about;
        struct span git = arena_join(i->arena, at, SPAN(".git"));
        if (git.ptr && stat(git.ptr, &about) == 0) {
            return at;
        }
        at.len--;
    }
    return (struct span){0};
}

/* What the folders between the top of the work tree and the root ignore below the root. Where they
 * ignore the root itself, whoever named it wants it all the same. */
enum err ignored_above(struct ignored *i, struct span root) {
    char whole[PATH_MAX];
    if (!realpath(root.ptr, whole)) {
        return OK;
    }
    struct span here = arena_printf(i->arena, "%s/", whole), top = work_tree_of(i, here);
    struct span above = span_from_index(here, top.len);
    bool ignored = false;
    for (size_t at = 0; top.len && at < above.len && !ignored;) {
        struct span base = span_slice(above, 0, at);
        TRY(read_ignore(i, arena_dup(i->arena, span_slice(here, 0, top.len + at)), base));
        at += span_find_byte(span_from_index(above, at), '/') + 1;
        ignored = ignore_has(&i->ignore, span_slice(above, 0, at - 1), true);
    }
    ignored |= MUTANT(ignore_nothing_above);
    i->top = ignored ? SPAN("") : top;
    i->above = top.len && !ignored ? above : SPAN("");
    i->ignore.rules.n = ignored ? 0 : i->ignore.rules.n;
    return OK;
}

/* Whether git keeps a path, or something in a folder, that a .gitignore names. */
static bool is_tracked(struct ignored *i, struct span path, bool folder) {
    if (!i->tracked_read) {
        i->tracked_read = true;
        enum err err = i->top.len ? tracked_read(i->arena, i->top, &i->tracked) : OK;
        if (err != OK) {
            i->tracked.paths.n = 0;
            diag_add(i->diag, DIAG_WARNING,
                     (struct place){.file = arena_join(i->arena, i->top, SPAN(".git"))},
                     "git's list of files cannot be read: what .gitignore names is not judged, "
                     "though git may keep some of it");
        }
    }
    return tracked_has(&i->tracked, path, folder);
}

/* In a folder that is ignored, all is but for what git keeps. */
static bool in_kept_folder(const struct ignored *i, struct span path) {
    VEC_EACH(const struct span, folder, &i->kept) {
        if (span_starts(path, *folder)) {
            return true;
        }
    }
    return false;
}

enum err ignored_has(struct ignored *i, struct span path, bool folder, bool *out) {
    struct span seen = i->above.len ? arena_join(i->arena, i->above, path) : path;
    *out = in_kept_folder(i, seen) || ignore_has(&i->ignore, seen, folder);
    if (*out && is_tracked(i, seen, folder)) {
        *out = false;
        struct span kept = folder ? arena_join(i->arena, seen, SPAN("/")) : (struct span){0};
        return folder && !vec_push(i->arena, &i->kept, kept) ? ERR_MEMORY : OK;
    }
    return OK;
}

enum err ignored_read(struct ignored *i, struct span whole, struct span folder) {
    return read_ignore(i, whole, i->above.len ? arena_join(i->arena, i->above, folder) : folder);
}
