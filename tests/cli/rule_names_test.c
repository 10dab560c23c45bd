/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue as the program has it: every rule of every verb is sound, each id is there once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/rule_names.h"

static void test_all(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct registry registry;
    assert_int_equal(rule_names_all(&arena, &registry), OK); /* ERR_INVALID: an id clashes */
    assert_true(registry.all.n > 30);
    for (size_t i = 0; i < registry.all.n; i++) {
        const char *fault = rule_fault(registry.all.at[i]);
        if (fault) {
            fail_msg("%s: %s", registry.all.at[i]->id, fault);
        }
    }
}

static void test_find(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct registry registry;
    const char *nearest = NULL;
    assert_int_equal(rule_names_all(&arena, &registry), OK);
    assert_string_equal(rule_names_find(&registry, SPAN("method-gap"), &nearest)->id, "method-gap");
    assert_null(rule_names_find(&registry, SPAN("metod-gap"), &nearest));
    assert_string_equal(nearest, "method-gap");
    assert_null(rule_names_find(&registry, SPAN("zzz"), &nearest));
    assert_null(nearest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
