/* SPDX-License-Identifier: Apache-2.0 */
/* Two lists in turn. */
#include "cli/guard_revoked.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "cli/complain.h"
#include "cli/input.h"
#include "cli/trusted.h"

#include <sys/stat.h>

enum { FILE_MEMORY = REVOKED_BYTES + (4 << 20) };

static const uint64_t SETTLES_NS = 2000000000;

static struct guard_revoked_stamp stamp_of(struct span path) {
    struct stat info;
    if (stat(path.ptr, &info) != 0) {
        return (struct guard_revoked_stamp){0};
    }
    return (struct guard_revoked_stamp){
        (uint64_t)info.st_ino,
        (uint64_t)info.st_size,
        {(int64_t)info.st_mtim.tv_sec, (int64_t)info.st_ctim.tv_sec},
        {(int64_t)info.st_mtim.tv_nsec, (int64_t)info.st_ctim.tv_nsec},
    };
}

static bool is_same(const struct guard_revoked_stamp *a, const struct guard_revoked_stamp *b) {
    return a->inode == b->inode && a->size == b->size && a->seconds[0] == b->seconds[0] &&
           a->seconds[1] == b->seconds[1] && a->ns[0] == b->ns[0] && a->ns[1] == b->ns[1];
}

static enum err read_text(struct arena *arena, struct span path, struct span *text,
                          struct diag *diag) {
    TRY(trusted_check(path, diag));
    return input_read(arena, path, REVOKED_BYTES, text, diag);
}

/* What is new counts at once, what is gone only once the file has settled. */
static enum err take(struct guard_revoked *file, struct span text, struct diag *diag) {
    struct revoked *next = &file->lists[!file->current];
    revoked_free(next);
    file->pending = false;
    TRY(revoked_read(next, file->path, text, diag));
    if (!MUTANT(torn_list)) {
        TRY(revoked_read(&file->lists[file->current], file->path, text, diag));
    }
    file->pending = true;
    return OK;
}

static enum err read_anew(struct guard_revoked *file, uint64_t now_ns, struct diag *diag) {
    ARENA_SCOPE arena;
    struct span text;
    arena_init(&arena, FILE_MEMORY);
    file->stamp = stamp_of(file->path); /* before it is read: what changes meanwhile is seen */
    file->changed_ns = now_ns;
    enum err err = read_text(&arena, file->path, &text, diag);
    err = err == OK ? take(file, text, diag) : err;
    file->stale = err != OK;
    return err;
}

static void settle(struct guard_revoked *file) {
    if (file->pending) {
        revoked_free(&file->lists[file->current]);
        file->current = !file->current;
        file->pending = false;
    }
}

void guard_revoked_free(struct guard_revoked *file) {
    revoked_free(&file->lists[0]);
    revoked_free(&file->lists[1]);
}

enum err guard_revoked_load(struct arena *arena, const struct config *config,
                            struct guard_revoked *out, struct diag *diag) {
    *out = (struct guard_revoked){0};
    if (!config->revoked.len) {
        return OK;
    }
    out->path = config_path(arena, config, config->revoked);
    TRY_PTR(out->path.ptr);
    TRY(read_anew(out, clock_ns(), diag));
    settle(out);
    return OK;
}

static void tell(const struct guard_revoked *file, enum err err, const struct diag *diag) {
    struct complain_diag complaints = {.diag = diag};
    complain_diag(&complaints);
    complain("%.*s: %s; what was revoked stays so", SPAN_ARG(file->path), err_words(err));
}

static void look(struct guard_revoked *file, uint64_t now_ns) {
    struct guard_revoked_stamp stamp = stamp_of(file->path);
    if (is_same(&stamp, &file->stamp)) {
        return;
    }
    ARENA_SCOPE arena;
    struct diag diag;
    arena_init(&arena, FILE_MEMORY);
    diag_init(&diag, &arena);
    enum err err = read_anew(file, now_ns, &diag);
    if (err != OK) {
        tell(file, err, &diag);
    } else {
        complain("%.*s: what is revoked is read anew, %zu entries", SPAN_ARG(file->path),
                 file->lists[!file->current].n);
    }
}

void guard_revoked_refresh(struct guard_revoked *file, uint64_t now_ns, struct revocations *out) {
    if (!file->path.len) {
        return;
    }
    look(file, now_ns);
    if (now_ns - file->changed_ns >= SETTLES_NS || MUTANT(torn_list)) {
        settle(file);
    }
    out->lists[0] = &file->lists[file->current];
    out->stale = file->stale;
}
