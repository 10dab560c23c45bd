/* SPDX-License-Identifier: Apache-2.0 */
/* One lock, one thread, a table of addresses; what is fetched lies in it until it is taken. */
#include "guard/keys/fetcher.h"

#include "base/clock.h"
#include "base/thread.h"
#include "guard/keys/keys_fetch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { FETCH_MEMORY = 8 << 20 };
static const uint64_t SECOND_NS = 1000000000;

struct slot {
    bool used;
    uint64_t generation; /* unlike that of any other address that stood here */
    struct buf url, ca;  /* ended by NUL */
    int64_t seconds;
    uint64_t due_ns;
    unsigned failures; /* in a row */
    struct fetched_text fetched;
};

struct fetcher {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool started;
    volatile sig_atomic_t stop;
    int fd;
    uint64_t generation;
    struct slot at[FETCHER_MOST];
};

static void clear(struct slot *slot) {
    buf_free(&slot->url);
    buf_free(&slot->ca);
    buf_free(&slot->fetched.text);
    *slot = (struct slot){0};
}

/* The one that is due; NULL: none yet, and *next_ns is when. With the lock held. */
static struct slot *find_due(struct fetcher *fetcher, uint64_t now, uint64_t *next_ns) {
    *next_ns = UINT64_MAX;
    for (size_t i = 0; i < FETCHER_MOST; i++) {
        struct slot *slot = &fetcher->at[i];
        if (slot->used && slot->due_ns <= now) {
            return slot;
        }
        *next_ns = slot->used && slot->due_ns < *next_ns ? slot->due_ns : *next_ns;
    }
    return NULL;
}

/* After a failure soon again, then ever less so, up to the usual pause. */
static uint64_t pause_of(const struct slot *slot) {
    int64_t seconds = slot->seconds;
    if (slot->failures) {
        int64_t doubled = (int64_t)1 << (slot->failures < 7 ? slot->failures - 1 : 6);
        int64_t most = seconds < FETCHER_RETRY_SECONDS ? seconds : FETCHER_RETRY_SECONDS;
        seconds = doubled < most ? doubled : most;
    }
    return (uint64_t)seconds * SECOND_NS;
}

static void store(struct slot *slot, enum err err, struct span text, struct span why) {
    struct fetched_text *out = &slot->fetched;
    uint64_t now = clock_ns();
    slot->failures = err == OK ? 0 : slot->failures + 1;
    slot->due_ns = now + pause_of(slot);
    out->done = true;
    out->why[0] = '\0';
    if (err == OK) {
        buf_clear(&out->text);
        buf_add(&out->text, text);
        out->at_ns = now;
    }
    if (err != OK || out->text.failed) {
        const char *words = err_words(err == OK ? ERR_MEMORY : err);
        (void)snprintf(out->why, sizeof(out->why), "%.*s",
                       SPAN_ARG(err == ERR_NETWORK ? why : span_from(words)));
    }
}

/* With the lock held, but for the fetching itself. */
static void fetch(struct fetcher *fetcher, struct slot *slot) {
    ARENA_SCOPE arena;
    arena_init(&arena, FETCH_MEMORY);
    struct span text, why = SPAN("");
    uint64_t generation = slot->generation;
    struct keys_fetch from = {arena_dup(&arena, span_from(slot->url.data)),
                              arena_dup(&arena, span_from(slot->ca.data)), &fetcher->stop};
    slot->due_ns = UINT64_MAX;
    (void)pthread_mutex_unlock(&fetcher->lock);
    enum err err =
        from.url.ptr && from.ca.ptr ? keys_fetch(&arena, &from, &text, &why) : ERR_MEMORY;
    (void)pthread_mutex_lock(&fetcher->lock);
    if (!fetcher->stop && slot->used && slot->generation == generation) {
        const uint64_t one = 1;
        store(slot, err, text, why);
        (void)!write(fetcher->fd, &one, sizeof(one));
    }
}

static void wait_until(struct fetcher *fetcher, uint64_t ns) {
    if (ns == UINT64_MAX) {
        (void)pthread_cond_wait(&fetcher->wake, &fetcher->lock);
        return;
    }
    struct timespec until = {.tv_sec = (time_t)(ns / SECOND_NS), .tv_nsec = (long)(ns % SECOND_NS)};
    (void)pthread_cond_timedwait(&fetcher->wake, &fetcher->lock, &until);
}

static void *run(void *user) {
    struct fetcher *fetcher = user;
    (void)pthread_mutex_lock(&fetcher->lock);
    while (!fetcher->stop) {
        uint64_t next_ns;
        struct slot *slot = find_due(fetcher, clock_ns(), &next_ns);
        if (slot) {
            fetch(fetcher, slot);
        } else {
            wait_until(fetcher, next_ns);
        }
    }
    (void)pthread_mutex_unlock(&fetcher->lock);
    return NULL;
}

enum err fetcher_new(struct fetcher **out) {
    struct fetcher *fetcher = calloc(1, sizeof(*fetcher));
    pthread_condattr_t monotonic;
    TRY_PTR(fetcher);
    *out = NULL;
    (void)pthread_mutex_init(&fetcher->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&fetcher->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    fetcher->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    fetcher->started = fetcher->fd >= 0 && thread_start(&fetcher->thread, run, fetcher);
    if (!fetcher->started) {
        fetcher_close(fetcher);
        return ERR_MEMORY;
    }
    *out = fetcher;
    return OK;
}

void fetcher_close(struct fetcher *fetcher) {
    if (!fetcher) {
        return;
    }
    (void)pthread_mutex_lock(&fetcher->lock);
    fetcher->stop = 1;
    (void)pthread_cond_signal(&fetcher->wake);
    (void)pthread_mutex_unlock(&fetcher->lock);
    if (fetcher->started) {
        (void)pthread_join(fetcher->thread, NULL);
    }
    for (size_t i = 0; i < FETCHER_MOST; i++) {
        clear(&fetcher->at[i]);
    }
    if (fetcher->fd >= 0) {
        (void)close(fetcher->fd);
    }
    (void)pthread_cond_destroy(&fetcher->wake);
    (void)pthread_mutex_destroy(&fetcher->lock);
    free(fetcher);
}

static enum err fill(struct slot *slot, struct span url, struct span ca, int64_t seconds) {
    buf_add(&slot->url, url);
    buf_byte(&slot->url, '\0');
    buf_add(&slot->ca, ca);
    buf_byte(&slot->ca, '\0');
    slot->seconds = seconds;
    TRY(buf_status(&slot->url));
    return buf_status(&slot->ca);
}

enum err fetcher_add(struct fetcher *fetcher, struct span url, struct span ca, int64_t seconds,
                     size_t *place) {
    enum err err = ERR_LIMIT;
    (void)pthread_mutex_lock(&fetcher->lock);
    for (size_t i = 0; i < FETCHER_MOST && err == ERR_LIMIT; i++) {
        struct slot *slot = &fetcher->at[i];
        if (!slot->used) {
            *slot = (struct slot){.used = true, .generation = ++fetcher->generation};
            err = fill(slot, url, ca, seconds);
            *place = i;
            if (err != OK) {
                clear(slot);
            }
        }
    }
    (void)pthread_cond_signal(&fetcher->wake);
    (void)pthread_mutex_unlock(&fetcher->lock);
    return err;
}

void fetcher_drop(struct fetcher *fetcher, size_t place) {
    (void)pthread_mutex_lock(&fetcher->lock);
    clear(&fetcher->at[place]);
    (void)pthread_mutex_unlock(&fetcher->lock);
}

void fetcher_hurry(struct fetcher *fetcher, size_t place) {
    (void)pthread_mutex_lock(&fetcher->lock);
    struct slot *slot = &fetcher->at[place];
    bool under_way = slot->due_ns == UINT64_MAX;
    slot->due_ns = under_way ? slot->due_ns : 0;
    (void)pthread_cond_signal(&fetcher->wake);
    (void)pthread_mutex_unlock(&fetcher->lock);
}

int fetcher_fd(const struct fetcher *fetcher) {
    return fetcher->fd;
}

void fetcher_clear(struct fetcher *fetcher) {
    uint64_t count;
    (void)!read(fetcher->fd, &count, sizeof(count));
}

void fetcher_take(struct fetcher *fetcher, size_t place, struct fetched_text *out) {
    (void)pthread_mutex_lock(&fetcher->lock);
    struct fetched_text *from = &fetcher->at[place].fetched;
    *out = *from;
    from->text = (struct buf){0};
    from->done = false;
    (void)pthread_mutex_unlock(&fetcher->lock);
}
