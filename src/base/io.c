/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and writing whole files. */
#define _GNU_SOURCE
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 64 * 1024 };

void io_close(int *fd) {
    if (*fd >= 0) {
        int kept = errno;
        (void)close(*fd);
        errno = kept;
        *fd = -1;
    }
}

const char *io_words(enum err err) {
    return err == ERR_IO ? strerror(errno) : err_words(err);
}

/* Reads until the end or until the buffer is full; *len counts. */
static enum err fill(int fd, char *data, size_t room, size_t *len) {
    while (*len < room) {
        ssize_t got = read(fd, data + *len, room - *len);
        if (got == 0) {
            return OK;
        }
        if (got > 0) {
            *len += (size_t)got;
        } else if (errno != EINTR) {
            return ERR_IO;
        }
    }
    return OK;
}

static size_t first_room(int fd, size_t limit) {
    struct stat info;
    size_t room = FIRST_READ;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 &&
        (size_t)info.st_size <= limit) {
        room = (size_t)info.st_size + 1; /* one more, to see the end */
    }
    return room > limit ? limit + 1 : room;
}

enum err io_read_fd(struct arena *arena, int fd, size_t limit, struct span *out) {
    if (limit > SIZE_MAX / 4) {
        limit = SIZE_MAX / 4;
    }
    size_t room = first_room(fd, limit), len = 0;
    char *data = arena_take(arena, room + 1, 1);
    TRY_PTR(data);
    for (;;) {
        TRY(fill(fd, data, room, &len));
        if (len > limit) {
            return ERR_LIMIT;
        }
        if (len < room) {
            break;
        }
        size_t larger = room * 2 > limit ? limit + 1 : room * 2;
        char *grown = arena_take(arena, larger + 1, 1);
        TRY_PTR(grown);
        memcpy(grown, data, len);
        data = grown;
        room = larger;
    }
    data[len] = '\0';
    *out = (struct span){data, len};
    return OK;
}

enum err io_read(struct arena *arena, const char *path, size_t limit, struct span *out) {
    if (strcmp(path, "-") == 0) {
        return io_read_fd(arena, STDIN_FILENO, limit, out);
    }
    FD_SCOPE fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
    }
    return io_read_fd(arena, fd, limit, out);
}

enum err io_read_regular(struct arena *arena, const char *path, size_t limit, struct span *out) {
    struct stat info;
    FD_SCOPE fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING : ERR_IO;
    }
    if (fstat(fd, &info) != 0) {
        return ERR_IO;
    }
    return S_ISREG(info.st_mode) ? io_read_fd(arena, fd, limit, out) : ERR_UNSUPPORTED;
}

enum err io_write_fd(int fd, struct span data) {
    while (data.len) {
        ssize_t done = write(fd, data.ptr, data.len);
        if (done >= 0) {
            data = span_from_index(data, (size_t)done);
        } else if (errno != EINTR) {
            return ERR_IO;
        }
    }
    return OK;
}

static enum err write_direct(const char *path, struct span data) {
    FD_SCOPE fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? ERR_IO : io_write_fd(fd, data);
}

static enum err write_beside(const char *path, char *beside, mode_t mode, struct span data) {
    FD_SCOPE fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0) {
        return ERR_IO;
    }
    bool done = io_write_fd(fd, data) == OK && fchmod(fd, mode) == 0 && fsync(fd) == 0 &&
                rename(beside, path) == 0;
    if (!done) {
        int kept = errno;
        (void)unlink(beside);
        errno = kept;
    }
    return done ? OK : ERR_IO;
}

static mode_t mode_of_new(void) {
    mode_t mask = umask(0);
    (void)umask(mask);
    return 0666 & ~mask;
}

enum err io_write(const char *path, struct span data) {
    struct stat info;
    bool exists = stat(path, &info) == 0;
    if (exists && !S_ISREG(info.st_mode)) {
        return write_direct(path, data);
    }
    char target[PATH_MAX]; /* behind symbolic links, which stay */
    if (exists && realpath(path, target)) {
        path = target;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)64 << 10);
    struct span beside = arena_printf(&scratch, "%s.XXXXXX", path);
    TRY_PTR(beside.ptr);
    return write_beside(path, (char *)beside.ptr, exists ? info.st_mode & 0777 : mode_of_new(),
                        data);
}

bool io_reserve(int fd, int64_t from, int64_t size) {
    struct rlimit most;
    bool fits = getrlimit(RLIMIT_FSIZE, &most) == 0 && (rlim_t)(from + size) <= most.rlim_cur;
    return fits && fallocate(fd, FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)size) == 0;
}
