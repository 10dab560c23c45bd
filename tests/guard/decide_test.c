/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions as a table: method, target, headers, what the verifier says of each scheme; and what
 * comes of it. */
#include "guard/judge.h"
#include "tests/policy/fixture.h"

#include "text/json.h"
#include "token/forge.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const CONTRACT =
    "openapi: 3.0.3\n"
    "info: {title: Depot, version: '1'}\n"
    "components:\n"
    "  securitySchemes:\n"
    "    staff: {type: http, scheme: bearer}\n"
    "    partner: {type: http, scheme: bearer}\n"
    "    key: {type: apiKey, in: header, name: X-Key}\n"
    "    query: {type: apiKey, in: query, name: api key}\n"
    "    session: {type: apiKey, in: cookie, name: sid}\n"
    "    access: {type: http, scheme: bearer}\n"
    "    mark: {type: apiKey, in: header, name: Authorization, description: 'Prefix: `JWT`'}\n"
    "paths:\n"
    "  /crates/: {get: {security: [{staff: []}]}, post: {security: [{staff: [write]}]}}\n"
    "  /crates/{id}/: {get: {security: [{staff: []}, {partner: []}]}}\n"
    "  /crates/audit/: {get: {security: [{staff: []}]}}\n"
    "  /key/: {get: {security: [{key: []}]}}\n"
    "  /open/: {get: {security: []}}\n"
    "  /shut/: {get: {security: []}}\n"
    "  /fresh/: {get: {security: [{access: []}]}}\n"
    "  /fresher/: {get: {security: [{access: []}, {staff: []}]}}\n"
    "  /either/: {get: {security: [{}, {staff: []}]}}\n";

#define SCHEME_OPEN(name)                                                                  \
    "  " name ": {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: " \
    "key.json"
#define SCHEME(name) SCHEME_OPEN(name) "}\n"
static const char *const CONFIG =
    "contract: openapi.yaml\nschemes:\n" SCHEME("staff") SCHEME("partner") SCHEME_OPEN(
        "access") ", claims: {token_type: access}}\n"
                  "precedence: [access, staff, partner]\n"
                  "public: [GET /open/, GET /either/]\n"
                  "identity: {X-Depot-User: name, X-Depot-Roles: roles}\n"
                  "operations:\n"
                  "  GET /crates/audit/: {scopes: [audit, read], claims: {role: [boss, '7', "
                  "'true']}}\n";

struct row {
    const char *method, *target;
    const char *fields;   /* "Name: value\n…" */
    const char *proofs;   /* by choice: "-" not accepted, else the claims; parted by new lines */
    const char *expected; /* the ground's name */
};

static void read_fields(struct arena *arena, const char *text, struct fields *out) {
    struct span rest = span_from(text);
    while (rest.len) {
        struct span value = span_cut(&rest, '\n'), name = span_cut(&value, ':');
        assert_true(fields_add(arena, out, name, span_trim(value)));
    }
}

static void read_proofs(struct arena *arena, const char *text, struct facts *facts) {
    struct span rest = span_from(text);
    struct json_options options = {.file = SPAN("claims")};
    for (size_t i = 0; rest.len; i++) {
        struct span line = span_cut(&rest, '\n');
        facts->proofs[i] = (struct proof){.made = true, .reason = TOKEN_EXPIRED};
        if (!span_equal(line, SPAN("-"))) {
            facts->proofs[i].reason = TOKEN_ACCEPTED;
            assert_int_equal(json_parse(arena, line, &options, &facts->proofs[i].claims, NULL), OK);
        }
    }
}

static struct span run(struct fixture *f, const struct row *row, struct decision *decision) {
    struct fields fields = {0};
    static struct facts facts;
    read_fields(&f->arena, row->fields, &fields);
    struct facts_request request = {span_from(row->method), span_from(row->target), &fields};
    assert_int_equal(facts_read(&f->arena, &f->policy, &request, &facts), OK);
    read_proofs(&f->arena, row->proofs, &facts);
    decide(&f->policy, &facts, decision);
    bool permits = decision->ground == GROUND_PASSED || decision->ground == GROUND_PUBLIC;
    assert_int_equal(decision->effect == EFFECT_PERMIT, permits);
    return decision->effect == EFFECT_PROVE
               ? arena_printf(&f->arena, "prove %zu", decision->proving)
               : span_from(ground_name(decision->ground));
}

#define BEARER "Authorization: Bearer a.b.c\n"

static void table(void **state) {
    (void)state;
    static const struct row rows[] = {
        /* Deny by default. */
        {"GET", "/nowhere/", BEARER, "", "no-operation"},
        {"DELETE", "/crates/", BEARER, "", "no-operation"},
        {"OPTIONS", "/crates/", "", "", "no-operation"},
        {"OPTIONS", "/open/", "", "", "no-operation"},
        {"GET", "/crates", BEARER, "{}", "no-operation"},
        {"GET", "/shut/", BEARER, "{}", "operation-refused"},
        {"GET", "/key/", "X-Key: k\n", "", "operation-refused"},
        {"GET", "/crates/../open/", "", "", "path"},
        {"GET", "/open//", "", "", "path"},
        /* Public. */
        {"GET", "/open/", "", "", "public"},
        {"HEAD", "/open/", "", "", "public"},
        {"GET", "/open/?a=b", "Authorization: Basic YTpi\n", "", "public"},
        {"GET", "/either/", "", "", "public"},
        {"GET", "/either/", BEARER, "", "prove 0"},
        {"GET", "/either/", BEARER, "-", "token-refused"},
        {"GET", "/either/", BEARER, "{}", "credential-accepted"},
        {"GET", "/either/", "Cookie: sid=x\n", "", "public"},
        /* Credentials. */
        {"GET", "/crates/", "", "", "no-credential"},
        {"GET", "/crates/", BEARER, "", "prove 0"},
        {"HEAD", "/crates/", BEARER, "", "prove 0"},
        {"GET", "/crates/", "authorization: bearer a.b.c\n", "", "prove 0"},
        {"GET", "/crates/", BEARER, "-", "token-refused"},
        {"GET", "/crates/", BEARER, "{}", "credential-accepted"},
        {"HEAD", "/crates/", BEARER, "{}", "credential-accepted"},
        {"GET", "/crates/", "Authorization: Bearer a.b.c d\n", "{}", "credential-malformed"},
        {"GET", "/crates/", "Authorization: Bearer\n", "{}", "credential-malformed"},
        {"GET", "/crates/", "Authorization: Basic YTpi\n", "{}", "other-scheme"},
        {"GET", "/crates/", "Authorization: JWT a.b.c\n", "{}", "other-scheme"},
        {"GET", "/crates/", "X-Key: k\n", "{}", "other-scheme"},
        {"GET", "/crates/", "Cookie: a=b; sid=x\n", "{}", "other-scheme"},
        {"GET", "/crates/", "Cookie: sid2=x\n", "{}", "no-credential"},
        {"GET", "/crates/?access_token=a", "", "{}", "other-scheme"},
        /* Of a kind. */
        {"GET", "/fresh/", BEARER, "{}", "token-of-other-kind"},
        {"GET", "/fresh/", BEARER, "{\"token_type\":\"refresh\"}", "token-of-other-kind"},
        {"GET", "/fresh/", BEARER, "{\"token_type\":\"access\"}", "credential-accepted"},
        {"GET", "/fresher/", BEARER, "{\"token_type\":\"refresh\"}", "prove 1"},
        {"GET", "/fresher/", BEARER, "{\"token_type\":\"refresh\"}\n{}", "credential-accepted"},
        {"GET", "/fresher/", BEARER, "{\"token_type\":\"refresh\"}\n-", "token-of-other-kind"},
        /* In order. */
        {"GET", "/crates/7/", BEARER, "", "prove 0"},
        {"GET", "/crates/7/", BEARER, "-", "prove 1"},
        {"GET", "/crates/7/", BEARER, "-\n-", "token-refused"},
        {"GET", "/crates/7/", BEARER, "-\n{}", "credential-accepted"},
        {"GET", "/crates/7/", BEARER, "{}", "credential-accepted"},
        /* Two of them. */
        {"GET", "/crates/", BEARER BEARER, "{}", "two-credentials"},
        {"GET", "/open/", BEARER BEARER, "", "two-credentials"},
        {"GET", "/crates/", BEARER "X-Key: k\n", "{}", "two-credentials"},
        {"GET", "/crates/", BEARER "x_key: k\n", "{}", "two-credentials"},
        {"GET", "/crates/", BEARER "Cookie: a=b; sid=x\n", "{}", "two-credentials"},
        {"GET", "/crates/?a=1&api+key=k", BEARER, "{}", "two-credentials"},
        {"GET", "/crates/?%61pi%20key=k", BEARER, "{}", "two-credentials"},
        {"GET", "/crates/?access_token=a", BEARER, "{}", "two-credentials"},
        {"GET", "/crates/?access_token=a&access_token=b", "", "{}", "two-credentials"},
        {"GET", "/crates/?access_tokens=a", BEARER, "{}", "credential-accepted"},
        /* Headers that nobody outside may send. */
        {"GET", "/open/", "Script-Name: /x\n", "", "header-forged"},
        {"GET", "/open/", "SCRIPT_NAME: /x\n", "", "header-forged"},
        {"GET", "/open/", "path_info: /x\n", "", "header-forged"},
        {"GET", "/open/", "Remote-User: root\n", "", "header-forged"},
        {"GET", "/open/", "REMOTE_USER: root\n", "", "header-forged"},
        {"GET", "/open/", "X_Forwarded-User: root\n", "", "header-forged"},
        {"GET", "/open/", "X-HTTP-Method-Override: DELETE\n", "", "header-forged"},
        {"GET", "/open/", "X-Rewrite-URL: /shut/\n", "", "header-forged"},
        {"GET", "/open/", "X-Depot-User: root\n", "", "header-forged"},
        {"GET", "/open/", "x_depot_roles: root\n", "", "header-forged"},
        {"GET", "/open/", "X-Users: 3\nAccept: a\n", "", "public"},
        {"GET", "/crates/", BEARER, "{\"name\":\"Ada L\",\"roles\":[\"a\",1]}",
         "credential-accepted"},
        {"GET", "/crates/", BEARER, "{\"name\":\"a\\nb\"}", "identity-unsendable"},
        {"GET", "/crates/", BEARER, "{\"name\":\" a\"}", "identity-unsendable"},
        {"GET", "/crates/", BEARER, "{\"name\":\"\u00e9\"}", "identity-unsendable"},
        {"GET", "/crates/", BEARER, "{\"name\":{\"a\":1}}", "identity-unsendable"},
        {"GET", "/crates/", BEARER, "{\"roles\":[\"a b\"]}", "identity-unsendable"},
        {"GET", "/crates/", BEARER, "{\"roles\":[[\"a\"]]}", "identity-unsendable"},
        /* Rights. */
        {"POST", "/crates/", BEARER, "{}", "scope-missing"},
        {"POST", "/crates/", BEARER, "{\"scope\":\"read writer\"}", "scope-missing"},
        {"POST", "/crates/", BEARER, "{\"scope\":\"wr\"}", "scope-missing"},
        {"POST", "/crates/", BEARER, "{\"scope\":\"read write\"}", "credential-accepted"},
        {"POST", "/crates/", BEARER, "{\"scope\":[\"read\",\"write\"]}", "credential-accepted"},
        {"POST", "/crates/", BEARER, "{\"scope\":[[\"write\"]]}", "scope-missing"},
        {"POST", "/crates/", BEARER, "{\"scope\":{\"write\":\"write\"}}", "scope-missing"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit\"}", "scope-missing"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\"}", "claim-missing"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":\"clerk\"}",
         "claim-missing"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":\"boss\"}",
         "credential-accepted"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":[\"a\",\"boss\"]}",
         "credential-accepted"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":7}",
         "credential-accepted"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":true}",
         "credential-accepted"},
        {"GET", "/crates/audit/", BEARER, "{\"scope\":\"audit read\",\"role\":{\"boss\":\"boss\"}}",
         "claim-missing"},
    };
    struct fixture f;
    struct decision decision;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct span got = run(&f, &rows[i], &decision);
        if (!span_equal(got, span_from(rows[i].expected))) {
            fail_msg("%s %s %s %s: expected %s, got %.*s", rows[i].method, rows[i].target,
                     rows[i].fields, rows[i].proofs, rows[i].expected, SPAN_ARG(got));
        }
    }
    fixture_free(&f);
}

/* Nothing that was not said is yes. */
static void zero_denies(void **state) {
    (void)state;
    struct fixture f;
    struct decision decision = {0};
    static struct facts facts;
    assert_int_equal(EFFECT_DENY, decision.effect);
    assert_int_equal(ground_status((enum ground)0), 403);
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    decide(&f.policy, &facts, &decision);
    assert_int_equal(decision.effect, EFFECT_DENY);
    struct policy none = {.config = &f.config};
    routes_seal(&none.routes);
    facts.method = SPAN("GET");
    facts.path_fault = path_read(SPAN("/open/"), &facts.path);
    decide(&f.policy, &facts, &decision);
    assert_int_equal(decision.effect, EFFECT_PERMIT);
    decide(&none, &facts, &decision);
    assert_int_equal(decision.ground, GROUND_NO_OPERATION);
    fixture_free(&f);
}

static const char *judged(struct fixture *f, const char *payload, int64_t now) {
    struct forge_signer signer = {.alg = ALG_HS256, .secret = SPAN(FIXTURE_SECRET)};
    struct span token, header = SPAN("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    struct fields fields = {0};
    static struct facts facts;
    struct decision decision;
    assert_int_equal(forge_token(&f->arena, header, span_from(payload), &signer, &token), OK);
    struct span value = arena_join(&f->arena, SPAN("Bearer "), token);
    assert_true(fields_add(&f->arena, &fields, SPAN("Authorization"), value));
    struct facts_request request = {SPAN("GET"), SPAN("/crates/7/"), &fields};
    judge_request(&f->arena, &f->policy, &(struct judge_users){0}, &request, now, &facts,
                  &decision);
    return ground_name(decision.ground);
}

/* Real tokens, through the strict core. */
static void tokens(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
#define TOKEN(iss, aud, rest) "{\"iss\":\"" iss "\",\"aud\":\"" aud "\"" rest "}"
#define SUB ",\"sub\":\"ada\""
#define ID "https://id.example"
    static const char *const rows[][2] = {
        {TOKEN(ID, "depot", SUB ",\"exp\":2000"), "credential-accepted"},
        {TOKEN(ID, "depot", SUB), "token-refused"},
        {TOKEN(ID, "depot", ",\"exp\":2000"), "token-refused"},
        {TOKEN(ID, "depot", SUB ",\"exp\":1000"), "token-refused"},
        {TOKEN(ID, "other", SUB ",\"exp\":2000"), "token-refused"},
        {TOKEN("x", "depot", SUB ",\"exp\":2000"), "token-refused"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_string_equal(judged(&f, rows[i][0], 1500), rows[i][1]);
    }
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table),
        cmocka_unit_test(zero_denies),
        cmocka_unit_test(tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
