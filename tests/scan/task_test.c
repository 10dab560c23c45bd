/* SPDX-License-Identifier: Apache-2.0 */
/* Tasks are worked on by another thread, told in turn, and end when they are closed. */
#include "contract_text.h"

#include "scan/task.h"

#include <pthread.h>
#include <semaphore.h>

struct work_item {
    struct task task;
    pthread_t worker;
    sem_t *started; /* posted when the work has begun, or NULL */
    enum err result;
    int done; /* its place in the order of being told; 0: not told */
};

static int told;

static void wake(void *user) {
    assert_int_equal(sem_post(user), 0);
}

static enum err work(struct task *task, const volatile sig_atomic_t *stop) {
    struct work_item *work_item = task->user;
    (void)stop;
    work_item->worker = pthread_self();
    return work_item->result;
}

static enum err work_until_stopped(struct task *task, const volatile sig_atomic_t *stop) {
    struct work_item *work_item = task->user;
    assert_int_equal(sem_post(work_item->started), 0);
    while (!*stop) {
    }
    return ERR_STOPPED;
}

static void done(struct task *task, enum err worked) {
    struct work_item *work_item = task->user;
    assert_int_equal(worked, work_item->result);
    work_item->done = ++told;
}

static void told_in_turn(void **state) {
    (void)state;
    sem_t woken;
    struct tasks *tasks;
    struct work_item work_items[3] = {{.result = OK}, {.result = ERR_CRYPTO}, {.result = OK}};
    told = 0;
    assert_int_equal(sem_init(&woken, 0, 0), 0);
    assert_int_equal(tasks_open(wake, &woken, &tasks), OK);
    assert_int_equal(tasks_collect(tasks), 0);
    for (size_t i = 0; i < 3; i++) {
        work_items[i].task = (struct task){.work = work, .done = done, .user = &work_items[i]};
        tasks_submit(tasks, &work_items[i].task);
    }
    assert_int_equal(tasks_pending(tasks), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sem_wait(&woken), 0); /* one for each */
    }
    assert_int_equal(told, 0); /* nobody is told before it is collected */
    assert_int_equal(tasks_collect(tasks), 3);
    assert_int_equal(tasks_pending(tasks), 0);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(work_items[i].done, (int)i + 1);
        assert_false(pthread_equal(work_items[i].worker, pthread_self()));
    }
    tasks_close(&tasks);
    assert_null(tasks);
    assert_int_equal(sem_destroy(&woken), 0);
}

/* What is under way is stopped, what waits is not begun, and neither is told. */
static void closed_early(void **state) {
    (void)state;
    sem_t woken, started;
    struct tasks *tasks;
    struct work_item busy = {.started = &started}, waiting = {.result = OK};
    told = 0;
    assert_int_equal(sem_init(&woken, 0, 0), 0);
    assert_int_equal(sem_init(&started, 0, 0), 0);
    assert_int_equal(tasks_open(wake, &woken, &tasks), OK);
    busy.task = (struct task){.work = work_until_stopped, .done = done, .user = &busy};
    waiting.task = (struct task){.work = work, .done = done, .user = &waiting};
    tasks_submit(tasks, &busy.task);
    tasks_submit(tasks, &waiting.task);
    assert_int_equal(sem_wait(&started), 0);
    tasks_close(&tasks);
    assert_int_equal(told, 0);
    tasks_close(&tasks); /* nothing to close is fine */
    assert_int_equal(sem_destroy(&woken), 0);
    assert_int_equal(sem_destroy(&started), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(told_in_turn),
        cmocka_unit_test(closed_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
