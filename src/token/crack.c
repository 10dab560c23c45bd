/* SPDX-License-Identifier: Apache-2.0 */
/* The engine: threads that fetch pieces of work, and a caller that waits and tells how it goes. */
#include "token/crack.h"

#include "base/clock.h"
#include "base/thread.h"
#include "token/crack_batch.h"
#include "token/crack_feed.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { THREADS_MOST = 256, TICK_MS = 200 };

struct crew;

struct worker {
    struct crew *crew;
    struct crack_batch batch;
    char *room;
    const struct crack_source *source; /* of the piece in hand */
    uint64_t too_long;
    enum err err;
    pthread_t thread;
    bool started;
};

/* What the threads share. */
struct crew {
    const struct crack_target *target;
    const struct crack_options *options;
    struct crack_fixed fixed;
    struct crack_feed feed;
    struct worker *workers;
    unsigned n;
    atomic_bool halt;
    atomic_uint_fast64_t tried;
    pthread_mutex_t lock;
    pthread_cond_t done;
    unsigned running; /* under lock */
};

static enum err try_word(struct worker *worker, const struct crack_piece *piece, struct span word) {
    if (word.len > LIMIT_CRACK_WORD) {
        worker->too_long += piece->as_it_is;
        return OK;
    }
    if (piece->as_it_is) {
        TRY(crack_batch_word(&worker->batch, word));
    }
    return piece->rules ? crack_batch_variants(&worker->batch, word, piece->rules) : OK;
}

/* The words of a space, counted up like numbers whose digits are its letters. They are written one
 * behind the other, since they must stay until they were tried. */
static enum err try_space(struct worker *worker, const struct crack_piece *piece) {
    const char *alphabet = piece->source->alphabet;
    size_t letters = strlen(alphabet), at[CRACK_SPACE_MOST];
    uint64_t number = piece->first;
    for (unsigned i = piece->length; i-- > 0; number /= letters) {
        at[i] = number % letters;
    }
    char *word = worker->room;
    for (size_t n = 0; n < piece->n && !worker->batch.found; n++, word += piece->length) {
        for (unsigned i = 0; i < piece->length; i++) {
            word[i] = alphabet[at[i]];
        }
        TRY(crack_batch_word(&worker->batch, (struct span){word, piece->length}));
        for (unsigned i = piece->length; i-- > 0 && ++at[i] == letters;) {
            at[i] = 0;
        }
    }
    return crack_batch_flush(&worker->batch);
}

static enum err try_piece(struct worker *worker, struct crack_piece *piece) {
    const atomic_bool *halt = &worker->crew->halt;
    if (piece->length) {
        return try_space(worker, piece);
    }
    for (size_t i = 0; i < piece->n; i++) {
        TRY(try_word(worker, piece, piece->words[i]));
    }
    struct span word;
    while (!worker->batch.found && crack_words_next(&piece->lines, &word)) {
        if (word.len) {
            TRY(try_word(worker, piece, word));
        }
        if (piece->rules && atomic_load_explicit(halt, memory_order_relaxed)) {
            return OK;
        }
    }
    return crack_batch_flush(&worker->batch);
}

static enum err work(struct worker *worker) {
    struct crew *crew = worker->crew;
    const struct crack_options *options = crew->options;
    worker->room = malloc(CRACK_CHUNK_ROOM);
    TRY_PTR(worker->room);
    TRY(crack_batch_init(&worker->batch, crew->target, &crew->fixed, options->kernel,
                         options->year));
    while (!atomic_load(&crew->halt)) {
        struct crack_piece piece;
        TRY(crack_feed_take(&crew->feed, worker->room, &piece));
        if (!piece.n && !piece.lines.len) {
            return OK;
        }
        worker->source = piece.source;
        uint64_t before = worker->batch.tried;
        enum err err = try_piece(worker, &piece);
        atomic_fetch_add(&crew->tried, worker->batch.tried - before);
        if (err != OK || worker->batch.found) {
            return err;
        }
    }
    return OK;
}

static void *run_worker(void *argument) {
    struct worker *worker = argument;
    struct crew *crew = worker->crew;
    worker->err = work(worker);
    if (worker->err != OK || worker->batch.found) {
        atomic_store(&crew->halt, true);
    }
    (void)pthread_mutex_lock(&crew->lock);
    crew->running--;
    (void)pthread_cond_signal(&crew->done);
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static enum err start(struct crew *crew) {
    crew->running = crew->n;
    for (unsigned i = 0; i < crew->n; i++) {
        struct worker *worker = &crew->workers[i];
        worker->crew = crew;
        worker->started = thread_start(&worker->thread, run_worker, worker);
    }
    unsigned missing = 0;
    for (unsigned i = 0; i < crew->n; i++) {
        missing += !crew->workers[i].started;
    }
    (void)pthread_mutex_lock(&crew->lock);
    crew->running -= missing;
    (void)pthread_mutex_unlock(&crew->lock);
    return missing == crew->n ? ERR_MEMORY : OK;
}

static void tell(struct crew *crew, uint64_t since) {
    const struct crack_options *options = crew->options;
    if (options->stop && *options->stop) {
        atomic_store(&crew->halt, true);
    }
    if (options->progress) {
        struct crack_progress progress = {.tried = atomic_load(&crew->tried),
                                          .elapsed_ns = clock_ns() - since};
        uint64_t lost;
        crack_feed_status(&crew->feed, &progress.read, &progress.size, &lost);
        options->progress(options->context, &progress);
    }
}

/* Until every thread has ended. */
static void wait_for_all(struct crew *crew, uint64_t since) {
    (void)pthread_mutex_lock(&crew->lock);
    while (crew->running) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        if (pthread_cond_timedwait(&crew->done, &crew->lock, &until) != 0) {
            (void)pthread_mutex_unlock(&crew->lock);
            tell(crew, since);
            (void)pthread_mutex_lock(&crew->lock);
        }
    }
    (void)pthread_mutex_unlock(&crew->lock);
    for (unsigned i = 0; i < crew->n; i++) {
        if (crew->workers[i].started) {
            (void)pthread_join(crew->workers[i].thread, NULL);
        }
    }
}

/* A secret found outweighs whatever else went wrong. */
static enum err conclude(struct arena *arena, struct crew *crew, struct crack_result *out) {
    const volatile sig_atomic_t *stop = crew->options->stop;
    uint64_t read, size;
    crack_feed_status(&crew->feed, &read, &size, &out->too_long);
    enum err err = stop && *stop ? ERR_STOPPED : OK;
    for (unsigned i = 0; i < crew->n; i++) {
        const struct worker *worker = &crew->workers[i];
        out->too_long += worker->too_long;
        err = err == OK ? worker->err : err;
        if (worker->batch.found && !out->found) {
            out->found = true;
            out->secret = arena_dup(arena, worker->batch.secret);
            out->source = worker->source->name;
            out->rule = worker->batch.rule->name;
            TRY_PTR(out->secret.ptr);
        }
    }
    out->tried = atomic_load(&crew->tried);
    return out->found ? OK : err;
}

static enum err run(struct arena *arena, struct crew *crew, struct crack_result *out) {
    uint64_t since = clock_ns();
    enum err err = start(crew);
    if (err == OK) {
        wait_for_all(crew, since);
        err = conclude(arena, crew, out);
    }
    out->elapsed_ns = clock_ns() - since;
    for (unsigned i = 0; i < crew->n; i++) {
        crack_batch_free(&crew->workers[i].batch);
        free(crew->workers[i].room);
    }
    return err;
}

static unsigned thread_count(unsigned wanted) {
    unsigned count = wanted ? wanted : thread_processors();
    return count < THREADS_MOST ? count : THREADS_MOST;
}

static unsigned this_year(void) {
    char now[CLOCK_ISO_SIZE];
    uint64_t year = 0;
    (void)clock_iso(clock_unix(), now);
    return span_to_u64((struct span){now, 4}, &year) ? (unsigned)year : 2026;
}

enum err crack_run(struct arena *arena, const struct crack_target *target,
                   const struct crack_options *options, struct crack_result *out,
                   struct diag *diag) {
    *out = (struct crack_result){0};
    if (target->mac.len != crack_hash_info(target->hash)->mac) {
        return ERR_INVALID;
    }
    struct crack_options whole = *options;
    whole.kernel = whole.kernel ? whole.kernel : crack_kernel_choose(target->hash);
    whole.year = whole.year ? whole.year : this_year();
    struct crew crew = {.target = target, .options = &whole, .n = thread_count(options->threads)};
    out->kernel = whole.kernel->name;
    out->threads = crew.n;
    TRY(crack_fixed_init(arena, target->hash, target->input, target->mac, &crew.fixed));
    crew.workers = arena_array(arena, struct worker, crew.n);
    TRY_PTR(crew.workers);
    if (pthread_mutex_init(&crew.lock, NULL) != 0 || pthread_cond_init(&crew.done, NULL) != 0) {
        return ERR_MEMORY;
    }
    enum err err = crack_feed_open(arena, &crew.feed, &whole, diag);
    if (err == OK) {
        err = run(arena, &crew, out);
        crack_feed_close(&crew.feed);
    }
    (void)pthread_cond_destroy(&crew.done);
    (void)pthread_mutex_destroy(&crew.lock);
    return err;
}
