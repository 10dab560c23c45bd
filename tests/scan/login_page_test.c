/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of login pages. */
#include "scan/login/login_page.h"

#include "contract_text.h"

static void pages(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct page_form form;
    assert_true(
        page_read(&arena,
                  SPAN("<form action='/search'><input name=q></form>"
                       "<FORM ACTION=\"?a=1&amp;b=2\"><input type=hidden name=t value='1\"2'>"
                       "<input name=\"u\" autofocus><input type='password' name=p></FORM>"
                       "<form><input type=password name=second></form>"),
                  &form));
    assert_span(form.action, "?a=1&b=2");
    assert_span(form.username, "u");
    assert_span(form.password, "p");
    assert_int_equal(form.hidden.n, 1);
    assert_span(form.hidden.at[0].value, "1\"2");
    static const char *const none[] = {
        "",       "<",       "<form",     "<form><input type=password", "<input name=x>",
        "<a b='", "</form>", "{\"a\": 1}"};
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        assert_false(page_read(&arena, span_from(none[i]), &form));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
