/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: no failure may ever end the program with 0, and each has its words. */
#include "base/err.h"
#include "check.h"

static void no_error_ends_in_success(void **state) {
    (void)state;
    assert_int_equal(err_exit_status(OK), 0);
#define CHECK(code, words, status)                             \
    assert_true(code == OK || (status) == 2 || (status) == 3); \
    assert_int_equal(err_exit_status(code), status);           \
    assert_string_equal(err_words(code), words);
    ERR_LIST(CHECK)
#undef CHECK
    assert_int_equal(err_exit_status((enum err)9999), 3);
    assert_string_equal(err_words((enum err)9999), "unknown error");
}

static enum err answer(enum err code, int *calls) {
    *calls += 1;
    return code;
}

static enum err try_three(int *calls) {
    TRY(answer(OK, calls));
    TRY(answer(ERR_LIMIT, calls));
    TRY(answer(OK, calls));
    return OK;
}

static enum err try_pointer(const void *pointer) {
    TRY_PTR(pointer);
    return OK;
}

static void leaves_at_the_first_failure(void **state) {
    (void)state;
    int calls = 0;
    assert_int_equal(try_three(&calls), ERR_LIMIT);
    assert_int_equal(calls, 2);
    assert_int_equal(try_pointer(NULL), ERR_MEMORY);
    assert_int_equal(try_pointer(&calls), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_error_ends_in_success),
        cmocka_unit_test(leaves_at_the_first_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
