/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs hold their keys; each thread has contexts of its own for the keys that it met last. Threads
 * help while the caller waits for what it asked about, which costs less than waking them for each.
 */
#include "token/ahead.h"

#include "base/arena.h"
#include "base/thread.h"
#include "token/mutant.h"

#include <openssl/evp.h>
#include <stdlib.h>

enum { JOBS_MOST = 128, KEYS_MET = 8, COPIES_BYTES = 16 << 20 };

struct job {
    EVP_PKEY *pkey; /* a reference of its own, so that no other key can be there meanwhile */
    enum alg alg;
    struct span input, signature;
    enum err err;
    enum token_reason reason;
};

struct jobs {
    struct arena arena; /* of the copies */
    size_t n;
    struct job at[JOBS_MOST];
};

struct lane {
    struct ahead *ahead;
    pthread_t id;
    struct key met[KEYS_MET];
    size_t next;
};

struct ahead {
    pthread_mutex_t lock;
    pthread_cond_t wake, done;
    struct jobs both[2];
    struct jobs *asked, *known;
    size_t open, next, under_way, idle; /* of asked; threads that wait for more */
    bool closing, begun;
    size_t threads; /* that run, of those that may */
    size_t most;
    struct lane lanes[]; /* the caller's, then the threads' */
};

static void clear(struct jobs *jobs) {
    for (size_t i = 0; i < jobs->n; i++) {
        EVP_PKEY_free(jobs->at[i].pkey);
    }
    jobs->n = 0;
    arena_reset(&jobs->arena);
}

enum err ahead_new(size_t threads, struct ahead **out) {
    struct ahead *ahead = calloc(1, sizeof(*ahead) + (threads + 1) * sizeof(struct lane));
    *out = ahead;
    TRY_PTR(ahead);
    (void)pthread_mutex_init(&ahead->lock, NULL);
    (void)pthread_cond_init(&ahead->wake, NULL);
    (void)pthread_cond_init(&ahead->done, NULL);
    ahead->most = threads;
    ahead->asked = &ahead->both[0];
    ahead->known = &ahead->both[1];
    arena_init(&ahead->both[0].arena, COPIES_BYTES);
    arena_init(&ahead->both[1].arena, COPIES_BYTES);
    return OK;
}

void ahead_free(struct ahead *ahead) {
    if (!ahead) {
        return;
    }
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->closing = true;
    (void)pthread_cond_broadcast(&ahead->wake);
    (void)pthread_mutex_unlock(&ahead->lock);
    for (size_t i = 1; i <= ahead->threads; i++) {
        (void)pthread_join(ahead->lanes[i].id, NULL);
    }
    for (size_t i = 0; i <= ahead->threads; i++) {
        for (size_t at = 0; at < KEYS_MET; at++) {
            key_free(&ahead->lanes[i].met[at]);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        clear(&ahead->both[i]);
        arena_free(&ahead->both[i].arena);
    }
    (void)pthread_cond_destroy(&ahead->wake);
    (void)pthread_cond_destroy(&ahead->done);
    (void)pthread_mutex_destroy(&ahead->lock);
    free(ahead);
}

/* The thread's own contexts for a key; NULL: none can be made. */
static struct key *meet(struct lane *lane, const struct job *job) {
    enum key_fault fault;
    for (size_t i = 0; i < KEYS_MET; i++) {
        if (lane->met[i].pkey == job->pkey && lane->met[i].alg == job->alg) {
            return &lane->met[i];
        }
    }
    struct key *key = &lane->met[lane->next++ % KEYS_MET];
    key_free(key);
    struct span no_kid = {NULL, 0};
    return key_from_pkey(key, job->alg, no_kid, job->pkey, &fault) == OK ? key : NULL;
}

/* With the lock held, but for the work itself. */
static void work(struct ahead *ahead, struct lane *lane) {
    while (ahead->next < ahead->open) {
        struct job *job = &ahead->asked->at[ahead->next++];
        ahead->under_way++;
        (void)pthread_mutex_unlock(&ahead->lock);
        struct key *key = meet(lane, job);
        job->err = key ? key_verify(key, job->input, job->signature, &job->reason) : ERR_CRYPTO;
        (void)pthread_mutex_lock(&ahead->lock);
        ahead->under_way--;
    }
}

static void *run(void *user) {
    struct lane *lane = user;
    struct ahead *ahead = lane->ahead;
    (void)pthread_mutex_lock(&ahead->lock);
    while (!ahead->closing) {
        work(ahead, lane);
        (void)pthread_cond_signal(&ahead->done);
        ahead->idle++;
        (void)pthread_cond_wait(&ahead->wake, &ahead->lock);
        ahead->idle--;
    }
    (void)pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* With the lock held. One signature alone is the caller's: waking somebody for it takes longer. */
static void call_help(struct ahead *ahead) {
    size_t left = ahead->asked->n - ahead->next;
    for (size_t i = 0; left > 1 && !ahead->begun && i < ahead->most; i++) {
        struct lane *lane = &ahead->lanes[ahead->threads + 1];
        lane->ahead = ahead;
        ahead->threads += thread_start(&lane->id, run, lane);
    }
    ahead->begun = ahead->begun || left > 1;
    for (size_t i = 1; i < left && i <= ahead->idle; i++) {
        (void)pthread_cond_signal(&ahead->wake);
    }
}

bool ahead_ask(struct ahead *ahead, const struct key *key, struct span input,
               struct span signature) {
    struct jobs *jobs = ahead ? ahead->asked : NULL;
    if (!jobs || !key->pkey || signature.len != key->signature_len || jobs->n == JOBS_MOST) {
        return false;
    }
    for (size_t i = 0; i < jobs->n; i++) {
        const struct job *at = &jobs->at[i];
        if (at->pkey == key->pkey && at->alg == key->alg && span_equal(at->input, input) &&
            span_equal(at->signature, signature) && !MUTANT(asked_twice)) {
            return false;
        }
    }
    struct job job = {.pkey = key->pkey,
                      .alg = key->alg,
                      .input = arena_dup(&jobs->arena, input),
                      .signature = arena_dup(&jobs->arena, signature),
                      .err = ERR_INCOMPLETE,
                      .reason = TOKEN_REFUSED};
    if (!job.input.ptr || !job.signature.ptr || EVP_PKEY_up_ref(job.pkey) != 1) {
        return false;
    }
    jobs->at[jobs->n++] = job;
    return true;
}

void ahead_run(struct ahead *ahead) {
    if (!ahead || (!ahead->asked->n && !ahead->known->n)) {
        return;
    }
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->open = ahead->asked->n;
    call_help(ahead);
    work(ahead, &ahead->lanes[0]);
    while (ahead->under_way) {
        (void)pthread_cond_wait(&ahead->done, &ahead->lock);
    }
    struct jobs *before = ahead->known;
    clear(before);
    ahead->known = ahead->asked;
    ahead->asked = before;
    ahead->next = ahead->open = 0;
    (void)pthread_mutex_unlock(&ahead->lock);
}

bool ahead_knows(const struct ahead *ahead, const struct key *key, struct span input,
                 struct span signature, enum token_reason *reason) {
    for (size_t i = 0; ahead && key->pkey && i < ahead->known->n; i++) {
        const struct job *job = &ahead->known->at[i];
        bool same_key = (job->pkey == key->pkey || MUTANT(ahead_any_key)) && job->alg == key->alg;
        if (same_key && job->err == OK && span_equal(job->input, input) &&
            (span_equal(job->signature, signature) || MUTANT(ahead_any_signature))) {
            *reason = job->reason;
            return true;
        }
    }
    return false;
}
