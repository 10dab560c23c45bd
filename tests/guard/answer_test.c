/* SPDX-License-Identifier: Apache-2.0 */
/* What a proxy is answered, and what is written down of it. */
#include "guard/answer.h"
#include "guard/ask.h"
#include "guard/audit_line.h"
#include "guard/listen.h"
#include "tests/policy/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const CONTRACT =
    "openapi: 3.0.3\n"
    "info: {title: Depot, version: '1'}\n"
    "components:\n"
    "  securitySchemes:\n"
    "    staff: {type: http, scheme: bearer}\n"
    "    partner: {type: http, scheme: bearer}\n"
    "paths:\n"
    "  /crates/: {get: {security: [{staff: [see, 'q\"']}, {partner: []}]}}\n"
    "  /open/: {get: {security: []}}\n";

#define SCHEME(name) "  " name ": {issuer: i, audience: depot, algorithms: HS256, key: key.json}\n"
static const char *const CONFIG =
    "contract: openapi.yaml\nproxies: [unix, '::1']\nrealm: the depot\n"
    "schemes:\n" SCHEME("staff")
        SCHEME("partner") "precedence: [staff, partner]\npublic: [GET /open/]\n"
                          "identity: {X-Depot-User: sub, X-Depot-Roles: roles}\n";

static void make(struct fixture *f) {
    assert_int_equal(fixture_make(f, span_from(CONTRACT), span_from(CONFIG)), OK);
}

struct asked {
    struct facts_request request;
    struct facts facts;
    struct decision decision;
    struct fields fields;
};

static void ask(struct fixture *f, const char *peer, const char *fields, struct asked *out) {
    struct span rest = span_from(fields);
    *out = (struct asked){0};
    while (rest.len) {
        struct span value = span_cut(&rest, '\n'), name = span_cut(&value, ':');
        assert_true(fields_add(&f->arena, &out->fields, name, span_trim(value)));
    }
    struct ask asking = {span_from(peer), SPAN("POST"), SPAN("/ask/open/?a=b"), &out->fields, {0}};
    ask_judge(&f->arena, &f->policy, &asking, 1000, &out->request, &out->facts, &out->decision);
}

#define GET(target) "X-Original-Method: GET\nX-Original-URI: " target "\n"

static void asking(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"unix", GET("/open/"), "public"},
        {"::1", GET("/open/"), "public"},
        {"127.0.0.1", GET("/open/"), "proxy-undeclared"},
        {"", GET("/open/"), "proxy-undeclared"},
        {"unix", "", "original-unclear"},
        {"unix", "X-Original-URI: /open/\n", "original-unclear"},
        {"unix", "X-Original-Method: GET\n", "original-unclear"},
        {"unix", "X-Original-Method: GET\nX-Original-URI:\n", "original-unclear"},
        {"unix", GET("/open/") "X-Original-URI: /open/\n", "original-unclear"},
        {"unix", GET("/open/") "X_Original_Method: GET\n", "original-unclear"},
        {"unix", "X_Original_Method: GET\nX-Original-URI: /open/\n", "original-unclear"},
        {"unix", GET("/crates/"), "no-credential"},
    };
    struct fixture f;
    struct asked asked;
    make(&f);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        ask(&f, rows[i][0], rows[i][1], &asked);
        assert_string_equal(ground_name(asked.decision.ground), rows[i][2]);
    }
    fixture_free(&f);
}

/* How each proxy says what the request was, and which status it is answered. */
static void dialects(void **state) {
    (void)state;
#define FORWARDED(target) "X-Forwarded-Method: GET\nX-Forwarded-Uri: " target "\n"
    static const struct {
        const char *config, *fields, *ground;
        int status;
    } rows[] = {
        {"dialect: nginx\n", GET("/nowhere/"), "no-operation", 403},
        {"dialect: nginx\n", GET("/open/../"), "path", 403},
        {"dialect: nginx\n", FORWARDED("/open/"), "original-unclear", 403},
        {"dialect: haproxy\n", GET("/open/"), "public", 200},
        {"dialect: haproxy\n", GET("/open/../"), "path", 400},
        {"dialect: caddy\n", FORWARDED("/open/"), "public", 200},
        {"dialect: traefik\n", FORWARDED("/crates/"), "no-credential", 401},
        {"dialect: traefik\n", FORWARDED("/open/") "X_Forwarded_Uri: /open/\n", "original-unclear",
         400},
        {"dialect: traefik\n", GET("/open/"), "original-unclear", 400},
        {"dialect: envoy\n", GET("/open/"), "no-operation", 403}, /* the question itself */
        {"dialect: envoy\npath_prefix: /ask\n", "", "no-operation", 403},
        {"dialect: envoy\npath_prefix: /as\n", "", "original-unclear", 400},
        {"dialect: envoy\npath_prefix: /other\n", "", "original-unclear", 400},
        {"", GET("/open"), "no-operation", 403},
        {"append_slash: true\n", GET("/open"), "public", 200},
        {"append_slash: true\n", GET("/crates"), "no-credential", 401},
        {"append_slash: true\n", GET("/crates//"), "path", 403},
        {"https_only: true\n", GET("/open/"), "https-needed", 403},
        {"https_only: true\n", GET("/open/") "X-Forwarded-Proto: http\n", "https-needed", 403},
        {"https_only: true\n", GET("/open/") "X-Forwarded-Proto: https, http\n", "https-needed",
         403},
        {"https_only: true\n", GET("/open/") "X-Forwarded-Proto: https\nX-Forwarded-Proto: https\n",
         "https-needed", 403},
        {"https_only: true\n", GET("/open/") "X-Forwarded-Proto: HTTPS\n", "public", 200},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fixture f;
        struct asked asked;
        struct answer answer;
        char config[2000];
        (void)snprintf(config, sizeof(config), "%s%s", CONFIG, rows[i].config);
        assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(config)), OK);
        ask(&f, "unix", rows[i].fields, &asked);
        assert_string_equal(ground_name(asked.decision.ground), rows[i].ground);
        assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer),
                         OK);
        assert_int_equal(answer.status, rows[i].status);
        fixture_free(&f);
    }
}

static void observing(void **state) {
    (void)state;
    struct fixture f;
    struct asked asked;
    struct answer answer;
    char config[2000];
    (void)snprintf(config, sizeof(config), "%smode: observe\n", CONFIG);
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(config)), OK);
    ask(&f, "unix", GET("/crates/"), &asked);
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 200);
    assert_true(span_equal(fields_get(&answer.fields, SPAN("X-Postern-Status")), SPAN("401")));
    assert_true(span_equal(fields_get(&answer.fields, SPAN("X-Depot-User")), SPAN("")));
    fixture_free(&f);
}

static void expect(const struct answer *answer, const char *name, const char *value) {
    struct span got = fields_get(&answer->fields, span_from(name));
    assert_int_equal(got.ptr != NULL, value != NULL);
    if (value && !span_equal(got, span_from(value))) {
        fail_msg("%s: expected %s, got %.*s", name, value, SPAN_ARG(got));
    }
}

static void answers(void **state) {
    (void)state;
    struct fixture f;
    struct asked asked;
    struct answer answer;
    make(&f);
    ask(&f, "unix", GET("/open/"), &asked);
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 200);
    expect(&answer, "X-Depot-User", "");
    expect(&answer, "X-Depot-Roles", "");
    expect(&answer, "WWW-Authenticate", NULL);
    ask(&f, "unix", GET("/crates/"), &asked);
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 401);
    expect(&answer, "WWW-Authenticate", "Bearer realm=\"the depot\"");
    expect(&answer, "X-Depot-User", NULL);
    asked.facts.credential = true;
    asked.decision.ground = GROUND_TOKEN;
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    expect(&answer, "WWW-Authenticate", "Bearer realm=\"the depot\", error=\"invalid_token\"");
    asked.decision.ground = GROUND_SCOPE;
    asked.decision.choice = &asked.decision.operation->choices[0];
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 403);
    expect(&answer, "WWW-Authenticate",
           "Bearer realm=\"the depot\", error=\"insufficient_scope\", scope=\"see\"");
    /* What is no scope in a challenge is left out (RFC 6749, appendix A.4). */
    struct span scopes[] = {SPAN_INIT("a\"b"), SPAN_INIT("see"),  SPAN_INIT("a b"),
                            SPAN_INIT(""),     SPAN_INIT("a\\b"), SPAN_INIT("caf\xc3\xa9"),
                            SPAN_INIT("do")};
    struct policy_choice odd = *asked.decision.choice;
    odd.scopes.at = scopes;
    odd.scopes.n = sizeof(scopes) / sizeof(*scopes);
    asked.decision.choice = &odd;
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    expect(&answer, "WWW-Authenticate",
           "Bearer realm=\"the depot\", error=\"insufficient_scope\", scope=\"see do\"");
    asked.decision.ground = GROUND_TWO;
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 403);
    expect(&answer, "X-Postern-Status", "400");
    /* A decision that says two things is none. */
    asked.decision.ground = GROUND_PASSED;
    assert_int_equal(answer_make(&f.arena, &f.policy, &asked.facts, &asked.decision, &answer), OK);
    assert_int_equal(answer.status, 403);
    expect(&answer, "X-Postern-Status", "503");
    fixture_free(&f);
}

static void lines(void **state) {
    (void)state;
    struct fixture f;
    struct asked asked;
    BUF_SCOPE out = {0};
    make(&f);
    ask(&f, "unix", GET("/crates/?token=hidden") "Authorization: Bearer hidden.too.x\n", &asked);
    audit_line_write(&out, &(struct audit_line){SPAN("1970-01-01T00:16:40Z"), SPAN("r1"), false},
                     &asked.request, &asked.facts, &asked.decision);
    buf_byte(&out, '\0');
    assert_string_equal(out.data, "{\"time\":\"1970-01-01T00:16:40Z\",\"id\":\"r1\",\"status\":401,"
                                  "\"ground\":\"token-refused\",\"detail\":\"base64-header\","
                                  "\"method\":\"GET\",\"operation\":\"/crates/\"");
    buf_clear(&out);
    ask(&f, "unix", GET("/no/..?token=hidden"), &asked);
    audit_line_write(&out, &(struct audit_line){SPAN("1970-01-01T00:16:40Z"), SPAN(""), true},
                     &asked.request, &asked.facts, &asked.decision);
    buf_byte(&out, '\0');
    assert_string_equal(
        out.data, "{\"time\":\"1970-01-01T00:16:40Z\",\"id\":\"\",\"observed\":true,\"status\":400,"
                  "\"ground\":\"path\",\"detail\":\"path-dot-segment\","
                  "\"method\":\"GET\",\"path\":\"/no/..\"");
    fixture_free(&f);
}

static void places(void **state) {
    (void)state;
    static const struct {
        const char *where;
        bool sound;
    } rows[] = {
        {"127.0.0.1:8600", true}, {"[::1]:0", true},      {"127.9.9.9:1", true},
        {"unix:/run/a", true},    {"unix:", false},       {"0.0.0.0:80", false},
        {"[::]:80", false},       {"10.0.0.1:80", false}, {"localhost:80", false},
        {"127.0.0.1", false},     {"127.0.0.1:x", false}, {"127.0.0.1:65536", false},
        {":80", false},           {"[::1]", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct config config = {.listen = span_from(rows[i].where)};
        ARENA_SCOPE arena;
        arena_init(&arena, 1 << 20);
        struct diag diag;
        diag_init(&diag, &arena);
        if ((listen_check(&config, &diag) == OK) != rows[i].sound) {
            fail_msg("%s", rows[i].where);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking),  cmocka_unit_test(dialects), cmocka_unit_test(observing),
        cmocka_unit_test(answers), cmocka_unit_test(lines),    cmocka_unit_test(places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
