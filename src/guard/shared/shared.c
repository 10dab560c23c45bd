/* SPDX-License-Identifier: Apache-2.0 */
/* The loop's side of what guards know in common. */
#include "guard/shared/shared.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/mutant.h"
#include "base/thread.h"
#include "guard/shared/shared_state.h"
#include "guard/shared/shared_talk.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>

enum { OWN_BYTES = 64 << 10 };

static enum err start(struct shared *shared) {
    (void)pthread_mutex_init(&shared->lock, NULL);
    shared->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    shared->told = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (shared->wake < 0 || shared->told < 0) {
        return ERR_IO;
    }
    shared->started = thread_start(&shared->thread, shared_talk, shared);
    return shared->started ? OK : ERR_MEMORY;
}

/* A key that is of no use for anything else. */
static enum err make_key(struct span secret, unsigned char key[DIGEST_KEY]) {
    static const unsigned char label[DIGEST_KEY] = "postern guard, tags in redis";
    return digest_keyed(label, secret, key);
}

static enum err copy_settings(struct shared *shared, const struct policy *policy) {
    const struct config_redis *redis = &policy->config->redis;
    struct arena *a = &shared->arena;
    arena_init(a, OWN_BYTES);
    shared->address = arena_dup(a, redis->address);
    shared->username = arena_dup(a, redis->username);
    shared->prefix = arena_dup(a, redis->prefix);
    shared->password = arena_dup(a, policy->redis_password);
    shared->secret = arena_dup(a, policy->redis_key);
    shared->database = redis->database;
    shared->window = policy->config->limits.window;
    shared->talk.streams[FAILURES].name = arena_join(a, redis->prefix, SPAN(":failures"));
    shared->talk.streams[REVOKED].name = arena_join(a, redis->prefix, SPAN(":revoked"));
    return shared->address.ptr && shared->username.ptr && shared->prefix.ptr &&
                   shared->password.ptr && shared->secret.ptr &&
                   shared->talk.streams[FAILURES].name.ptr && shared->talk.streams[REVOKED].name.ptr
               ? OK
               : ERR_MEMORY;
}

enum err shared_open(const struct policy *policy, struct shared **out) {
    unsigned char self[DIGEST_KEY];
    struct shared *shared = calloc(1, sizeof(*shared));
    *out = NULL;
    TRY_PTR(shared);
    shared->wake = shared->told = -1;
    enum err err = copy_settings(shared, policy);
    err = err == OK ? make_key(shared->secret, shared->key) : err;
    err = err == OK ? digest_new_key(self) : err;
    if (err == OK) {
        memcpy(&shared->self, self, sizeof(shared->self));
        err = start(shared);
    }
    if (err != OK) {
        shared_close(shared);
        return err;
    }
    *out = shared;
    return OK;
}

static void free_batch(struct batch *batch) {
    if (batch) {
        arena_free(&batch->arena);
        free(batch);
    }
}

void shared_close(struct shared *shared) {
    if (!shared) {
        return;
    }
    if (shared->started) {
        (void)pthread_mutex_lock(&shared->lock);
        shared->closing = true;
        (void)pthread_mutex_unlock(&shared->lock);
        shared_signal(shared->wake);
        (void)pthread_join(shared->thread, NULL);
    }
    io_close(&shared->wake);
    io_close(&shared->told);
    free_batch(shared->in);
    revoked_free(&shared->lists[0]);
    revoked_free(&shared->lists[1]);
    arena_free(&shared->arena);
    free(shared);
}

bool shared_fits(const struct shared *shared, const struct policy *policy) {
    const struct config_redis *redis = &policy->config->redis;
    return redis->node && span_equal(shared->address, redis->address) &&
           span_equal(shared->username, redis->username) &&
           span_equal(shared->prefix, redis->prefix) && shared->database == redis->database &&
           span_equal(shared->password, policy->redis_password) &&
           span_equal(shared->secret, policy->redis_key);
}

const unsigned char *shared_key(const struct shared *shared) {
    return shared->key;
}

void shared_await(struct shared *shared, int most_ms) {
    uint64_t end = clock_ns() + (uint64_t)most_ms * 1000000;
    for (;;) {
        uint64_t now = clock_ns();
        struct pollfd fd = {shared->told, POLLIN, 0};
        (void)pthread_mutex_lock(&shared->lock);
        bool ended = shared->answered_ns || shared->failures;
        (void)pthread_mutex_unlock(&shared->lock);
        if (ended || now >= end) {
            return;
        }
        (void)poll(&fd, 1, 5); /* what it tells is left for whoever collects */
    }
}

void shared_renew(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    shared->renew = true;
    (void)pthread_mutex_unlock(&shared->lock);
    shared_signal(shared->wake);
}

int shared_fd(const struct shared *shared) {
    return shared->told;
}

void shared_tell(struct shared *shared, const struct limits_news *news) {
    (void)pthread_mutex_lock(&shared->lock);
    if (shared->out_n < UNSENT_MOST) {
        shared->out[shared->out_n++] = *news;
    } else {
        shared->unsent++;
    }
    bool resting = shared->resting;
    (void)pthread_mutex_unlock(&shared->lock);
    if (!resting) {
        shared_signal(shared->wake);
    }
}

/* A line that cannot be read revokes nothing: that is told by a counter. */
static void add_line(struct shared *shared, struct span line) {
    const char *fault = "";
    bool read = revoked_add(&shared->lists[0], line, &fault) == OK &&
                revoked_add(&shared->lists[1], line, &fault) == OK;
    (void)pthread_mutex_lock(&shared->lock);
    shared->unread += !read;
    (void)pthread_mutex_unlock(&shared->lock);
}

static void end_list(struct shared *shared, bool replaces) {
    if (replaces) {
        revoked_free(&shared->lists[0]);
        shared->lists[0] = shared->lists[1];
        shared->lists[1] = (struct revoked){0};
    }
    (void)pthread_mutex_lock(&shared->lock);
    shared->known = true;
    (void)pthread_mutex_unlock(&shared->lock);
}

static void use(struct shared *shared, const struct item *item, struct limits *limits,
                const struct config_limits *rules) {
    switch (item->kind) {
    case ITEM_NEWS:
        limits_hear(limits, rules, &item->news, item->at_ns);
        return;
    case ITEM_LINE:
        add_line(shared, item->line);
        return;
    case ITEM_ANEW:
        revoked_free(&shared->lists[1]);
        return;
    case ITEM_WHOLE:
        end_list(shared, item->replaces);
        return;
    }
}

void shared_collect(struct shared *shared, struct limits *limits,
                    const struct config_limits *rules) {
    (void)pthread_mutex_lock(&shared->lock);
    struct batch *batch = shared->in;
    shared->in = NULL;
    shared_calm(shared->told);
    (void)pthread_mutex_unlock(&shared->lock);
    if (batch) {
        VEC_EACH(const struct item, item, &batch->items) {
            use(shared, item, limits, rules);
        }
    }
    free_batch(batch);
}

const struct revoked *shared_revoked(const struct shared *shared) {
    return &shared->lists[0];
}

enum shared_view shared_view(struct shared *shared, const struct config_redis *config,
                             uint64_t now_ns) {
    uint64_t patience = (uint64_t)config->patience * 1000000000;
    (void)pthread_mutex_lock(&shared->lock);
    bool known = shared->known;
    uint64_t since = shared->answered_ns;
    (void)pthread_mutex_unlock(&shared->lock);
    if (!known && !MUTANT(blind_passes)) {
        return SHARED_BLIND;
    }
    if (now_ns < since || now_ns - since <= patience) {
        return SHARED_CURRENT;
    }
    return config->goes_on_blind || MUTANT(blind_passes) ? SHARED_LAST_KNOWN : SHARED_BLIND;
}

struct shared_counts shared_counts(struct shared *shared) {
    (void)pthread_mutex_lock(&shared->lock);
    struct shared_counts counts = {shared->failures, shared->unsent, shared->heard, shared->unread,
                                   shared->lost};
    (void)pthread_mutex_unlock(&shared->lock);
    return counts;
}
