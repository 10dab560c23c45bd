/* SPDX-License-Identifier: Apache-2.0 */
/* The feed: all sources of candidates, cut into pieces of work that threads fetch. */
#ifndef POSTERN_TOKEN_CRACK_FEED_H
#define POSTERN_TOKEN_CRACK_FEED_H

#include "token/crack.h"
#include "token/crack_words.h"

#include <pthread.h>

/* A piece of work: words of a list, lines of a file, or n words of a space, all of one length. Both
 * empty: there is no more. */
struct crack_piece {
    const struct crack_source *source;
    const struct span *words;
    size_t n;
    unsigned length; /* of a space's words; 0: it is none */
    uint64_t first;  /* which of them the first one is */
    struct span lines;
    bool as_it_is;          /* try the words themselves */
    enum crack_rules rules; /* and these variants */
};

/* Every source is gone through twice: the words as they are, of all sources, come before what the
 * rules make of them. A pipe cannot be read again, so that it is gone through once. */
struct crack_feed {
    pthread_mutex_t lock;
    const struct crack_source *sources;
    struct crack_words *files; /* one a source; unused for lists */
    size_t n, current;
    uint64_t at;
    unsigned length; /* of the words of the space in hand */
    bool second;
    const volatile sig_atomic_t *stop;
};

/* Opens the files. Errors: ERR_MISSING, ERR_IO, both told to diag; ERR_MEMORY. crack_feed_close()
 * is due only after OK. */
NODISCARD enum err crack_feed_open(struct arena *arena, struct crack_feed *feed,
                                   const struct crack_options *options, struct diag *diag);
void crack_feed_close(struct crack_feed *feed);

/* The next piece; room: CRACK_CHUNK_ROOM bytes of the caller's, in which lines may come. Safe from
 * any thread. Errors: ERR_IO, ERR_STOPPED. */
NODISCARD enum err crack_feed_take(struct crack_feed *feed, char *room, struct crack_piece *out);

/* Bytes of the files, read and in all (0: unknown), for progress; lines left out. */
void crack_feed_status(struct crack_feed *feed, uint64_t *read, uint64_t *size, uint64_t *lost);

#endif
