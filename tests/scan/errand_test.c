/* SPDX-License-Identifier: Apache-2.0 */
/* Errands are worked on by another thread, told in turn, and end when they are closed. */
#include "contract_text.h"

#include "scan/errand.h"

#include <pthread.h>
#include <semaphore.h>

struct task {
    struct errand errand;
    pthread_t worker;
    sem_t *started; /* posted when the work has begun, or NULL */
    enum err result;
    int done; /* its place in the order of being told; 0: not told */
};

static int told;

static void wake(void *user) {
    assert_int_equal(sem_post(user), 0);
}

static enum err work(struct errand *errand, const volatile sig_atomic_t *stop) {
    struct task *task = errand->user;
    (void)stop;
    task->worker = pthread_self();
    return task->result;
}

static enum err work_until_stopped(struct errand *errand, const volatile sig_atomic_t *stop) {
    struct task *task = errand->user;
    assert_int_equal(sem_post(task->started), 0);
    while (!*stop) {
    }
    return ERR_STOPPED;
}

static void done(struct errand *errand, enum err worked) {
    struct task *task = errand->user;
    assert_int_equal(worked, task->result);
    task->done = ++told;
}

static void told_in_turn(void **state) {
    (void)state;
    sem_t woken;
    struct errands *errands;
    struct task tasks[3] = {{.result = OK}, {.result = ERR_CRYPTO}, {.result = OK}};
    told = 0;
    assert_int_equal(sem_init(&woken, 0, 0), 0);
    assert_int_equal(errands_open(wake, &woken, &errands), OK);
    assert_int_equal(errands_collect(errands), 0);
    for (size_t i = 0; i < 3; i++) {
        tasks[i].errand = (struct errand){.work = work, .done = done, .user = &tasks[i]};
        errands_submit(errands, &tasks[i].errand);
    }
    assert_int_equal(errands_pending(errands), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sem_wait(&woken), 0); /* one for each */
    }
    assert_int_equal(told, 0); /* nobody is told before it is collected */
    assert_int_equal(errands_collect(errands), 3);
    assert_int_equal(errands_pending(errands), 0);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(tasks[i].done, (int)i + 1);
        assert_false(pthread_equal(tasks[i].worker, pthread_self()));
    }
    errands_close(&errands);
    assert_null(errands);
    assert_int_equal(sem_destroy(&woken), 0);
}

/* What is under way is stopped, what waits is not begun, and neither is told. */
static void closed_early(void **state) {
    (void)state;
    sem_t woken, started;
    struct errands *errands;
    struct task busy = {.started = &started}, waiting = {.result = OK};
    told = 0;
    assert_int_equal(sem_init(&woken, 0, 0), 0);
    assert_int_equal(sem_init(&started, 0, 0), 0);
    assert_int_equal(errands_open(wake, &woken, &errands), OK);
    busy.errand = (struct errand){.work = work_until_stopped, .done = done, .user = &busy};
    waiting.errand = (struct errand){.work = work, .done = done, .user = &waiting};
    errands_submit(errands, &busy.errand);
    errands_submit(errands, &waiting.errand);
    assert_int_equal(sem_wait(&started), 0);
    errands_close(&errands);
    assert_int_equal(told, 0);
    errands_close(&errands); /* nothing to close is fine */
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
