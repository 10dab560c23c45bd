/* SPDX-License-Identifier: Apache-2.0 */
/* A row for each file, that is claimed by whoever comes first: a thread, or the one who needs it.
 */
#include "source/ahead.h"

#include "base/io.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "base/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { THREADS_MOST = 8 };

/* CLAIMED: a thread is at it. TAKEN: it is the caller's. */
enum state { FRESH = 0, CLAIMED, PARSED, FAILED, TAKEN };

struct row {
    _Atomic(enum state) state;
    struct py_file *file; /* once it is parsed */
    struct diag diag;
};

struct worker {
    struct py_ahead *ahead;
    pthread_t thread;
    struct arena arena; /* what it parsed */
    struct py_parser *parser;
};

struct py_ahead {
    struct span root;
    const struct tree_files *files;
    bool (*wanted)(struct span path);
    atomic_size_t next; /* no thread has looked at this row */
    atomic_bool stop;
    pthread_mutex_t lock;
    pthread_cond_t done; /* some row is */
    unsigned threads;
    struct worker workers[THREADS_MOST];
    struct row rows[];
};

static bool claim(struct row *row, enum state as) {
    enum state fresh = FRESH;
    return atomic_compare_exchange_strong(&row->state, &fresh, as);
}

static bool parse(struct worker *worker, struct span path, struct row *row) {
    struct arena *arena = &worker->arena;
    struct span whole = folder_join(arena, worker->ahead->root, path), text;
    diag_init(&row->diag, arena);
    row->file = arena_new(arena, struct py_file);
    return row->file && whole.ptr &&
           io_read_regular(arena, whole.ptr, LIMIT_PYTHON_BYTES, &text) == OK &&
           py_parse(worker->parser, arena, path, text, row->file, &row->diag) == OK;
}

static void *work(void *user) {
    struct worker *worker = user;
    struct py_ahead *ahead = worker->ahead;
    while (!atomic_load(&ahead->stop)) {
        size_t n = atomic_fetch_add(&ahead->next, 1);
        if (n >= ahead->files->all.n) {
            break;
        }
        struct span path = ahead->files->all.at[n].path;
        struct row *row = &ahead->rows[n];
        if (ahead->wanted(path) && claim(row, CLAIMED)) {
            bool parsed = parse(worker, path, row);
            (void)pthread_mutex_lock(&ahead->lock);
            atomic_store(&row->state, parsed ? PARSED : FAILED);
            (void)pthread_cond_broadcast(&ahead->done);
            (void)pthread_mutex_unlock(&ahead->lock);
        }
    }
    return NULL;
}

static enum err start(struct py_ahead *ahead, unsigned threads) {
    while (ahead->threads < threads && ahead->threads < THREADS_MOST) {
        struct worker *worker = &ahead->workers[ahead->threads];
        worker->ahead = ahead;
        arena_init(&worker->arena, LIMIT_AUDIT_MEMORY);
        TRY(py_parser_open(&worker->parser));
        if (!thread_start(&worker->thread, work, worker)) {
            break;
        }
        ahead->threads++;
    }
    return ahead->threads ? OK : ERR_MEMORY;
}

enum err py_ahead_start(struct span root, const struct tree_files *files,
                        bool (*wanted)(struct span path), unsigned threads, struct py_ahead **out) {
    struct py_ahead *ahead = calloc(1, sizeof(*ahead) + files->all.n * sizeof(struct row));
    *out = ahead;
    TRY_PTR(ahead);
    ahead->root = root;
    ahead->files = files;
    ahead->wanted = wanted;
    (void)pthread_mutex_init(&ahead->lock, NULL);
    (void)pthread_cond_init(&ahead->done, NULL);
    return start(ahead, threads);
}

static void hand_on(const struct diag *from, struct diag *to) {
    VEC_EACH(const struct diag_item, item, &from->items) {
        diag_add(to, item->level, item->place, "%.*s", SPAN_ARG(item->message));
    }
}

struct py_file *py_ahead_take(struct py_ahead *ahead, size_t n, struct diag *diag) {
    struct row *row = &ahead->rows[n];
    if (claim(row, TAKEN)) {
        return NULL;
    }
    (void)pthread_mutex_lock(&ahead->lock);
    while (atomic_load(&row->state) == CLAIMED) {
        (void)pthread_cond_wait(&ahead->done, &ahead->lock);
    }
    bool parsed = atomic_load(&row->state) == PARSED;
    atomic_store(&row->state, MUTANT(ahead_twice) ? PARSED : TAKEN);
    (void)pthread_mutex_unlock(&ahead->lock);
    if (!parsed) {
        return NULL;
    }
    if (!MUTANT(ahead_silent)) {
        hand_on(&row->diag, diag);
    }
    return row->file;
}

void py_ahead_end(struct py_ahead **ahead, struct arena *heir) {
    struct py_ahead *a = *ahead;
    if (!a) {
        return;
    }
    atomic_store(&a->stop, true);
    for (unsigned i = 0; i < THREADS_MOST; i++) {
        if (i < a->threads) {
            (void)pthread_join(a->workers[i].thread, NULL);
        }
        py_parser_close(&a->workers[i].parser);
        arena_adopt(heir, &a->workers[i].arena);
    }
    (void)pthread_cond_destroy(&a->done);
    (void)pthread_mutex_destroy(&a->lock);
    free(a);
    *ahead = NULL;
}
