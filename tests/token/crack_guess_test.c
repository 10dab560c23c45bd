/* SPDX-License-Identifier: Apache-2.0 */
/* Guesses from tokens, and the known list. */
#include "token/crack_guess.h"

#include "text/base64.h"
#include "token/crack_known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static struct span token_of(struct arena *arena, struct span header, struct span payload,
                            size_t signature) {
    char zeros[64] = {0};
    struct span a = base64_encode(arena, BASE64_URL, header);
    struct span b = base64_encode(arena, BASE64_URL, payload);
    struct span c = base64_encode(arena, BASE64_URL, (struct span){zeros, signature});
    return arena_printf(arena, "%.*s.%.*s.%.*s", SPAN_ARG(a), SPAN_ARG(b), SPAN_ARG(c));
}

static bool holds(const struct span *at, size_t n, struct span text) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(at[i], text)) {
            return true;
        }
    }
    return false;
}

static void names_come_from_claims_and_host(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span token = token_of(&arena, SPAN("{\"alg\":\"HS256\",\"kid\":\"main-key\"}"),
                                 SPAN("{\"iss\":\"https://auth.shop.example:8443/realm\","
                                      "\"aud\":[\"orders\"],\"email\":\"ann@mail.example\"}"),
                                 32);
    struct jws jws;
    struct crack_guesses guesses;
    assert_int_equal(jws_parse(&arena, token, &jws), OK);
    assert_int_equal(crack_guess(&arena, &jws, SPAN("api.target.example"), &guesses), OK);
#define NAMED(text) assert_true(holds(guesses.names.at, guesses.names.n, SPAN(text)))
    NAMED("https://auth.shop.example:8443/realm");
    NAMED("auth.shop.example");
    NAMED("shop");
    NAMED("orders");
    NAMED("ann@mail.example");
    NAMED("ann");
    NAMED("target");
    NAMED("main-key");
#define JOINED(text) assert_true(holds(guesses.joined.at, guesses.joined.n, SPAN(text)))
    JOINED("shop-secret");
    JOINED("secret_shop");
    JOINED("ShopSecretKey");
    JOINED("orders_jwt");
    for (size_t i = 0; i < guesses.names.n; i++) {
        assert_false(holds(guesses.names.at, i, guesses.names.at[i]));
    }
}

static void a_token_cannot_ask_for_endless_guesses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    BUF_SCOPE payload = {0};
    buf_text(&payload, "{\"aud\":[\"x\"");
    for (int i = 0; i < 900; i++) {
        buf_printf(&payload, ",\"name%d\"", i);
    }
    buf_text(&payload, "]}");
    struct span token = token_of(&arena, SPAN("{\"alg\":\"HS256\"}"), buf_span(&payload), 32);
    struct jws jws;
    struct crack_guesses guesses;
    assert_int_equal(jws_parse(&arena, token, &jws), OK);
    assert_int_equal(crack_guess(&arena, &jws, SPAN(""), &guesses), OK);
    assert_int_equal(guesses.names.n, CRACK_GUESS_PIECES);
    assert_true(guesses.joined.n <= CRACK_GUESS_PIECES * 400);
}

static enum err target_of(struct span header, size_t signature, struct crack_target *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct jws jws;
    struct span token = token_of(&arena, header, SPAN("{}"), signature);
    assert_int_equal(jws_parse(&arena, token, &jws), OK);
    return crack_target_of(&jws, out);
}

static void only_hmac_tokens_have_a_secret(void **state) {
    (void)state;
    struct crack_target target;
    assert_int_equal(target_of(SPAN("{\"alg\":\"HS256\"}"), 32, &target), OK);
    assert_int_equal(target.hash, CRACK_SHA256);
    assert_int_equal(target_of(SPAN("{\"alg\":\"HS384\"}"), 48, &target), OK);
    assert_int_equal(target.hash, CRACK_SHA384);
    assert_int_equal(target_of(SPAN("{\"alg\":\"hs512\"}"), 64, &target), OK);
    assert_int_equal(target.hash, CRACK_SHA512);
    assert_int_equal(target_of(SPAN("{\"alg\":\"HS256\"}"), 31, &target), ERR_INVALID);
    assert_int_equal(target_of(SPAN("{\"alg\":\"ES256\"}"), 64, &target), ERR_UNSUPPORTED);
    assert_int_equal(target_of(SPAN("{\"alg\":\"none\"}"), 0, &target), ERR_UNSUPPORTED);
}

static void the_known_list_starts_blank_and_has_the_favourites(void **state) {
    (void)state;
    size_t n;
    const struct span *known = crack_known(&n);
    assert_int_equal(known[0].len, 0);
    assert_true(n > 500);
    assert_true(holds(known, n, SPAN("secret")));
    assert_true(holds(known, n, SPAN("your-256-bit-secret")));
    assert_true(holds(known, n, SPAN("\x02\x01thisismyscretkey\x01\x02\\e\\y\\y\\h")));
}

static int by_text(const void *a, const void *b) {
    return span_compare(*(const struct span *)a, *(const struct span *)b);
}

static void the_known_list_has_no_duplicates(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    size_t n;
    const struct span *known = crack_known(&n);
    struct span *sorted = arena_array(&arena, struct span, n);
    memcpy(sorted, known, n * sizeof(*sorted));
    qsort(sorted, n, sizeof(*sorted), by_text);
    for (size_t i = 1; i < n; i++) {
        if (span_equal(sorted[i - 1], sorted[i])) {
            fail_msg("'%.*s' is listed twice", SPAN_ARG(sorted[i]));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_from_claims_and_host),
        cmocka_unit_test(a_token_cannot_ask_for_endless_guesses),
        cmocka_unit_test(only_hmac_tokens_have_a_secret),
        cmocka_unit_test(the_known_list_starts_blank_and_has_the_favourites),
        cmocka_unit_test(the_known_list_has_no_duplicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
