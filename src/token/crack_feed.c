/* SPDX-License-Identifier: Apache-2.0 */
/* Handing out work: sources in order, twice, under one lock. */
#include "token/crack_feed.h"

#include <errno.h>

enum {
    PIECE_WORDS = 64,  /* of a list: small, since every word of it has many variants */
    PIECE_SPACE = 4096 /* words of a space; their letters fit into CRACK_CHUNK_ROOM */
};

static enum err open_files(struct crack_feed *feed, struct diag *diag) {
    for (size_t i = 0; i < feed->n; i++) {
        const char *path = feed->sources[i].path;
        if (!path) {
            continue;
        }
        errno = 0;
        enum err err = crack_words_open(&feed->files[i], path);
        if (err != OK) {
            struct place place = {.file = span_from(path)};
            diag_add(diag, DIAG_ERROR, place, "%s",
                     errno ? strerror(errno) : err_words(err)); /* NOLINT: before any thread */
            return err;
        }
    }
    return OK;
}

static void close_files(struct crack_feed *feed) {
    for (size_t i = 0; i < feed->n; i++) {
        if (feed->sources[i].path) {
            crack_words_close(&feed->files[i]);
        }
    }
}

enum err crack_feed_open(struct arena *arena, struct crack_feed *feed,
                         const struct crack_options *options, struct diag *diag) {
    *feed =
        (struct crack_feed){.sources = options->sources, .n = options->n, .stop = options->stop};
    feed->files = arena_array(arena, struct crack_words, options->n + 1);
    TRY_PTR(feed->files);
    enum err err = open_files(feed, diag);
    if (err == OK && pthread_mutex_init(&feed->lock, NULL) != 0) {
        err = ERR_MEMORY;
    }
    if (err != OK) {
        close_files(feed);
    }
    return err;
}

void crack_feed_close(struct crack_feed *feed) {
    close_files(feed);
    (void)pthread_mutex_destroy(&feed->lock);
}

/* Whether this pass goes through the source, and what for. */
static bool concerns(const struct crack_feed *feed, struct crack_piece *piece) {
    if (piece->source->alphabet) { /* long work, so that all that is likelier comes first */
        piece->as_it_is = true;
        return feed->second;
    }
    const struct crack_words *file = &feed->files[feed->current];
    bool once = piece->source->path && !file->seekable;
    piece->as_it_is = !feed->second;
    piece->rules = feed->second || once ? piece->source->rules : CRACK_RULES_NONE;
    return feed->second ? piece->rules != CRACK_RULES_NONE && !once : true;
}

static enum err take_words(struct crack_feed *feed, struct crack_piece *piece) {
    size_t left = piece->source->n - (size_t)feed->at;
    piece->n = left < PIECE_WORDS ? left : PIECE_WORDS;
    piece->words = piece->source->words + feed->at;
    feed->at += piece->n;
    return OK;
}

/* Shorter words first. */
static enum err take_space(struct crack_feed *feed, struct crack_piece *piece) {
    const struct crack_source *source = piece->source;
    uint64_t letters = strlen(source->alphabet), words = 1;
    for (unsigned i = 0; i < feed->length; i++) {
        words *= letters;
    }
    if (feed->length == 0 || feed->at == words) {
        feed->at = 0;
        words = feed->length == 0 ? letters : words * letters;
        feed->length++;
    }
    if (feed->length > source->most) {
        return OK;
    }
    uint64_t left = words - feed->at;
    piece->length = feed->length;
    piece->first = feed->at;
    piece->n = left < PIECE_SPACE ? (size_t)left : PIECE_SPACE;
    feed->at += piece->n;
    return OK;
}

static enum err take_lines(struct crack_feed *feed, char *room, struct crack_piece *piece) {
    struct crack_words *file = &feed->files[feed->current];
    if (feed->second && feed->at == 0) {
        TRY(crack_words_rewind(file));
        feed->at = 1;
    }
    return crack_words_take(file, room, feed->stop, &piece->lines);
}

/* On to the next source, or to the second pass. */
static void advance(struct crack_feed *feed) {
    feed->at = 0;
    feed->length = 0;
    feed->current++;
    if (feed->current == feed->n && !feed->second) {
        feed->second = true;
        feed->current = 0;
    }
}

static enum err take(struct crack_feed *feed, char *room, struct crack_piece *out) {
    while (feed->current < feed->n) {
        *out = (struct crack_piece){.source = &feed->sources[feed->current]};
        if (concerns(feed, out)) {
            TRY(out->source->path       ? take_lines(feed, room, out)
                : out->source->alphabet ? take_space(feed, out)
                                        : take_words(feed, out));
            if (out->n || out->lines.len) {
                return OK;
            }
        }
        advance(feed);
    }
    *out = (struct crack_piece){0};
    return OK;
}

enum err crack_feed_take(struct crack_feed *feed, char *room, struct crack_piece *out) {
    (void)pthread_mutex_lock(&feed->lock);
    enum err err = take(feed, room, out);
    (void)pthread_mutex_unlock(&feed->lock);
    return err;
}

void crack_feed_status(struct crack_feed *feed, uint64_t *read, uint64_t *size, uint64_t *lost) {
    *read = *size = *lost = 0;
    bool known = true;
    (void)pthread_mutex_lock(&feed->lock);
    for (size_t i = 0; i < feed->n; i++) {
        const struct crack_source *source = &feed->sources[i];
        if (source->path) {
            *read += feed->files[i].read;
            *size += feed->files[i].size * (source->rules == CRACK_RULES_NONE ? 1 : 2);
            *lost += feed->files[i].lost;
            known = known && feed->files[i].seekable;
        }
    }
    (void)pthread_mutex_unlock(&feed->lock);
    *size = known ? *size : 0;
}
