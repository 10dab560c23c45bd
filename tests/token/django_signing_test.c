/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that a real Django signed, and each of them spoiled. */
#include "token/django_signing.h"

#include "token/inflate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define PLAIN "eyJhIjoiYiJ9:1r31eq:-l-ZCZ5-JXUeHsMph4RzB4_eym361oF0RgveWu9AYWs"
#define PACKED ".eJyrVkpUslJKogNQqgUAeN0oZA:1r31eq:prvrT-mYFBlNm83DoYr_qtDifpQMBQZZnP9Nr9hJSbQ"
#define OLDER "eyJhIjoiYiJ9:1r31eq:FHC2Ia3Oh9L1Mhv7myEW0MbLzbUYyOzTP705YZxTmYY"

static const struct span SALT = SPAN_INIT("django.contrib.sessions.SessionStore");
static const struct span SECRETS[] = {SPAN_INIT("made-up key of an application"),
                                      SPAN_INIT("older key of an application")};

/* The payload; empty: it is not sound. */
static struct span read(struct arena *arena, struct span text, struct span salt, size_t secrets) {
    struct span payload = SPAN("");
    bool sound;
    struct django_secrets all = {SECRETS, secrets};
    assert_int_equal(django_signing_read(arena, text, salt, &all, &payload, &sound), OK);
    return sound ? payload : SPAN("");
}

static void signed_by_django(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 16 << 20);
    assert_true(span_equal(read(&arena, SPAN(PLAIN), SALT, 1), SPAN("{\"a\":\"b\"}")));
    struct span packed = read(&arena, SPAN(PACKED), SALT, 1);
    assert_int_equal(packed.len, sizeof("{\"a\":\"\"}") - 1 + 100);
    assert_int_equal(read(&arena, SPAN(OLDER), SALT, 1).len, 0);
    assert_int_equal(read(&arena, SPAN(OLDER), SALT, 2).len, 9);
    assert_int_equal(read(&arena, SPAN(PLAIN), SALT, 0).len, 0);
    assert_int_equal(read(&arena, SPAN(PLAIN), SPAN("another.Salt"), 2).len, 0);
}

/* Whatever is changed in a signed text, or cut off it, it is none any more. */
static void spoiled(void **state) {
    (void)state;
    const struct span texts[] = {SPAN(PLAIN), SPAN(PACKED)};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < texts[k].len; i++) {
            ARENA_SCOPE arena;
            arena_init(&arena, 16 << 20);
            char *copy = (char *)(uintptr_t)arena_dup(&arena, texts[k]).ptr;
            assert_int_equal(read(&arena, (struct span){copy, i}, SALT, 2).len, 0);
            copy[i] = copy[i] == 'A' ? 'B' : 'A';
            assert_int_equal(read(&arena, (struct span){copy, texts[k].len}, SALT, 2).len, 0);
        }
    }
}

static void hashed(void **state) {
    (void)state;
    const struct django_secrets secrets = {SECRETS, 2};
    bool fits;
    struct span hex = SPAN("053eb2c66295e2364e74fa18a0fbd48b3511fbcb4e7a60471b03fe39c0181591");
    assert_int_equal(django_signing_fits(SPAN("salt"), SPAN("value"), &secrets, hex, &fits), OK);
    assert_true(fits);
    assert_int_equal(django_signing_fits(SPAN("salt"), SPAN("valu"), &secrets, hex, &fits), OK);
    assert_false(fits);
    hex.len--;
    assert_int_equal(django_signing_fits(SPAN("salt"), SPAN("value"), &secrets, hex, &fits), OK);
    assert_false(fits);
}

static void csrf(void **state) {
    (void)state;
    struct span secret = SPAN("abcdefghijklmnopqrstuvwxyzABCDEF");
    struct span plain = SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabcdefghijklmnopqrstuvwxyzABCDEF");
    struct span masked = SPAN("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcdefghijklmnopqrstuvwxyzABCDEFG");
    assert_true(django_csrf_same(secret, secret));
    assert_true(django_csrf_same(plain, secret));
    assert_true(django_csrf_same(secret, masked));
    assert_true(django_csrf_same(masked, plain));
    assert_false(django_csrf_same(SPAN(""), SPAN("")));
    assert_false(django_csrf_same(SPAN("a"), SPAN("a")));
    assert_false(django_csrf_same(secret, SPAN("abcdefghijklmnopqrstuvwxyzABCDEG")));
    struct span odd = SPAN("abcdefghijklmnopqrstuvwxyzABCDE-");
    assert_false(django_csrf_same(odd, odd));
}

static void bounded(void **state) {
    (void)state;
    static const unsigned char zeros[] = {0x78, 0x9c, 0x63, 0x60, 0x18, 0x05, 0xc4,
                                          0x02, 0x00, 0x01, 0x2c, 0x00, 0x01};
    ARENA_SCOPE arena;
    struct span out, text = {(const char *)zeros, sizeof(zeros)};
    arena_init(&arena, 1 << 20);
    assert_int_equal(inflate_read(&arena, text, 299, &out), ERR_LIMIT);
    assert_int_equal(inflate_read(&arena, text, 300, &out), OK);
    assert_int_equal(out.len, 300);
    text.len--;
    assert_int_equal(inflate_read(&arena, text, 300, &out), ERR_SYNTAX);
    assert_int_equal(inflate_read(&arena, SPAN("no zlib"), 10, &out), ERR_SYNTAX);
    assert_int_equal(inflate_read(&arena, SPAN(""), 10, &out), ERR_SYNTAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(signed_by_django),
                                       cmocka_unit_test(spoiled), cmocka_unit_test(hashed),
                                       cmocka_unit_test(csrf), cmocka_unit_test(bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
