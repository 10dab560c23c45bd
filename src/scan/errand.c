/* SPDX-License-Identifier: Apache-2.0 */
/* One thread takes errands in turn; what is finished is collected by who submitted it. */
#include "scan/errand.h"

#include <pthread.h>
#include <stdlib.h>

struct errand_list {
    struct errand *first, **last;
};

struct errands {
    void (*wake)(void *user);
    void *user;
    pthread_t thread;
    bool started;
    size_t pending;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t more;
    struct errand_list waiting, finished;
    volatile sig_atomic_t closing; /* also read by the errand under way */
};

static void push(struct errand_list *list, struct errand *errand) {
    errand->next = NULL;
    if (!list->first) {
        list->last = &list->first;
    }
    *list->last = errand;
    list->last = &errand->next;
}

static struct errand *take(struct errand_list *list) {
    struct errand *errand = list->first;
    if (errand) {
        list->first = errand->next;
    }
    return errand;
}

/* Waits for the next errand; NULL: the end. */
static struct errand *next_errand(struct errands *errands) {
    (void)pthread_mutex_lock(&errands->lock);
    while (!errands->closing && !errands->waiting.first) {
        (void)pthread_cond_wait(&errands->more, &errands->lock);
    }
    struct errand *errand = errands->closing ? NULL : take(&errands->waiting);
    (void)pthread_mutex_unlock(&errands->lock);
    return errand;
}

static void finish(struct errands *errands, struct errand *errand) {
    errand->worked = errand->work(errand, &errands->closing);
    (void)pthread_mutex_lock(&errands->lock);
    push(&errands->finished, errand);
    (void)pthread_mutex_unlock(&errands->lock);
    errands->wake(errands->user);
}

static void *run(void *user) {
    struct errands *errands = user;
    struct errand *errand;
    while ((errand = next_errand(errands)) != NULL) {
        finish(errands, errand);
    }
    return NULL;
}

enum err errands_open(void (*wake)(void *user), void *user, struct errands **out) {
    struct errands *errands = calloc(1, sizeof(*errands));
    *out = errands;
    TRY_PTR(errands);
    errands->wake = wake;
    errands->user = user;
    (void)pthread_mutex_init(&errands->lock, NULL);
    (void)pthread_cond_init(&errands->more, NULL);
    return OK;
}

/* Signals are for the thread that works with the network. */
static void start(struct errands *errands) {
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    errands->started = pthread_create(&errands->thread, NULL, run, errands) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void errands_submit(struct errands *errands, struct errand *errand) {
    errands->pending++;
    if (!errands->started) {
        start(errands);
    }
    if (!errands->started) {
        finish(errands, errand);
        return;
    }
    (void)pthread_mutex_lock(&errands->lock);
    push(&errands->waiting, errand);
    (void)pthread_cond_signal(&errands->more);
    (void)pthread_mutex_unlock(&errands->lock);
}

size_t errands_collect(struct errands *errands) {
    (void)pthread_mutex_lock(&errands->lock);
    struct errand *errand = errands->finished.first;
    errands->finished.first = NULL;
    (void)pthread_mutex_unlock(&errands->lock);
    size_t n = 0;
    while (errand) {
        struct errand *next = errand->next; /* done may free it */
        errands->pending--;
        errand->done(errand, errand->worked);
        errand = next;
        n++;
    }
    return n;
}

size_t errands_pending(const struct errands *errands) {
    return errands->pending;
}

void errands_close(struct errands **at) {
    struct errands *errands = *at;
    if (!errands) {
        return;
    }
    (void)pthread_mutex_lock(&errands->lock);
    errands->closing = 1;
    (void)pthread_cond_signal(&errands->more);
    (void)pthread_mutex_unlock(&errands->lock);
    if (errands->started) {
        (void)pthread_join(errands->thread, NULL);
    }
    (void)pthread_cond_destroy(&errands->more);
    (void)pthread_mutex_destroy(&errands->lock);
    free(errands);
    *at = NULL;
}
