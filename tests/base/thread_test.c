/* SPDX-License-Identifier: Apache-2.0 */
/* A thread runs, and leaves signals to the one that began it. */
#include "base/thread.h"

#include "check.h"

#include <signal.h>

static void *look(void *user) {
    sigset_t *masked = user;
    (void)pthread_sigmask(SIG_SETMASK, NULL, masked);
    return user;
}

static void leaves_signals(void **state) {
    (void)state;
    pthread_t thread;
    sigset_t within, after;
    void *result = NULL;
    assert_true(thread_start(&thread, look, &within));
    assert_int_equal(pthread_join(thread, &result), 0);
    assert_ptr_equal(result, &within);
    (void)pthread_sigmask(SIG_SETMASK, NULL, &after);
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM};
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
        assert_int_equal(sigismember(&within, signals[i]), 1);
        assert_int_equal(sigismember(&after, signals[i]), 0);
    }
}

static void counts_processors(void **state) {
    (void)state;
    assert_true(thread_processors() >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_signals),
        cmocka_unit_test(counts_processors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
