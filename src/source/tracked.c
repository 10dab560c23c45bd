/* SPDX-License-Identifier: Apache-2.0 */
/* git's index, as far as its names. */
#define _XOPEN_SOURCE 700 /* S_ISREG */
#include "source/tracked.h"

#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"

#include <sys/stat.h>

/* Bytes of an index: its header, and of an entry what stands before the hash; two bits of its
 * flags.
 */
enum { HEADER = 12, MODE = 24, BEFORE_HASH = 40, EXTENDED = 0x4000, NAME_LENGTH = 0xfff };

/* The mode of another work tree's commit, a submodule; bytes that a path has at most. */
enum { GITLINK = 0160000, PATH_MOST = 4096 };

/* What is left, and the path of the entry before. */
struct reader {
    struct arena *arena;
    struct span rest, last;
    uint32_t version;
    size_t hash; /* bytes: 20, or 32 of SHA-256 */
};

static uint32_t number_at(struct span s, size_t at, size_t bytes) {
    uint32_t number = 0;
    for (size_t i = 0; i < bytes; i++) {
        number = number << 8 | (unsigned char)s.ptr[at + i];
    }
    return number;
}

/* How many bytes of the path before go away: version 4. */
static bool read_cut(struct reader *reader, size_t *out) {
    size_t value = 0;
    for (size_t i = 0; i < 5 && reader->rest.len; i++) {
        unsigned char byte = (unsigned char)reader->rest.ptr[0];
        reader->rest = span_from_index(reader->rest, 1);
        value = (i ? (value + 1) << 7 : 0) | (byte & 0x7f);
        if (!(byte & 0x80)) {
            *out = value;
            return value <= reader->last.len;
        }
    }
    return false;
}

/* The entry's fixed part is gone; its path, and what fills up the entry. */
static enum err read_path(struct reader *reader, size_t fixed, struct span *out) {
    size_t cut = 0;
    struct span kept = {0};
    if (reader->version == 4) {
        if (!read_cut(reader, &cut)) {
            return ERR_INVALID;
        }
        kept = span_slice(reader->last, 0, reader->last.len - cut);
    }
    size_t end = span_find_byte(reader->rest, '\0');
    bool longer = kept.len + end > PATH_MOST && !MUTANT(tracked_long);
    if (end == SIZE_MAX || longer) {
        return ERR_INVALID;
    }
    *out = arena_join(reader->arena, kept, span_slice(reader->rest, 0, end));
    size_t filled = reader->version == 4 ? 1 : 8 - (fixed + end) % 8;
    if (!out->ptr || end + filled > reader->rest.len) {
        return out->ptr ? ERR_INVALID : ERR_MEMORY;
    }
    reader->rest = span_from_index(reader->rest, end + filled);
    return OK;
}

static enum err read_entry(struct reader *reader, struct tracked *out) {
    size_t fixed = BEFORE_HASH + reader->hash + 2;
    if (reader->rest.len < fixed + 2) {
        return ERR_INVALID;
    }
    uint32_t flags = number_at(reader->rest, fixed - 2, 2);
    bool link = number_at(reader->rest, MODE, 4) == GITLINK;
    fixed += flags & EXTENDED ? 2 : 0;
    reader->rest = span_from_index(reader->rest, fixed);
    struct span path;
    TRY(read_path(reader, fixed, &path));
    bool unsorted = span_compare(reader->last, path) > 0 && !MUTANT(tracked_unsorted);
    if (unsorted || (flags & NAME_LENGTH) != (path.len < NAME_LENGTH ? path.len : NAME_LENGTH)) {
        return ERR_INVALID;
    }
    reader->last = path;
    if (link && !vec_push(reader->arena, &out->links, path)) {
        return ERR_MEMORY;
    }
    return vec_push(reader->arena, &out->paths, path) ? OK : ERR_MEMORY;
}

/* What follows the entries. An index that is split has the others elsewhere. */
static bool is_split(const struct reader *reader) {
    struct span rest = reader->rest;
    while (rest.len > reader->hash + 8) {
        size_t bytes = number_at(rest, 4, 4);
        if (span_starts(rest, SPAN("link"))) {
            return true;
        }
        rest = span_from_index(rest, bytes + 8 < rest.len ? bytes + 8 : rest.len);
    }
    return false;
}

static enum err parse(struct reader *reader, uint32_t entries, struct tracked *out) {
    out->paths.n = out->links.n = 0;
    for (; entries; entries--) {
        TRY(read_entry(reader, out));
    }
    return is_split(reader) ? ERR_INVALID : OK;
}

enum err tracked_parse(struct arena *arena, struct span index, struct tracked *out) {
    static const size_t hashes[] = {20, 32};
    uint32_t version = index.len < HEADER ? 0 : number_at(index, 4, 4);
    enum err err = ERR_INVALID;
    bool known = version >= 2 && version <= 4 && span_starts(index, SPAN("DIRC"));
    for (size_t i = 0; known && err == ERR_INVALID && i < 2; i++) {
        struct reader reader = {arena, span_from_index(index, HEADER), {0}, version, hashes[i]};
        err = parse(&reader, number_at(index, 8, 4), out);
    }
    return err;
}

/* The folder of git itself: .git, or what a file of that name says, as further work trees have it.
 */
static struct span git_of(struct arena *arena, struct span top) {
    enum { FEW = 4096 };
    static const struct span mark = SPAN_INIT("gitdir: ");
    struct span git = arena_join(arena, top, SPAN(".git")), text;
    if (!git.ptr || io_read_regular(arena, git.ptr, FEW, &text) != OK || !span_starts(text, mark)) {
        return git;
    }
    struct span named = span_trim(span_from_index(text, mark.len));
    bool whole = span_starts(named, SPAN("/"));
    return whole ? named : arena_join(arena, top, named);
}

static bool has(struct arena *arena, struct span git, struct span name) {
    struct stat about;
    struct span whole = arena_join(arena, git, name);
    return whole.ptr && stat(whole.ptr, &about) == 0;
}

bool tracked_is_top(struct arena *arena, struct span folder) {
    struct stat about;
    struct span git = arena_join(arena, folder, SPAN(".git"));
    return git.ptr && stat(git.ptr, &about) == 0 &&
           (S_ISREG(about.st_mode) || has(arena, git, SPAN("/HEAD")) ||
            has(arena, git, SPAN("/index")));
}

enum err tracked_read(struct arena *arena, struct span top, struct tracked *out) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)2 * LIMIT_GIT_INDEX_BYTES);
    struct span git = git_of(&scratch, top), text;
    TRY_PTR(git.ptr);
    struct span path = arena_join(&scratch, git, SPAN("/index"));
    TRY_PTR(path.ptr);
    enum err err = io_read_regular(&scratch, path.ptr, LIMIT_GIT_INDEX_BYTES, &text);
    if ((err == ERR_MISSING && has(&scratch, git, SPAN("/HEAD"))) || MUTANT(tracked_nothing)) {
        return OK;
    }
    TRY(err);
    return tracked_parse(arena, text, out);
}

/* The first that is not before the path. */
static size_t find(const struct span *paths, size_t n, struct span path) {
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        bool before = span_compare(paths[middle], path) < 0;
        from = before ? middle + 1 : from;
        to = before ? to : middle;
    }
    return from;
}

/* The path is a submodule, or lies in one. */
static bool in_link(const struct tracked *tracked, struct span path) {
    for (size_t end = 1; tracked->links.n && end <= path.len; end++) {
        if (end < path.len && path.ptr[end] != '/') {
            continue;
        }
        struct span above = span_slice(path, 0, end);
        size_t at = find(tracked->links.at, tracked->links.n, above);
        if (at < tracked->links.n && span_equal(tracked->links.at[at], above)) {
            return !MUTANT(tracked_no_links);
        }
    }
    return false;
}

bool tracked_has(const struct tracked *tracked, struct span path, bool folder) {
    size_t at = find(tracked->paths.at, tracked->paths.n, path);
    if (in_link(tracked, path)) {
        return true;
    }
    if (!folder) {
        return at < tracked->paths.n && span_equal(tracked->paths.at[at], path);
    }
    for (; at < tracked->paths.n && span_starts(tracked->paths.at[at], path); at++) {
        if (tracked->paths.at[at].len > path.len && tracked->paths.at[at].ptr[path.len] == '/') {
            return true;
        }
    }
    return false;
}
