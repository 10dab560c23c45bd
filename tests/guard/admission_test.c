/* SPDX-License-Identifier: Apache-2.0 */
/* What counts as a failure: a guess does, and nothing that is merely stale, unknown yet or not
 * judged. */
#include "guard/judge.h"

#include "tests/policy/fixture.h"
#include "token/forge.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const CONTRACT = "openapi: 3.0.3\n"
                                    "info: {title: Depot, version: '1'}\n"
                                    "components:\n"
                                    "  securitySchemes:\n"
                                    "    staff: {type: http, scheme: bearer}\n"
                                    "paths:\n"
                                    "  /crates/: {get: {security: [{staff: []}]}}\n"
                                    "  /scoped/: {get: {security: [{staff: [s]}]}}\n";
static const char *const CONFIG =
    "contract: c\nschemes:\n  staff: {issuer: i, audience: a, algorithms: HS256, key: k}\n"
    "limits: {token: 1}\n";
static struct span make(struct arena *arena, const char *header, const char *claims) {
    struct span token;
    struct forge_signer signer = {.alg = ALG_HS256, .secret = SPAN(FIXTURE_SECRET)};
    assert_int_equal(forge_token(arena, span_from(header), span_from(claims), &signer, &token), OK);
    return arena_join(arena, SPAN("Bearer "), token);
}

static enum ground judge(struct fixture *f, struct limits *limits, const char *target,
                         struct span credential) {
    static struct facts facts;
    struct decision decision;
    struct fields fields = {0};
    assert_true(fields_add(&f->arena, &fields, SPAN("Authorization"), credential));
    struct facts_request request = {SPAN("GET"), span_from(target), &fields};
    struct judge_users users = {.limits = limits, .now_ns = 1000};
    assert_true(client_read(SPAN("192.0.2.1"), &users.client));
    judge_request(&f->arena, &f->policy, &users, &request, 1000, &facts, &decision);
    return decision.ground;
}

#define CLAIMS(more) "{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"ada\"" more "}"
#define HEADER "{\"alg\":\"HS256\"}"

/* Each is sent three times where one failure is allowed. */
static void counted(void **state) {
    (void)state;
    static const struct {
        const char *target, *header, *claims;
        bool cut;
        enum ground first, last;
    } rows[] = {
        {"/crates/", HEADER, CLAIMS(",\"exp\":2000"), false, GROUND_PASSED, GROUND_PASSED},
        {"/crates/", HEADER, CLAIMS(",\"exp\":2000"), true, GROUND_TOKEN, GROUND_LIMIT},
        {"/crates/", HEADER, CLAIMS(",\"exp\":900"), false, GROUND_TOKEN, GROUND_TOKEN},
        {"/crates/", HEADER, CLAIMS(",\"exp\":900"), true, GROUND_TOKEN, GROUND_LIMIT},
        {"/crates/", HEADER, CLAIMS(",\"exp\":2000,\"nbf\":1500"), false, GROUND_TOKEN,
         GROUND_TOKEN},
        {"/crates/", "{\"alg\":\"HS256\",\"typ\":\"x\"}", CLAIMS(",\"exp\":2000"), false,
         GROUND_TOKEN, GROUND_TOKEN},
        {"/crates/", "{\"alg\":\"HS256\",\"kid\":\"new\"}", CLAIMS(",\"exp\":2000"), false,
         GROUND_PASSED, GROUND_PASSED},
        {"/scoped/", HEADER, CLAIMS(",\"exp\":2000"), false, GROUND_SCOPE, GROUND_SCOPE},
        {"/crates/", "{\"alg\":\"none\"}", CLAIMS(",\"exp\":2000"), false, GROUND_TOKEN,
         GROUND_LIMIT},
        {"/other/", HEADER, CLAIMS(",\"exp\":2000"), true, GROUND_NO_OPERATION,
         GROUND_NO_OPERATION},
    };
    struct fixture f;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct limits *limits;
        assert_int_equal(limits_new(NULL, &limits), OK);
        struct span credential = make(&f.arena, rows[i].header, rows[i].claims);
        credential.len -= rows[i].cut ? 4 : 0;
        enum ground first = judge(&f, limits, rows[i].target, credential);
        (void)judge(&f, limits, rows[i].target, credential);
        enum ground last = judge(&f, limits, rows[i].target, credential);
        if (first != rows[i].first || last != rows[i].last) {
            fail_msg("row %zu: %s, then %s", i, ground_name(first), ground_name(last));
        }
        limits_free(limits);
    }
    fixture_free(&f);
}

/* A key that is not known yet may be on its way: whoever has its tokens guesses nothing. */
static void key_unknown(void **state) {
    (void)state;
    struct fixture f;
    struct limits *limits;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    assert_int_equal(limits_new(NULL, &limits), OK);
    f.policy.schemes.at[0]->keys.at[0].kid = SPAN("old");
    struct span credential =
        make(&f.arena, "{\"alg\":\"HS256\",\"kid\":\"new\"}", CLAIMS(",\"exp\":2000"));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(judge(&f, limits, "/crates/", credential), GROUND_TOKEN);
    }
    limits_free(limits);
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counted), cmocka_unit_test(key_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
