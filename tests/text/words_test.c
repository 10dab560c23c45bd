/* SPDX-License-Identifier: Apache-2.0 */
/* Names in all the ways they are written, and the words in them. */
#include "text/words.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void splitting(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"resetUserPassword", "reset.User.Password."},
        {"/reset/user-password/", "reset.user.password."},
        {"RESET_USER_PASSWORD", "RESET.USER.PASSWORD."},
        {"getHTTPStatus", "get.HTTP.Status."},
        {"userID", "user.ID."},
        {"v1Beta2", "v1.Beta2."},
        {"2fa", "2fa."},
        {"createdb", "createdb."},
        {"{order_id}", "order.id."},
        {"Straße_größe", "Straße.größe."},
        {"--", ""},
        {"", ""},
        {"A", "A."},
        {"ABc", "A.Bc."},
        {"api.views.Users#list", "api.views.Users.list."},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        BUF_SCOPE out = {0};
        struct span rest = span_from(rows[i][0]);
        for (struct span word = words_next(&rest); word.ptr; word = words_next(&rest)) {
            buf_add(&out, word);
            buf_byte(&out, '.');
        }
        if (!span_equal(buf_span(&out), span_from(rows[i][1]))) {
            fail_msg("%s gives %.*s", rows[i][0], SPAN_ARG(buf_span(&out)));
        }
    }
}

static void looking_up(void **state) {
    (void)state;
    static const struct span list = SPAN_INIT(" login auth search ");
    assert_true(words_listed(SPAN("login"), list));
    assert_true(words_listed(SPAN("Auth"), list));
    assert_true(words_listed(SPAN("SEARCH"), list));
    assert_false(words_listed(SPAN("authors"), list));
    assert_false(words_listed(SPAN("log"), list));
    assert_false(words_listed(SPAN(""), list));
    assert_false(words_listed(SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), list));
    assert_true(words_any(SPAN("/api/userLogin/"), list));
    assert_false(words_any(SPAN("/api/authors/research"), list));
    assert_true(span_equal(words_first(SPAN("/a/bC")), SPAN("a")));
    assert_true(span_equal(words_last(SPAN("/a/bC/")), SPAN("C")));
    assert_null(words_last(SPAN("//")).ptr);
}

static void of_other_languages(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"kennwort", " password "},   {"newPasswort", " password "},
        {"contraseña", " password "}, {"mot_de_passe", " password "},
        {"/senha", " password "},     {"/v2/Anmeldung", " login "},
        {"abmelden", " logout "},     {"wachtwoord", " password "},
        {"zurücksetzen", " reset "},  {"/aanmelden", " login "},
        {"vergeten", " forgot "},     {"administratoren", " admins "},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (!words_any(span_from(rows[i][0]), span_from(rows[i][1]))) {
            fail_msg("%s is not%s", rows[i][0], rows[i][1]);
        }
    }
    assert_false(words_any(SPAN("passwortlos"), SPAN(" password ")));
    assert_false(words_any(SPAN("anmeldung"), SPAN(" logout register ")));
    assert_false(words_any(SPAN("passenger"), SPAN(" password ")));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(splitting), cmocka_unit_test(looking_up),
                                       cmocka_unit_test(of_other_languages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
