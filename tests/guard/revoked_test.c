/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of what is revoked: what a line says, what it does not, and whom it is about. */
#include "guard/revoked.h"

#include "guard/moment.h"
#include "text/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" /* of "test" */

static void lines(void **state) {
    (void)state;
    static const struct {
        const char *line;
        bool sound;
    } rows[] = {
        {"", true},
        {"  # jti 7", true},
        {"jti 7f3c", true},
        {"\tjti\t7f3c\r", true},
        {"jti \"7 f\"", true},
        {"sub 42", true},
        {"sub 42 before 2026-11-27T10:00:00Z", true},
        {"user ada before 1764237600", true},
        {"token " HASH, true},
        {"all before 2026-11-27T10:00:00Z", true},
        {"jti", false},
        {"jti \"\"", false},
        {"jti \"7f", false},
        {"jti \"7f\"x", false},
        {"jti 7f 8a", false},
        {"jti 7f before 5", false},
        {"sub 42 before", false},
        {"sub 42 before yesterday", false},
        {"sub 42 before 2026-02-30T10:00:00Z", false},
        {"sub 42 before -5", false},
        {"sub 42 before 5 6", false},
        {"sub 42 after 5", false},
        {"token 9f86", false},
        {"token 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", false},
        {"all", false},
        {"all 5", false},
        {"JTI 7f", false},
        {"7f3c", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct revoked revoked = {0};
        const char *fault = NULL;
        enum err err = revoked_add(&revoked, span_from(rows[i].line), &fault);
        if (err != (rows[i].sound ? OK : ERR_SYNTAX) || (fault != NULL) == rows[i].sound) {
            fail_msg("%s: %s", rows[i].line, fault ? fault : "");
        }
        assert_true(rows[i].sound || (!revoked.n && !revoked.all_before));
        revoked_free(&revoked);
    }
}

static void places(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    struct diag diag;
    struct revoked revoked = {0};
    arena_init(&arena, 1 << 20);
    diag_init(&diag, &arena);
    assert_int_equal(revoked_read(&revoked, SPAN("list"), SPAN("jti a\n\nsub\njti b\n"), &diag),
                     ERR_INVALID);
    struct span line = diag_line(&arena, &diag.items.at[0]);
    assert_true(span_starts(line, SPAN("list:3:1: error: there is no value")));
    assert_int_equal(revoked.n, 2);
    revoked_free(&revoked);
}

static void who(void **state) {
    (void)state;
    static const struct {
        const char *list, *claims, *secret, *subject, *name;
        bool is_token;
        const char *by; /* "": it is not revoked */
    } rows[] = {
        {"jti 7f", "{\"jti\":\"7f\",\"sub\":\"1\"}", "a.b.c", "", "", true, "jti"},
        {"jti 7f", "{\"jti\":\"7F\",\"sub\":\"7f\"}", "a.b.c", "", "", true, ""},
        {"jti 7", "{\"jti\":7}", "a.b.c", "", "", true, "jti"},
        {"jti 7f", "{}", "a.b.c", "", "", true, ""},
        {"sub 42", "{\"sub\":\"42\"}", "a.b.c", "", "", true, "sub"},
        {"sub 42", "{\"sub\":\"4\"}", "a.b.c", "", "", true, ""},
        {"sub 42", "{\"user_id\":42}", "a.b.c", "", "", true, ""},
        {"sub 42", "{\"user_id\":42}", "a.b.c", "42", "", true, "sub"},
        {"sub 42", "{\"sub\":\"42\",\"username\":\"ada\"}", "", "", "", false, "sub"},
        {"user ada", "{\"sub\":\"42\",\"username\":\"ada\"}", "", "", "", false, "user"},
        {"user ada", "{\"sub\":\"ada\"}", "a.b.c", "", "ada", true, "user"},
        {"user 42", "{\"sub\":\"42\"}", "a.b.c", "42", "", true, ""},
        {"sub 42 before 1000", "{\"sub\":\"42\",\"iat\":999}", "a.b.c", "", "", true, "sub"},
        {"sub 42 before 1000", "{\"sub\":\"42\",\"iat\":999.9}", "a.b.c", "", "", true, "sub"},
        {"sub 42 before 1000", "{\"sub\":\"42\",\"iat\":1000}", "a.b.c", "", "", true, ""},
        {"sub 42 before 1000", "{\"sub\":\"42\"}", "a.b.c", "", "", true, "sub"},
        {"sub 42 before 1000", "{\"sub\":\"42\",\"iat\":\"x\"}", "a.b.c", "", "", true, "sub"},
        {"sub 42 before 1000", "{\"sub\":\"42\"}", "", "", "", false, ""},
        {"sub 42 before 9\nsub 42 before 7", "{\"sub\":\"42\",\"iat\":8}", "", "", "", true, "sub"},
        {"sub 42 before 9\nsub 42", "{\"sub\":\"42\",\"iat\":10}", "", "", "", true, "sub"},
        {"sub 42\nsub 42 before 9", "{\"sub\":\"42\",\"iat\":10}", "", "", "", true, "sub"},
        {"all before 1000", "{\"sub\":\"1\",\"iat\":999}", "a.b.c", "", "", true, "all"},
        {"all before 1000", "{\"sub\":\"1\",\"iat\":1000}", "a.b.c", "", "", true, ""},
        {"all before 1000", "{\"sub\":\"1\"}", "", "", "", false, ""},
        {"token " HASH, "{\"sub\":\"1\"}", "test", "", "", false, "token"},
        {"token " HASH, "{\"sub\":\"1\"}", "Test", "", "", false, ""},
        {"token " HASH, "{\"sub\":\"1\"}", "", "", "", false, ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        ARENA_SCOPE arena;
        struct revoked revoked = {0};
        struct json_options options = {.file = SPAN("claims")};
        struct revoked_asked asked = {.secret = span_from(rows[i].secret),
                                      .subject = span_from(rows[i].subject),
                                      .name = span_from(rows[i].name),
                                      .is_token = rows[i].is_token};
        struct diag diag;
        arena_init(&arena, 1 << 20);
        diag_init(&diag, &arena);
        assert_int_equal(
            json_parse(&arena, span_from(rows[i].claims), &options, &asked.claims, NULL), OK);
        assert_int_equal(revoked_read(&revoked, SPAN("list"), span_from(rows[i].list), &diag), OK);
        struct revocations all = {{NULL, &revoked}, false};
        const char *by = revocations_by(&all, &asked);
        if (strcmp(by ? by : "", rows[i].by) != 0) {
            fail_msg("row %zu, %s: by '%s'", i, rows[i].list, by ? by : "");
        }
        revoked_free(&revoked);
    }
}

static void moments(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t microseconds; /* -1: none */
    } rows[] = {
        {"1970-01-01 00:00:01", 1000000},
        {"1970-01-01T00:00:01Z", 1000000},
        {"1970-01-01 00:00:01.25", 1250000},
        {"1970-01-01 00:00:01.123456+00", 1123456},
        {"1970-01-01 01:00:01+01", 1000000},
        {"1970-01-01 05:30:01.5+05:30", 1500000},
        {"1970-01-01 00:00:01-0100", INT64_C(3601000000)},
        {"2026-11-27 10:00:00+00:00", INT64_C(1795773600000000)},
        {"1970-01-01", -1},
        {"1970-01-01 00:00:01.", -1},
        {"1970-01-01 00:00:01.1234567", -1},
        {"1970-01-01 00:00:01+1", -1},
        {"1970-01-01 00:00:01 x", -1},
        {"1970-02-30 00:00:01", -1},
        {"1969-12-31 23:59:59", -1},
        {"yesterday, at noon, it was", -1},
        {"", -1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t got = -1;
        bool read = moment_read(span_from(rows[i].text), &got);
        if (read != (rows[i].microseconds >= 0) || (read && got != rows[i].microseconds)) {
            fail_msg("%s: %lld", rows[i].text, (long long)got);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(places),
        cmocka_unit_test(who),
        cmocka_unit_test(moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
