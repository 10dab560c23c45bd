/* SPDX-License-Identifier: Apache-2.0 */
/* Redaction compares decoded: every spelling of a secret, and pieces of it. All secrets here are
 * made up. */
#include "scan/credential/identity.h"

#include "scan/credential/redact.h"
#include "scan/credential/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define CLAIMS "eyJzdWIiOiJhbGljZS1tYWRlLXVwIiwiZXhwIjo0MDAwMDAwMDAwfQ"
#define SIGNATURE "bWFkZS11cC1zaWduYXR1cmUtb2YtMzItYnl0ZXM"
#define TOKEN HEADER "." CLAIMS "." SIGNATURE
#define KEY "aB/cd+ef&gh<ij\"kl\\12"

static const char file[] = "identities:\n"
                           "  al: {bearer: " TOKEN "}\n"
                           "  bo: {header: {X-Key: 'aB/cd+ef&gh<ij\"kl\\12'}}\n"
                           "  cy: {username: cy, password: abc}\n"
                           "  di: {username: di, password: swordfish}\n"
                           "  ed: {bearer: \"made-up-\\U0001F511-token-0001\"}\n";

struct loaded {
    struct arena arena;
    struct diag diag;
    struct identities identities;
};

static void load_from(struct loaded *l, const char *text) {
    arena_init(&l->arena, SIZE_MAX);
    diag_init(&l->diag, &l->arena);
    assert_int_equal(
        identities_load(&l->arena, span_from(text), SPAN("ids.yaml"), &l->identities, &l->diag),
        OK);
}

static void load(struct loaded *l) {
    load_from(l, file);
}

static void assert_redacted(const struct loaded *l, const char *text, const char *wanted) {
    struct arena arena;
    arena_init(&arena, SIZE_MAX);
    struct span got = identities_redact(&l->identities, &arena, span_from(text));
    if (!span_equal(got, span_from(wanted))) {
        fail_msg("%s became \"%.*s\", not \"%s\"", text, SPAN_ARG(got), wanted);
    }
    arena_free(&arena);
}

static void every_encoding(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    static const char *const rows[][2] = {
        {"<" KEY ">", "<$BO_X_KEY>"},
        {"\"aB/cd+ef&gh<ij\\\"kl\\\\12\"", "\"$BO_X_KEY\""},
        {"aB\\/cd\\u002Bef\\u0026gh\\u003cij\\\"kl\\\\12", "$BO_X_KEY"},
        {"aB/cd+ef&amp;gh&lt;ij&quot;kl\\12", "$BO_X_KEY"},
        {"aB&#x2f;cd&#43;ef&amp;gh&#60;ij&quot;kl&bsol;12", "$BO_X_KEY"},
        {"?a=aB%2Fcd%2Bef%26gh%3Cij%22kl%5C12&b", "?a=$BO_X_KEY&b"},
        {"%61%42%2f%63%64%2b%65%66%26%67%68%3c%69%6a%22%6b%6c%5c%31%32", "$BO_X_KEY"},
        {"aB%252Fcd%252Bef%2526gh%253Cij%2522kl%255C12", "$BO_X_KEY"},
        {"aB/cd+ef\\u0026amp;gh&lt;ij&quot;kl\\\\12", "$BO_X_KEY"}, /* HTML within JSON */
        {"AB/CD+EF&GH<IJ\"KL\\12", "$BO_X_KEY"},
        {"aB_cd-ef&gh<ij\"kl\\12", "$BO_X_KEY"},
        {"x61422F63642B65662667683C696A226B6C5C3132x", "x$BO_X_KEYx"},
        {"YUIvY2QrZWYmZ2g8aWoia2xcMTI=", "$BO_X_KEYI="},
        {"aB\\x2fcd\\x2Bef&gh<ij\\x22kl\\\\12", "$BO_X_KEY"},
        {"made-up-\\ud83d\\udd11-token-0001", "$ED_TOKEN"}, /* two halves of one character */
        {"C3DVCMRMAXNO", "$DI_PASSWORD"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_redacted(&l, rows[i][0], rows[i][1]);
    }
    arena_free(&l.arena);
}

/* Behind one and two other bytes base64 looks another way. */
static void any_alignment(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    static const char *const rows[][2] = {
        {"ZGk6c3dvcmRmaXNo", "$DI_BASIC"},                 /* di:swordfish */
        {"eC55OnN3b3JkZmlzaCE=", "eC55On$DI_PASSWORDCE="}, /* x.y:swordfish! */
        {"YWJjOnN3b3JkZmlzaA==", "YWJjOn$DI_PASSWORDA=="}, /* abc:swordfish */
        {"YWJjZDpzd29yZGZpc2g=", "YWJjZDp$DI_PASSWORDg="}, /* abcd:swordfish */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct span got = identities_redact(&l.identities, &l.arena, span_from(rows[i][0]));
        assert_true(span_find(got, SPAN("$DI_")) != SIZE_MAX);
        assert_int_equal(span_find(got, SPAN("N3b3JkZmlz")), SIZE_MAX);
        assert_int_equal(span_find(got, SPAN("c3dvcmRmaX")), SIZE_MAX);
        assert_int_equal(span_find(got, SPAN("zd29yZGZpc2")), SIZE_MAX);
    }
    arena_free(&l.arena);
}

static void pieces(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    assert_redacted(&l, TOKEN, "$AL_TOKEN");
    assert_redacted(&l, HEADER ".x", HEADER ".x"); /* nobody's secret */
    assert_redacted(&l, "at " HEADER "." CLAIMS, "at " HEADER ".$AL_TOKEN(part)");
    assert_redacted(&l, "eyJzdWIiOiJhbGljZS1tYWRl…", "$AL_TOKEN(part)…");
    assert_redacted(&l, "eyJzdWIiOiJhbGl", "eyJzdWIiOiJhbGl"); /* 15 bytes */
    assert_redacted(&l, "U-b2YtMzItYnl0ZXM", "U-b2YtMzItYnl0ZXM");
    assert_redacted(&l, "…F0dXJlLW9mLTMyLWJ5dGVz", "…F0dXJlLW9mLTMyLWJ5dGVz");
    assert_redacted(&l, "aB/cd+ef&gh<ij\"k...", "$BO_X_KEY(part)...");
    assert_redacted(&l, "YUIvY2QrZWYmZ2g8aWoia2xc...", "$BO_X_KEY(part)...");
    assert_redacted(&l, "61422f63642b65662667683c696a226b...", "$BO_X_KEY(part)...");
    /* a token made of a genuine one keeps its claims, but not the signature */
    struct span own = SPAN("eyJhbGciOiJub25lIn0." CLAIMS ".");
    assert_true(span_equal(identities_redact_request(&l.identities, &l.arena, own), own));
    struct span signed_anew = SPAN("eyJhbGciOiJub25lIn0." CLAIMS "." SIGNATURE);
    struct span shown = identities_redact_request(&l.identities, &l.arena, signed_anew);
    assert_int_equal(span_find(shown, SPAN("bWFkZS11cC1zaWdu")), SIZE_MAX);
    arena_free(&l.arena);
}

static void words(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    assert_redacted(&l, "abcdef abc \"abc\" xabc ABC",
                    "abcdef $CY_PASSWORD \"$CY_PASSWORD\" xabc ABC");
    assert_redacted(&l, "Swordfish swordfish", "Swordfish $DI_PASSWORD"); /* a common word */
    assert_redacted(&l, "%zz &x; \\q \\u12 &#xfffffff; %", "%zz &x; \\q \\u12 &#xfffffff; %");
    assert_redacted(&l, "", "");
    arena_free(&l.arena);
}

/* New secrets are known at once, and old ones stay hidden. */
static void after_renewal(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    struct secret token = {0};
    assert_redacted(&l, "opaque-made-up-1", "opaque-made-up-1");
    assert_int_equal(
        secret_set(&l.identities, SPAN("al"), &token, SPAN("TOKEN"), SPAN("opaque-made-up-1")), OK);
    assert_int_equal(
        secret_set(&l.identities, SPAN("al"), &token, SPAN("TOKEN"), SPAN("opaque-made-up-2")), OK);
    assert_redacted(&l, "opaque-made-up-1 opaque-made-up-2", "$AL_TOKEN2 $AL_TOKEN2");
    arena_free(&l.arena);
}

/* The spellings are built when a secret was added, and not for each text. */
static void built_once(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    assert_redacted(&l, TOKEN, "$AL_TOKEN");
    const struct redaction *redaction = l.identities.redaction;
    const struct spelling *spellings = redaction->spellings.at;
    const struct window *pieces = redaction->pieces.at;
    assert_redacted(&l, "at " KEY, "at $BO_X_KEY");
    assert_ptr_equal(redaction->spellings.at, spellings);
    assert_ptr_equal(redaction->pieces.at, pieces);
    struct secret token = {0};
    assert_int_equal(
        secret_set(&l.identities, SPAN("al"), &token, SPAN("TOKEN"), SPAN("opaque-made-up-1")), OK);
    assert_redacted(&l, "opaque-made-up-1", "$AL_TOKEN2");
    assert_ptr_not_equal(redaction->spellings.at, spellings);
    spellings = redaction->spellings.at;
    assert_redacted(&l, "opaque-made-up-1", "$AL_TOKEN2");
    assert_ptr_equal(redaction->spellings.at, spellings);
    arena_free(&l.arena);
}

/* A target may send what is alike everywhere: time must not grow with its square. */
static void repetition(void **state) {
    (void)state;
    struct loaded l;
    load(&l);
    enum { LONG = 12000, TEXT = 64 << 10 };
    char *value = arena_array(&l.arena, char, LONG), *text = arena_array(&l.arena, char, TEXT);
    struct secret secret = {0};
    memset(value, 'a', LONG);
    memset(text, 'a', TEXT);
    assert_int_equal(
        secret_set(&l.identities, SPAN("al"), &secret, SPAN("TOKEN"), (struct span){value, LONG}),
        OK);
    struct span got = identities_redact(&l.identities, &l.arena, (struct span){text, TEXT});
    assert_true(got.ptr && got.len < 1000);
    arena_free(&l.arena);
}

/* Keys of one maker begin alike: each of them is found. */
static void many_alike(void **state) {
    (void)state;
    enum { MANY = 40 };
    char text[MANY * 64] = "identities:\n", key[32], wanted[32];
    for (int i = 0; i < MANY; i++) {
        size_t n = strlen(text);
        (void)snprintf(text + n, sizeof(text) - n, "  u%d: {bearer: made-up-%02d}\n", i, i);
    }
    struct loaded l;
    load_from(&l, text);
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(key, sizeof(key), "<made-up-%02d>", i);
        (void)snprintf(wanted, sizeof(wanted), "<$U%d_TOKEN>", i);
        assert_redacted(&l, key, wanted);
    }
    arena_free(&l.arena);
}

/* Long as it is written, short when its escapes are undone. */
static void shrinking(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<%41%42%43>", "<$AL_TOKEN>"},
        {"<ABC>", "<$AL_TOKEN>"},
        {"x%41%42%43y", "x$AL_TOKENy"}, /* within a word, too, where it stands as it is written */
        {"xABCy", "xABCy"},
        {"<a%20b>", "<$BO_TOKEN>"},
    };
    struct loaded l;
    load_from(&l, "identities:\n  al: {bearer: '%41%42%43'}\n  bo: {bearer: 'a%20b'}\n");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_redacted(&l, rows[i][0], rows[i][1]);
    }
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding), cmocka_unit_test(any_alignment),
        cmocka_unit_test(pieces),         cmocka_unit_test(words),
        cmocka_unit_test(after_renewal),  cmocka_unit_test(repetition),
        cmocka_unit_test(built_once),     cmocka_unit_test(many_alike),
        cmocka_unit_test(shrinking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
