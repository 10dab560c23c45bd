/* SPDX-License-Identifier: Apache-2.0 */
/* .gitignore files, and git's index beside them. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "source/ignored.h"

#include "base/io.h"
#include "base/mutant.h"
#include "text/folder.h"

#include <limits.h>
#include <stdlib.h>

/* root: an opened folder's path. base: the same, as the rules have it. */
static enum err read_ignore(struct ignored *i, struct work_tree *of, struct span root,
                            struct span base) {
    enum { IGNORE_BYTES = 1 << 20 };
    struct span path = folder_join(i->arena, root, SPAN(".gitignore")), text;
    TRY_PTR(path.ptr);
    if (io_read_regular(i->arena, path.ptr, IGNORE_BYTES, &text) != OK) {
        return OK; /* most folders have none */
    }
    return ignore_read(i->arena, &of->ignore, base, text);
}

/* The top of the git work tree that a folder stands in, "/home/x/shop/"; empty: there is none. */
static struct span work_tree_of(struct ignored *i, struct span folder) {
    for (struct span at = folder; at.len; at = folder_above(at)) {
        if (tracked_is_top(i->arena, at)) {
            return at;
        }
        at.len--;
    }
    return (struct span){0};
}

/* Where the folders above ignore the root itself, whoever named it wants it all the same. */
enum err ignored_above(struct ignored *i, struct span root, struct work_tree **out) {
    char whole[PATH_MAX];
    struct work_tree *of = *out = arena_new(i->arena, struct work_tree);
    TRY_PTR(of);
    if (!realpath(root.ptr, whole)) {
        return OK;
    }
    struct span here = arena_printf(i->arena, "%s/", whole), top = work_tree_of(i, here);
    struct span above = span_from_index(here, top.len);
    bool ignored = false;
    for (size_t at = 0; top.len && at < above.len && !ignored;) {
        struct span base = span_slice(above, 0, at);
        TRY(read_ignore(i, of, arena_dup(i->arena, span_slice(here, 0, top.len + at)), base));
        at += span_find_byte(span_from_index(above, at), '/') + 1;
        ignored = ignore_has(&of->ignore, span_slice(above, 0, at - 1), true);
    }
    ignored |= MUTANT(ignore_nothing_above);
    of->top = ignored ? SPAN("") : top;
    of->above = top.len && !ignored ? above : SPAN("");
    of->ignore.rules.n = ignored ? 0 : of->ignore.rules.n;
    return OK;
}

/* Whether git keeps a path, or something in a folder, that a .gitignore names. */
static bool is_tracked(struct ignored *i, struct work_tree *of, struct span path, bool folder) {
    if (!of->tracked_read) {
        of->tracked_read = true;
        enum err err = of->top.len ? tracked_read(i->lists, of->top, &of->tracked) : OK;
        if (err != OK) {
            of->tracked = (struct tracked){0};
            diag_add(i->diag, DIAG_WARNING,
                     (struct place){.file = arena_join(i->arena, of->top, SPAN(".git"))},
                     "git's list of files cannot be read: what .gitignore names is not judged, "
                     "though git may keep some of it");
        }
    }
    return tracked_has(&of->tracked, path, folder);
}

/* In a folder that is ignored, all is but for what git keeps. */
static bool in_kept_folder(const struct work_tree *of, struct span path) {
    VEC_EACH(const struct span, folder, &of->kept) {
        if (span_starts(path, *folder)) {
            return true;
        }
    }
    return false;
}

/* A path from the root, from the work tree's top. */
static struct span from_top(struct ignored *i, const struct work_tree *of, struct span path) {
    return of->above.len ? arena_join(i->arena, of->above, path)
                         : span_from_index(path, of->below.len);
}

enum err ignored_has(struct ignored *i, struct work_tree *of, struct span path, bool folder,
                     bool *out) {
    struct span seen = from_top(i, of, path);
    bool within = in_kept_folder(of, seen);
    *out = within || ignore_has(&of->ignore, seen, folder);
    if (*out && is_tracked(i, of, seen, folder)) {
        *out = false;
        struct span kept =
            folder && !within ? arena_join(i->arena, seen, SPAN("/")) : (struct span){0};
        return folder && !within && !vec_push(i->arena, &of->kept, kept) ? ERR_MEMORY : OK;
    }
    return OK;
}

enum err ignored_read(struct ignored *i, struct span whole, struct span folder,
                      struct work_tree **of) {
    struct span top = folder.len ? whole : SPAN("");
    if (top.len && tracked_is_top(i->arena, top) && !MUTANT(ignore_one_tree)) {
        *of = arena_new(i->arena, struct work_tree);
        TRY_PTR(*of);
        (*of)->top = top;
        (*of)->below = folder;
    }
    return read_ignore(i, *of, whole, from_top(i, *of, folder));
}
