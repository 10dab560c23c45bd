/* SPDX-License-Identifier: Apache-2.0 */
/* The registry: rules by id, each once; and what a record must have to be printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog/registry.h"

static const struct rule sound = {
    .id = "open-gate-2",
    .group = "access",
    .title = "A gate is open",
    .cwe = {"CWE-306"},
    .why = "why",
    .how = "how",
    .fix = "fix",
};

static void test_clash(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct registry registry = {0};
    struct rule other = {.id = "other"}, same = {.id = "open-gate-2", .kind = KIND_AUDIT};
    assert_int_equal(registry_add(&arena, &registry, &sound), OK);
    assert_int_equal(registry_add(&arena, &registry, &other), OK);
    assert_int_equal(registry_add(&arena, &registry, &same), ERR_INVALID);
    assert_int_equal(registry.all.n, 2);
    assert_ptr_equal(registry_find(&registry, SPAN("open-gate-2")), &sound);
    assert_ptr_equal(registry_find(&registry, SPAN("other")), &other);
    assert_null(registry_find(&registry, SPAN("open-gate")));
}

static void is_faulty(struct rule rule) {
    assert_non_null(rule_fault(&rule));
}

static struct rule with_id(const char *id) {
    struct rule rule = sound;
    rule.id = id;
    return rule;
}

static struct rule with_title(const char *title) {
    struct rule rule = sound;
    rule.title = title;
    return rule;
}

static void test_faults(void **state) {
    (void)state;
    static const char *const ids[] = {NULL, "", "Gate", "a--b", "-a", "a-", "a_b", "2a", "a b"};
    assert_null(rule_fault(&sound));
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        is_faulty(with_id(ids[i]));
    }
    is_faulty(with_title(NULL));
    is_faulty(with_title(""));
    is_faulty(with_title("A gate is open."));
    const char *const *texts[] = {&sound.group, &sound.why, &sound.how, &sound.fix, &sound.cwe[0]};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct rule rule = sound;
        size_t at = (size_t)((const char *)texts[i] - (const char *)&sound);
        const char **text = (const char **)(void *)((char *)&rule + at);
        *text = NULL;
        is_faulty(rule);
        *text = "";
        is_faulty(rule);
    }
    struct rule rule = sound;
    rule.cwe[1] = "CWE-x";
    is_faulty(rule);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clash),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
