/* SPDX-License-Identifier: Apache-2.0 */
/* Words and forms of refusal, and what only looks like them. */
#include "contract_text.h"

#include "scan/error_words.h"
#include "scan/refusal.h"
#include "text/json.h"

static void blame(void **state) {
    static const char *const yes[] = {
        "missing or malformed jwt",
        "invalid or expired token",
        "No Authorization was found in request.headers",
        "Token is required",
        "Given token not valid for any token type",
        "Authentication credentials were not provided.",
        "Signature verification failed",
        "UNAUTHORIZED",
        "unauthenticated",
        "You are not logged in",
        "Please log in first",
        "api_key is missing",
        "X-API-Key: missing",
        "Provide a valid auth token.",
        "Tokens without a subject",
        "invalid JSON Web Token",
        "Bitte anmelden: nicht angemeldet",
        "\xe7\x94\xa8\xe6\x88\xb7\xe6\x9c\xaa\xe7\x99\xbb\xe5\xbd\x95",
    };
    static const char *const no[] = {
        "",
        "12 orders",
        "Unexpected token p in JSON at position 0",
        "Unexpected token 'p', \"postern\" is not valid JSON",
        "JSON parse error: Unrecognized token 'postern': was expecting a value",
        "Cannot deserialize value out of START_ARRAY token",
        "syntax error: invalid token",
        "missing key 'item'",
        "invalid character 'p' looking for beginning of value",
        "the broken monkeytokens", /* no word of its own, and no fault */
        "a tokenised card is invalid",
        "name is required",
        "the supersession is missing",
        "Forbidden",
        "a bearer of good news",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
        if (!refusal_blames_credential(span_from(yes[i]))) {
            fail_msg("blames no credential: %s", yes[i]);
        }
    }
    for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++) {
        if (refusal_blames_credential(span_from(no[i]))) {
            fail_msg("blames a credential: %s", no[i]);
        }
    }
}

static void long_prose(void **state) {
    (void)state;
    char text[600];
    memset(text, 'x', sizeof(text));
    memcpy(text, "the token ", 10);
    memcpy(text + 500, " is missing", 11);
    assert_false(refusal_blames_credential((struct span){text, sizeof(text)}));
    assert_true(refusal_blames_credential(SPAN("the token is missing")));
}

static void rights(void **state) {
    (void)state;
    assert_true(refusal_denies(SPAN("Forbidden")));
    assert_true(refusal_denies(SPAN("You do not have PERMISSION DENIED")));
    assert_true(refusal_denies(SPAN("insufficient scope")));
    assert_true(refusal_blames_credential(SPAN("Authentication failed")));
    assert_true(refusal_blames_credential(SPAN("Authentication credentials were not provided.")));
    assert_false(refusal_denies(SPAN("all is well")));
    assert_false(refusal_denies(SPAN("12 orders")));
}

static void nobodies(void **state) {
    static const char *const all[] = {"",     " ",    "anonymous", "AnonymousUser", "anon",
                                      "none", "null", "Guest",     "nobody",        "undefined"};
    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        assert_true(refusal_names_nobody(span_from(all[i])));
    }
    assert_true(refusal_names_nobody(SPAN(" AnonymousUser ")));
    assert_false(refusal_names_nobody(SPAN("alice")));
    assert_false(refusal_names_nobody(SPAN("guests")));
}

static void passwords(void **state) {
    (void)state;
    assert_true(refusal_asks_password(SPAN("<input TYPE=\"password\">")));
    assert_true(refusal_asks_password(SPAN("<input type='password'>")));
    assert_true(refusal_asks_password(SPAN("<input type=password>")));
    assert_false(refusal_asks_password(SPAN("<input type=\"text\" name=\"password\">")));
}

static const struct node *parse(struct arena *arena, const char *text) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = 8};
    assert_int_equal(json_parse(arena, span_from(text), &options, &root, NULL), OK);
    return root;
}

static void forms(void **state) {
    static const char *const yes[] = {
        "{\"success\": false}",
        "{\"ok\": 0, \"a\": 1}",
        "{\"success\": \"false\"}",
        "{\"authenticated\": false}",
        "{\"error\": \"x\"}",
        "{\"errors\": [1]}",
        "{\"error\": true, \"a\": 2}",
        "{\"code\": 401}",
        "{\"code\": \"403\"}",
        "{\"code\": 40101, \"data\": null}",
        "{\"status\": \"fail\", \"message\": \"m\"}",
        "{\"status\": \"Unauthorized\"}",
        "{\"result\": \"error\"}",
        "{\"errcode\": 17, \"a\": 1}",
        "{\"meta\": {\"code\": 401}, \"data\": {}}",
        "{\"status\": {\"success\": false}, \"b\": 1}",
        "{\"detail\": \"what\"}",
        "{\"message\": \"hello\"}",
    };
    static const char *const no[] = {
        "{}",
        "[]",
        "[{\"error\": \"x\"}]",
        "{\"success\": true, \"error\": null, \"code\": 200}",
        "{\"error\": 0, \"a\": 1}",
        "{\"errors\": [], \"a\": 1}",
        "{\"error\": \"\", \"a\": 1}",
        "{\"error\": false, \"a\": 1}",
        "{\"errcode\": 0, \"a\": 1}",
        "{\"code\": 4017, \"a\": 1}",
        "{\"code\": 4030000, \"a\": 1}",
        "{\"code\": \"SAVE10\", \"a\": 1}",
        "{\"status\": \"shipped\", \"a\": 1}",
        "{\"message\": \"hello\", \"user\": \"alice\"}",
        "{\"message\": {\"a\": 1}}",
        "{\"owner\": {\"success\": false}, \"b\": 1}",
    };
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
        if (!refusal_in_form(parse(&arena, yes[i]))) {
            fail_msg("does not refuse: %s", yes[i]);
        }
    }
    for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++) {
        if (refusal_in_form(parse(&arena, no[i]))) {
            fail_msg("refuses: %s", no[i]);
        }
    }
}

static void codes(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_non_null(refusal_code(parse(&arena, "{\"a\": 1, \"code\": 7}")));
    assert_non_null(refusal_code(parse(&arena, "{\"ok\": true}")));
    assert_null(refusal_code(parse(&arena, "{\"code\": \"SAVE10\"}")));
    assert_null(refusal_code(parse(&arena, "{\"inner\": {\"code\": 7}}")));
    assert_null(refusal_code(parse(&arena, "[7]")));
}

static void errors_that_tell(void **state) {
    static const char *const yes[] = {"name is missing", "Order not found",
                                      "FST_ERR_CTP_INVALID_JSON_BODY", "no", "Syntax error"};
    static const char long_one[] = "The browser (or proxy) sent a request that this server could "
                                   "not understand.";
    static const char *const no[] = {"",
                                     "400 Bad Request",
                                     "BAD_REQUEST",
                                     "invalid_request",
                                     "Unprocessable Entity",
                                     "Validation failed.",
                                     "400",
                                     "https://errors.example/bad",
                                     "about:blank",
                                     "2026-11-26T18:00:00Z",
                                     long_one};
    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
        if (!error_words_tell(span_from(yes[i]))) {
            fail_msg("tells nothing: %s", yes[i]);
        }
    }
    for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++) {
        if (error_words_tell(span_from(no[i]))) {
            fail_msg("tells: %s", no[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blame), cmocka_unit_test(long_prose),       cmocka_unit_test(rights),
        cmocka_unit_test(forms), cmocka_unit_test(nobodies),         cmocka_unit_test(passwords),
        cmocka_unit_test(codes), cmocka_unit_test(errors_that_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
