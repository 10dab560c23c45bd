/* SPDX-License-Identifier: Apache-2.0 */
/* Reading: whole lines are handed on, the line that is not complete yet is kept for the next time.
 */
#include "token/crack_words.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { POLL_MS = 100 };

enum err crack_words_open(struct crack_words *words, const char *path) {
    *words = (struct crack_words){.fd = -1};
    bool standard_input = strcmp(path, "-") == 0;
    words->fd = standard_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (words->fd < 0) {
        return errno == ENOENT ? ERR_MISSING : ERR_IO;
    }
    struct stat status;
    if (fstat(words->fd, &status) != 0) {
        return ERR_IO;
    }
    if (S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return ERR_IO;
    }
    words->seekable = S_ISREG(status.st_mode) && !standard_input;
    words->size = words->seekable ? (uint64_t)status.st_size : 0;
    words->line = malloc(LIMIT_CRACK_WORD + 2);
    TRY_PTR(words->line);
    return OK;
}

void crack_words_close(struct crack_words *words) {
    if (words->line || words->fd > 0) {
        io_close(&words->fd);
    }
    free(words->line);
    *words = (struct crack_words){.fd = -1};
}

enum err crack_words_rewind(struct crack_words *words) {
    if (lseek(words->fd, 0, SEEK_SET) != 0) {
        return ERR_IO;
    }
    words->kept = 0;
    words->end = words->inside_lost = false;
    return OK;
}

/* Waits in slices, so that an interruption is noticed while a pipe is silent. */
static enum err read_some(struct crack_words *words, char *out, size_t room,
                          const volatile sig_atomic_t *stop, size_t *len) {
    struct pollfd ready = {.fd = words->fd, .events = POLLIN};
    for (;;) {
        if (stop && *stop) {
            return ERR_STOPPED;
        }
        int n = words->seekable ? 1 : poll(&ready, 1, POLL_MS);
        if (n < 0 && errno != EINTR) {
            return ERR_IO;
        }
        if (n <= 0) {
            continue;
        }
        ssize_t got = read(words->fd, out, room);
        if (got >= 0) {
            *len = (size_t)got;
            words->read += (uint64_t)got;
            words->end = got == 0;
            return OK;
        }
        if (errno != EINTR && errno != EAGAIN) {
            return ERR_IO;
        }
    }
}

static size_t after_last_newline(const char *text, size_t len) {
    while (len && text[len - 1] != '\n') {
        len--;
    }
    return len;
}

/* Inside a line that is too long: drops it up to its end. Returns the bytes dropped. */
static size_t drop_lost(struct crack_words *words, const char *text, size_t len) {
    const char *newline = memchr(text, '\n', len);
    if (!newline) {
        return len;
    }
    words->inside_lost = false;
    return (size_t)(newline - text) + 1;
}

enum err crack_words_take(struct crack_words *words, char *room, const volatile sig_atomic_t *stop,
                          struct span *out) {
    *out = (struct span){room, 0};
    while (out->len == 0 && !words->end) {
        size_t start = words->kept, skipped = 0, fresh = 0;
        memcpy(room, words->line, start);
        TRY(read_some(words, room + start, CRACK_CHUNK, stop, &fresh));
        if (words->inside_lost) {
            skipped = drop_lost(words, room, fresh);
        }
        const char *text = room + skipped;
        size_t len = start + fresh - skipped;
        size_t whole = words->end ? len : after_last_newline(text, len);
        words->kept = len - whole;
        if (words->kept > LIMIT_CRACK_WORD + 1) { /* a carriage return may be its last byte */
            words->kept = 0;
            words->lost++;
            words->inside_lost = true;
        }
        memcpy(words->line, text + whole, words->kept);
        *out = (struct span){text, whole};
    }
    return OK;
}

bool crack_words_next(struct span *chunk, struct span *word) {
    if (chunk->len == 0) {
        return false;
    }
    const char *newline = memchr(chunk->ptr, '\n', chunk->len);
    size_t len = newline ? (size_t)(newline - chunk->ptr) : chunk->len;
    size_t step = newline ? len + 1 : len;
    *word = (struct span){chunk->ptr, len && chunk->ptr[len - 1] == '\r' ? len - 1 : len};
    *chunk = (struct span){chunk->ptr + step, chunk->len - step};
    return true;
}
