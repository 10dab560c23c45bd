/* SPDX-License-Identifier: Apache-2.0 */
/* Wordlists: a file or a pipe, one word a line, read in chunks that end with a line. */
#ifndef POSTERN_TOKEN_CRACK_WORDS_H
#define POSTERN_TOKEN_CRACK_WORDS_H

#include "base/err.h"
#include "base/limits.h"
#include "base/span.h"

#include <signal.h>

#define CRACK_CHUNK ((size_t)64 << 10)                        /* bytes read at a time */
#define CRACK_CHUNK_ROOM (CRACK_CHUNK + LIMIT_CRACK_WORD + 2) /* bytes that a chunk may have */

struct crack_words {
    int fd;
    bool seekable; /* a regular file, which can be read again */
    uint64_t size; /* of a regular file */
    uint64_t read; /* bytes so far */
    uint64_t lost; /* lines over LIMIT_CRACK_WORD */
    bool end, inside_lost;
    size_t kept; /* bytes of the line that the last chunk began */
    char *line;  /* LIMIT_CRACK_WORD + 2 bytes */
};

/* path: "-" is standard input. Errors: ERR_MISSING, ERR_IO (errno tells), ERR_MEMORY. */
NODISCARD enum err crack_words_open(struct crack_words *words, const char *path);

/* Of one opened, or of a zeroed one. */
void crack_words_close(struct crack_words *words);

/* Back to the start of a seekable file. Errors: ERR_IO. */
NODISCARD enum err crack_words_rewind(struct crack_words *words);

/* The next whole lines, into the caller's CRACK_CHUNK_ROOM bytes; empty at the end. One caller at a
 * time. Errors: ERR_IO, ERR_STOPPED. */
NODISCARD enum err crack_words_take(struct crack_words *words, char *room,
                                    const volatile sig_atomic_t *stop, struct span *out);

/* Cuts the next word off a chunk: without its LF or CR LF. False at the end. Words may be empty. */
bool crack_words_next(struct span *chunk, struct span *word);

#endif
