/* SPDX-License-Identifier: Apache-2.0 */
/* Base64: RFC 4648's vectors, every length both ways, and each way of not being canonical. */
#include "text/base64.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define assert_span(got, wanted)                              \
    do {                                                      \
        struct span got_ = (got), wanted_ = (wanted);         \
        assert_int_equal(got_.len, wanted_.len);              \
        assert_memory_equal(got_.ptr, wanted_.ptr, got_.len); \
    } while (0)

static void vectors(void **state) {
    (void)state;
    static const struct {
        struct span data, padded, url;
    } cases[] = {
        {SPAN_INIT(""), SPAN_INIT(""), SPAN_INIT("")},
        {SPAN_INIT("f"), SPAN_INIT("Zg=="), SPAN_INIT("Zg")},
        {SPAN_INIT("fo"), SPAN_INIT("Zm8="), SPAN_INIT("Zm8")},
        {SPAN_INIT("foo"), SPAN_INIT("Zm9v"), SPAN_INIT("Zm9v")},
        {SPAN_INIT("foob"), SPAN_INIT("Zm9vYg=="), SPAN_INIT("Zm9vYg")},
        {SPAN_INIT("fooba"), SPAN_INIT("Zm9vYmE="), SPAN_INIT("Zm9vYmE")},
        {SPAN_INIT("foobar"), SPAN_INIT("Zm9vYmFy"), SPAN_INIT("Zm9vYmFy")},
        {SPAN_INIT("\xfb\xff\xbe"), SPAN_INIT("+/++"), SPAN_INIT("-_--")},
    };
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct span out;
        assert_span(base64_encode(&arena, BASE64_PADDED, cases[i].data), cases[i].padded);
        assert_span(base64_encode(&arena, BASE64_URL, cases[i].data), cases[i].url);
        assert_int_equal(base64_decode(&arena, BASE64_PADDED, cases[i].padded, &out), OK);
        assert_span(out, cases[i].data);
        assert_int_equal(base64_decode(&arena, BASE64_URL, cases[i].url, &out), OK);
        assert_span(out, cases[i].data);
    }
}

static void every_length(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    char data[256];
    for (size_t i = 0; i < sizeof(data); i++) {
        data[i] = (char)(i * 167 + 13);
    }
    for (size_t len = 0; len <= sizeof(data); len++) {
        for (int form = BASE64_URL; form <= BASE64_BARE; form++) {
            struct span text =
                base64_encode(&arena, (enum base64_form)form, (struct span){data, len});
            BUF_SCOPE buf = {0};
            base64_write(&buf, (enum base64_form)form, (struct span){data, len});
            assert_span(buf_span(&buf), text);
            struct span back;
            assert_int_equal(base64_decode(&arena, (enum base64_form)form, text, &back), OK);
            assert_span(back, ((struct span){data, len}));
        }
    }
}

/* Every form is read by the loose reader, which says what it is; others are refused. */
static void loose(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    char data[] = "\xfb\xff\xbf\xfe\x00";
    for (size_t len = 0; len <= sizeof(data); len++) {
        for (int form = BASE64_URL; form <= BASE64_BARE; form++) {
            struct span text =
                base64_encode(&arena, (enum base64_form)form, (struct span){data, len});
            struct span back;
            enum base64_form found;
            assert_int_equal(base64_decode_loose(&arena, text, &back, &found), OK);
            assert_span(back, ((struct span){data, len}));
            if (len == 4) { /* has marks of its alphabet, and padding */
                assert_int_equal(found, form);
            }
        }
    }
    static const struct span wrong[] = {SPAN_INIT("A"), SPAN_INIT("Zm9v\n"), SPAN_INIT("===="),
                                        SPAN_INIT("Zm9.")};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct span back;
        enum base64_form found;
        assert_int_equal(base64_decode_loose(&arena, wrong[i], &back, &found), ERR_SYNTAX);
    }
    assert_int_equal(base64_both(BASE64_BARE, BASE64_URL_PADDED), BASE64_PADDED);
    assert_int_equal(base64_both(BASE64_URL, BASE64_URL), BASE64_URL);
}

static void refused(void **state) {
    (void)state;
    static const struct span url[] = {SPAN_INIT("A"),     SPAN_INIT("Zg=="),   SPAN_INIT("Zm8="),
                                      SPAN_INIT("Zh"),    SPAN_INIT("Zm9"),    SPAN_INIT("Zm9v "),
                                      SPAN_INIT(" Zm9v"), SPAN_INIT("Zm\n9v"), SPAN_INIT("+/++"),
                                      SPAN_INIT("Zm9vA"), SPAN_INIT("Zm9\0"),  SPAN_INIT("Zm9\xff"),
                                      SPAN_INIT("Zm9v="), SPAN_INIT("===="),   SPAN_INIT("Zm9.")};
    static const struct span padded[] = {
        SPAN_INIT("Zg"),       SPAN_INIT("Zg="),  SPAN_INIT("Zh=="),  SPAN_INIT("Zm9="),
        SPAN_INIT("===="),     SPAN_INIT("Z==="), SPAN_INIT("Zm9v="), SPAN_INIT("-_--"),
        SPAN_INIT("Zg==Zg=="), SPAN_INIT("Zg= ")};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span out;
    for (size_t i = 0; i < sizeof(url) / sizeof(url[0]); i++) {
        assert_int_equal(base64_decode(&arena, BASE64_URL, url[i], &out), ERR_SYNTAX);
    }
    for (size_t i = 0; i < sizeof(padded) / sizeof(padded[0]); i++) {
        assert_int_equal(base64_decode(&arena, BASE64_PADDED, padded[i], &out), ERR_SYNTAX);
    }
}

/* Each byte that is no digit, in each place of a text that is long enough for wide steps. */
static void every_place(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    char text[120];
    struct span out;
    for (int form = BASE64_URL; form <= BASE64_PADDED; form++) {
        struct span marks = form == BASE64_URL ? SPAN("-_") : SPAN("+/");
        for (size_t at = 0; at < sizeof(text); at++) {
            for (int byte = 0; byte < 256; byte++) {
                memset(text, 'A', sizeof(text));
                text[at] = (char)byte;
                bool digit = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                             (byte >= '0' && byte <= '9') ||
                             span_find_byte(marks, (char)byte) != SIZE_MAX;
                bool padding = form == BASE64_PADDED && byte == '=' && at == sizeof(text) - 1;
                enum err err = base64_decode(&arena, (enum base64_form)form,
                                             (struct span){text, sizeof(text)}, &out);
                assert_int_equal(err, digit || padding ? OK : ERR_SYNTAX);
                if (digit) {
                    struct span again = base64_encode(&arena, (enum base64_form)form, out);
                    assert_span(again, ((struct span){text, sizeof(text)}));
                }
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors), cmocka_unit_test(every_length), cmocka_unit_test(loose),
        cmocka_unit_test(refused), cmocka_unit_test(every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
