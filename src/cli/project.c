/* SPDX-License-Identifier: Apache-2.0 */
/* Finding postern.yaml. */
#include "cli/project.h"

#include "base/buf.h"
#include "cli/input.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROJECT_BYTES = 1 << 20, LEVELS_MOST = 64 };

static const char NAME[] = "postern.yaml";

/* The folder so many levels up, with its slash: "", "../", "../../". */
static struct span folder_up(struct arena *arena, unsigned levels) {
    BUF_SCOPE out = {0};
    for (unsigned i = 0; i < levels; i++) {
        buf_text(&out, "../");
    }
    return arena_dup(arena, buf_span(&out));
}

static bool same_folder(const char *a, const char *b) {
    struct stat one, other;
    return a && b && stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* How many levels up may be looked: to the root of the repository, else to the home directory, else
 * not at all, since what lies above may be anybody's. */
static unsigned levels_of(struct arena *arena) {
    unsigned home = 0;
    for (unsigned i = 0; i < LEVELS_MOST; i++) {
        struct span here = arena_printf(arena, "%.*s.", SPAN_ARG(folder_up(arena, i)));
        struct span git = arena_printf(arena, "%.*s/.git", SPAN_ARG(here));
        struct span up = arena_printf(arena, "%.*s/..", SPAN_ARG(here));
        if (!up.ptr) {
            return 0;
        }
        if (access(git.ptr, F_OK) == 0) {
            return i;
        }
        home = same_folder(here.ptr, getenv("HOME")) ? i : home;
        if (same_folder(here.ptr, up.ptr)) {
            break;
        }
    }
    return home;
}

static struct span find(struct arena *arena) {
    unsigned levels = levels_of(arena);
    for (unsigned i = 0; i <= levels; i++) {
        struct span path = arena_join(arena, folder_up(arena, i), span_from(NAME));
        if (path.ptr && access(path.ptr, F_OK) == 0) {
            return path;
        }
    }
    return (struct span){NULL, 0};
}

/* It may name programs to run and files to write: a stranger's is used only by name. In a container
 * root works on what belongs to others. */
static enum err check_owner(struct span path, struct diag *diag) {
    struct stat info;
    bool ours = stat(path.ptr, &info) == 0 &&
                (info.st_uid == geteuid() || info.st_uid == 0 || geteuid() == 0);
    if (ours && !(info.st_mode & S_IWOTH)) {
        return OK;
    }
    diag_add(diag, DIAG_ERROR, (struct place){.file = path},
             ours ? "anybody may write it; to use it all the same, name it with --config"
                  : "it is somebody else's; to use it all the same, name it with --config");
    return ERR_INVALID;
}

enum err project_load(struct arena *arena, struct span named, bool none, struct diag *diag,
                      struct project *out) {
    *out = (struct project){.reader = {.arena = arena, .file = named, .diag = diag}};
    struct span text;
    if (none) {
        return OK;
    }
    if (!named.len) {
        out->reader.file = find(arena);
        out->found = true;
    }
    if (!out->reader.file.len) {
        return OK;
    }
    TRY(out->found ? check_owner(out->reader.file, diag) : OK);
    TRY(input_read(arena, out->reader.file, PROJECT_BYTES, &text, diag));
    return project_parse(text, out);
}
