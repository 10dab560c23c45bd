/* SPDX-License-Identifier: Apache-2.0 */
/* Files: read whole and bounded, written whole or not at all. */
#ifndef POSTERN_BASE_IO_H
#define POSTERN_BASE_IO_H

#include "base/arena.h"
#include "base/err.h"

/* A file descriptor that closes itself at the end of the scope; start it at -1. */
#define FD_SCOPE __attribute__((cleanup(io_close))) int
void io_close(int *fd);

/* The words of an error of the functions below, told right after it: for ERR_IO those of the
 * system. */
const char *io_words(enum err err);

/* Reads a whole file ("-": standard input) of at most limit bytes into the arena, a NUL behind it.
 * Errors: ERR_MISSING (no such file), ERR_LIMIT (larger), ERR_IO (a folder, no permission; errno
 * tells), ERR_MEMORY. */
NODISCARD enum err io_read(struct arena *arena, const char *path, size_t limit, struct span *out);

/* The same of a file that was found, not named: only a regular one, since whoever opens a pipe may
 * wait for ever. Errors: ERR_UNSUPPORTED (none), and as io_read. */
NODISCARD enum err io_read_regular(struct arena *arena, const char *path, size_t limit,
                                   struct span *out);

/* Reads an open descriptor to its end, at most limit bytes. Errors as io_read. */
NODISCARD enum err io_read_fd(struct arena *arena, int fd, size_t limit, struct span *out);

/* Writes data to path by way of a temporary file beside it, so that a full disk or a crash leaves
 * the old content. Symbolic links are followed and stay; an existing file keeps its permissions. A
 * path that exists and is no regular file (/dev/stdout) is written directly.
 * Errors: ERR_IO, with errno set. */
NODISCARD enum err io_write(const char *path, struct span data);

/* Writes all of data to the descriptor, through interruptions. Errors: ERR_IO, with errno set. */
NODISCARD enum err io_write_fd(int fd, struct span data);

/* Sets room on the disk aside for what will be written from there on, without changing the file's
 * size. False where that is not to be had, by the file system or by the limit on a file's size. */
bool io_reserve(int fd, int64_t from, int64_t size);

#endif
