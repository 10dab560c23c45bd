/* SPDX-License-Identifier: Apache-2.0 */
/* The order in which jobs leave the queue. */
#include "../base/check.h"
#include "http/queue.h"

static void test_in_turn(void **state) {
    (void)state;
    struct queue queue = {0};
    struct job jobs[4] = {0};
    assert_null(queue_take(&queue));
    queue_add(&queue, &jobs[0]);
    queue_add(&queue, &jobs[1]);
    queue_add_first(&queue, &jobs[2]);
    assert_int_equal(queue.n, 3);
    assert_ptr_equal(queue_take(&queue), &jobs[2]);
    assert_ptr_equal(queue_take(&queue), &jobs[0]);
    queue_add(&queue, &jobs[3]);
    assert_ptr_equal(queue_take(&queue), &jobs[1]);
    assert_ptr_equal(queue_take(&queue), &jobs[3]);
    assert_null(queue_take(&queue));
    queue_add_first(&queue, &jobs[0]);
    queue_add(&queue, &jobs[1]);
    assert_ptr_equal(queue_take(&queue), &jobs[0]);
    assert_ptr_equal(queue_take(&queue), &jobs[1]);
    assert_int_equal(queue.n, 0);
}

static void test_by_time(void **state) {
    (void)state;
    static const uint64_t times[] = {5, 3, 5, 9, 1, 4, 9, 1};
    struct queue queue = {0};
    struct job jobs[8] = {0};
    for (size_t i = 0; i < 8; i++) {
        jobs[i].not_before_ns = times[i];
        queue_add_timed(&queue, &jobs[i]);
    }
    const struct job *before = queue_take(&queue);
    for (struct job *job; (job = queue_take(&queue)); before = job) {
        assert_true(before->not_before_ns < job->not_before_ns ||
                    (before->not_before_ns == job->not_before_ns && before < job));
    }
    assert_null(queue.last);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_in_turn),
                                       cmocka_unit_test(test_by_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
