/* SPDX-License-Identifier: Apache-2.0 */
/* One thread takes tasks in turn; what is finished is collected by who submitted it. */
#include "scan/task.h"

#include "base/thread.h"

#include <stdlib.h>

struct task_list {
    struct task *first, **last;
};

struct tasks {
    void (*wake)(void *user);
    void *user;
    pthread_t thread;
    bool started;
    size_t pending;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t more;
    struct task_list waiting, finished;
    volatile sig_atomic_t closing; /* also read by the task under way */
};

static void push(struct task_list *list, struct task *task) {
    task->next = NULL;
    if (!list->first) {
        list->last = &list->first;
    }
    *list->last = task;
    list->last = &task->next;
}

static struct task *take(struct task_list *list) {
    struct task *task = list->first;
    if (task) {
        list->first = task->next;
    }
    return task;
}

/* Waits for the next task; NULL: the end. */
static struct task *next_task(struct tasks *tasks) {
    (void)pthread_mutex_lock(&tasks->lock);
    while (!tasks->closing && !tasks->waiting.first) {
        (void)pthread_cond_wait(&tasks->more, &tasks->lock);
    }
    struct task *task = tasks->closing ? NULL : take(&tasks->waiting);
    (void)pthread_mutex_unlock(&tasks->lock);
    return task;
}

static void finish(struct tasks *tasks, struct task *task) {
    task->worked = task->work(task, &tasks->closing);
    (void)pthread_mutex_lock(&tasks->lock);
    push(&tasks->finished, task);
    (void)pthread_mutex_unlock(&tasks->lock);
    tasks->wake(tasks->user);
}

static void *run(void *user) {
    struct tasks *tasks = user;
    struct task *task;
    while ((task = next_task(tasks)) != NULL) {
        finish(tasks, task);
    }
    return NULL;
}

enum err tasks_open(void (*wake)(void *user), void *user, struct tasks **out) {
    struct tasks *tasks = calloc(1, sizeof(*tasks));
    *out = tasks;
    TRY_PTR(tasks);
    tasks->wake = wake;
    tasks->user = user;
    (void)pthread_mutex_init(&tasks->lock, NULL);
    (void)pthread_cond_init(&tasks->more, NULL);
    return OK;
}

void tasks_submit(struct tasks *tasks, struct task *task) {
    tasks->pending++;
    if (!tasks->started) {
        tasks->started = thread_start(&tasks->thread, run, tasks);
    }
    if (!tasks->started) {
        finish(tasks, task);
        return;
    }
    (void)pthread_mutex_lock(&tasks->lock);
    push(&tasks->waiting, task);
    (void)pthread_cond_signal(&tasks->more);
    (void)pthread_mutex_unlock(&tasks->lock);
}

size_t tasks_collect(struct tasks *tasks) {
    (void)pthread_mutex_lock(&tasks->lock);
    struct task *task = tasks->finished.first;
    tasks->finished.first = NULL;
    (void)pthread_mutex_unlock(&tasks->lock);
    size_t n = 0;
    while (task) {
        struct task *next = task->next; /* done may free it */
        tasks->pending--;
        task->done(task, task->worked);
        task = next;
        n++;
    }
    return n;
}

size_t tasks_pending(const struct tasks *tasks) {
    return tasks->pending;
}

static void drop_all(struct task_list *list) {
    struct task *task;
    while ((task = take(list)) != NULL) {
        if (task->dropped) {
            task->dropped(task);
        }
    }
}

void tasks_close(struct tasks **at) {
    struct tasks *tasks = *at;
    if (!tasks) {
        return;
    }
    (void)pthread_mutex_lock(&tasks->lock);
    tasks->closing = 1;
    (void)pthread_cond_signal(&tasks->more);
    (void)pthread_mutex_unlock(&tasks->lock);
    if (tasks->started) {
        (void)pthread_join(tasks->thread, NULL);
    }
    drop_all(&tasks->finished);
    drop_all(&tasks->waiting);
    (void)pthread_cond_destroy(&tasks->more);
    (void)pthread_mutex_destroy(&tasks->lock);
    free(tasks);
    *at = NULL;
}
