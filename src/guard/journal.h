/* SPDX-License-Identifier: Apache-2.0 */
/* The audit log: lines that are chained by their hashes, each whole or not there. Where many come
 * at once they are written together, to room that was set aside on the disk before. */
#ifndef POSTERN_GUARD_JOURNAL_H
#define POSTERN_GUARD_JOURNAL_H

#include "base/buf.h"
#include "token/digest.h"

struct journal {
    int fd;
    char hash[DIGEST_HEX]; /* of the last line; zeros before the first */
    bool begun;            /* its opening line is written */
    bool torn;             /* half a line stands at its end */
    bool sized;            /* it is a regular file, of that many bytes: */
    int64_t size;
    int64_t reserved;   /* up to where the disk has room for it */
    bool gathers;       /* lines may wait for journal_flush */
    struct buf waiting; /* those that do, and how many they are */
    size_t waiting_n;
    char written[DIGEST_HEX]; /* the hash of the last line that does not wait */
    struct buf line;          /* being written; journal_free it */
    struct digest *digest;
    uint64_t failures; /* lines that could not be written */
    size_t lost; /* of them, those that had been taken and waited; whoever settles it clears it */
};

/* Takes up a log where it ends. An empty one, or one that cannot be read, goes on from before, the
 * log that came before it; NULL: none. The descriptor stays the caller's. */
void journal_take_up(struct journal *journal, int fd, const struct journal *before);

/* Gives back its memory; what waits has to be written before. */
void journal_free(struct journal *journal);

/* Appends a line: a JSON object without its last brace. Its hash is that of the hash before it and
 * of the line. now: seconds since 1970. What cannot be written leaves no half of a line, where the
 * file allows it. Errors: ERR_IO, ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err journal_write(struct journal *journal, int64_t now, struct span object);

/* Writes what waits. What cannot be written, against what the disk had promised, is lost, counted
 * as failed, and the chain goes on from the line before it. */
void journal_flush(struct journal *journal);

/* How far a log holds. */
struct journal_check {
    bool begun;
    char hash[DIGEST_HEX]; /* of the last line */
    size_t lines;          /* read so far, in all files */
    struct span fault;     /* empty: it holds; static */
};

/* Goes on with the text of one file, in the order in which they were written. Stops at a fault,
 * after which lines is the one that has it. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err journal_verify(struct journal_check *check, struct span text);

#endif
