/* SPDX-License-Identifier: Apache-2.0 */
/* One lock, one queue, one list of what is done, an eventfd to tell of it. */
#include "guard/workers.h"

#include "base/thread.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct list {
    struct workers_task *first, *last;
    size_t n;
};

struct thread {
    struct workers *workers;
    size_t number;
    pthread_t id;
};

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct list waiting, done;
    size_t most, threads;
    bool closing;
    int fd;
    workers_work work;
    void *user;
    struct thread at[];
};

static void push(struct list *list, struct workers_task *task) {
    task->next = NULL;
    if (list->last) {
        list->last->next = task;
    } else {
        list->first = task;
    }
    list->last = task;
    list->n++;
}

static struct workers_task *pop(struct list *list) {
    struct workers_task *task = list->first;
    if (task) {
        list->first = task->next;
        list->last = list->first ? list->last : NULL;
        list->n--;
    }
    return task;
}

static void tell(const struct workers *workers) {
    const uint64_t one = 1;
    (void)!write(workers->fd, &one, sizeof(one));
}

/* With the lock held, but for the work itself. */
static void run_one(struct thread *thread, struct workers_task *task) {
    struct workers *workers = thread->workers;
    (void)pthread_mutex_unlock(&workers->lock);
    workers->work(workers->user, thread->number, task);
    (void)pthread_mutex_lock(&workers->lock);
    task->ran = true;
    push(&workers->done, task);
    tell(workers);
}

static void *run(void *user) {
    struct thread *thread = user;
    struct workers *workers = thread->workers;
    (void)pthread_mutex_lock(&workers->lock);
    while (!workers->closing) {
        struct workers_task *task = pop(&workers->waiting);
        if (task) {
            run_one(thread, task);
        } else {
            (void)pthread_cond_wait(&workers->wake, &workers->lock);
        }
    }
    (void)pthread_mutex_unlock(&workers->lock);
    return NULL;
}

static void start(struct workers *workers, size_t threads) {
    for (size_t i = 0; i < threads; i++) {
        struct thread *thread = &workers->at[workers->threads];
        *thread = (struct thread){.workers = workers, .number = workers->threads};
        workers->threads += thread_start(&thread->id, run, thread);
    }
}

enum err workers_open(size_t threads, size_t most, workers_work work, void *user,
                      struct workers **out) {
    struct workers *workers = calloc(1, sizeof(*workers) + threads * sizeof(struct thread));
    TRY_PTR(workers);
    *out = NULL;
    workers->most = most;
    workers->work = work;
    workers->user = user;
    (void)pthread_mutex_init(&workers->lock, NULL);
    (void)pthread_cond_init(&workers->wake, NULL);
    workers->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (workers->fd >= 0) {
        start(workers, threads);
    }
    if (workers->threads == 0) {
        (void)workers_close(workers);
        return ERR_MEMORY;
    }
    *out = workers;
    return OK;
}

bool workers_submit(struct workers *workers, struct workers_task *task) {
    (void)pthread_mutex_lock(&workers->lock);
    bool taken = workers->waiting.n < workers->most;
    if (taken) {
        task->ran = false;
        push(&workers->waiting, task);
        (void)pthread_cond_signal(&workers->wake);
    }
    (void)pthread_mutex_unlock(&workers->lock);
    return taken;
}

int workers_fd(const struct workers *workers) {
    return workers->fd;
}

struct workers_task *workers_collect(struct workers *workers) {
    uint64_t count;
    (void)!read(workers->fd, &count, sizeof(count));
    (void)pthread_mutex_lock(&workers->lock);
    struct workers_task *first = workers->done.first;
    workers->done = (struct list){0};
    (void)pthread_mutex_unlock(&workers->lock);
    return first;
}

struct workers_task *workers_close(struct workers *workers) {
    if (!workers) {
        return NULL;
    }
    (void)pthread_mutex_lock(&workers->lock);
    workers->closing = true;
    (void)pthread_cond_broadcast(&workers->wake);
    (void)pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->threads; i++) {
        (void)pthread_join(workers->at[i].id, NULL);
    }
    struct workers_task *task;
    while ((task = pop(&workers->waiting))) {
        push(&workers->done, task);
    }
    struct workers_task *left = workers->done.first;
    if (workers->fd >= 0) {
        (void)close(workers->fd);
    }
    (void)pthread_cond_destroy(&workers->wake);
    (void)pthread_mutex_destroy(&workers->lock);
    free(workers);
    return left;
}
