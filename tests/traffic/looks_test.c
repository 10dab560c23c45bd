/* SPDX-License-Identifier: Apache-2.0 */
/* Ids and slugs, beside words that are neither. */
#include "traffic/looks.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void ids(void **state) {
    (void)state;
    static const char *const is[] = {"7",
                                     "6f9619ff-8b86-d011-b42d-00c04fc964ff",
                                     "507f1f77bcf86cd799439011",
                                     "2026-11-27",
                                     "inv-20017",
                                     "anna@example.com",
                                     "a%20b",
                                     "12.5",
                                     "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                                     "cus_9s6XKzkNRiz8i3"};
    static const char *const no[] = {"",       "orders", "v1",       "V2.0", "oauth2",      "s3",
                                     "base64", "me",     "deadbeef", "2fa",  "user-profile"};
    for (size_t i = 0; i < sizeof(is) / sizeof(is[0]); i++) {
        assert_true(looks_like_id(span_from(is[i])));
    }
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
        assert_false(looks_like_id(span_from(no[i])));
    }
}

static void slugs(void **state) {
    (void)state;
    assert_true(looks_like_slug(SPAN("anna"), SPAN("users")));
    assert_false(looks_like_slug(SPAN("me"), SPAN("users")));
    assert_false(looks_like_slug(SPAN("reset_password"), SPAN("users")));
    assert_true(looks_like_slug(SPAN("my-first-post"), SPAN("articles")));
    assert_false(looks_like_slug(SPAN("anna"), SPAN("articles")));
    assert_false(looks_like_slug(SPAN("my-first-post"), SPAN("api")));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ids), cmocka_unit_test(slugs)};
    return cmocka_run_group_tests_name("looks", tests, NULL, NULL);
}
