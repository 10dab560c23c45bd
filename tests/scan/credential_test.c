/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials in their places: by scheme, together, worthless. All secrets here are made up. */
#include "scan/credential/wallet.h"

#include "contract_text.h"

static const char text[] =
    "openapi: 3.0.3\n"
    "info: {title: t, version: '1'}\n"
    "paths:\n"
    "  /bearer: {get: {security: [{bearer: []}], responses: {}}}\n"
    "  /token: {get: {security: [{token: []}], responses: {}}}\n"
    "  /basic: {get: {security: [{basic: []}], responses: {}}}\n"
    "  /header: {get: {security: [{key: []}], responses: {}}}\n"
    "  /query: {get: {security: [{query: []}], responses: {}}}\n"
    "  /cookie: {get: {security: [{cookie: []}], responses: {}}}\n"
    "  /tls: {get: {security: [{nobody: []}], responses: {}}}\n"
    "  /both: {get: {security: [{key: [], bearer: []}], responses: {}}}\n"
    "  /either: {get: {security: [{}, {nobody: []}, {token: []}, {bearer: []}], responses: {}}}\n"
    "components:\n"
    "  securitySchemes:\n"
    "    bearer: {type: http, scheme: bearer}\n"
    "    token: {type: apiKey, in: header, name: Authorization, description: "
    "'Token-based authentication with required prefix \"Token\"'}\n"
    "    basic: {type: http, scheme: basic}\n"
    "    key: {type: apiKey, in: header, name: X-API-Key}\n"
    "    query: {type: apiKey, in: query, name: api key}\n"
    "    cookie: {type: apiKey, in: cookie, name: sessionid}\n"
    "    nobody: {type: mutualTLS}\n";

/* A wallet of its own for each question: these identities change between them. */
static enum err apply(struct loaded *l, const struct identity *who,
                      const struct requirement *requirement, struct request *request) {
    struct wallet wallet;
    wallet_init(&wallet, &l->arena, &l->contract, NULL);
    return wallet_present(&wallet, &l->arena, who, requirement, request);
}

static const struct requirement *choose(struct loaded *l, const struct identity *who,
                                        const struct security *security) {
    struct wallet wallet;
    wallet_init(&wallet, &l->arena, &l->contract, NULL);
    return wallet_choose(&wallet, who, security);
}

static bool held(struct loaded *l, const struct identity *who, const struct scheme *scheme) {
    struct wallet wallet;
    wallet_init(&wallet, &l->arena, &l->contract, NULL);
    return wallet_find(&wallet, who, scheme) != NULL;
}

static enum err worthless_on(struct loaded *l, const struct requirement *requirement,
                             struct request *request) {
    struct wallet wallet;
    wallet_init(&wallet, &l->arena, &l->contract, NULL);
    return wallet_worthless(&wallet, &l->arena, requirement, request);
}

static const struct requirement *only(const struct loaded *l, const char *path) {
    return &operation_of(l, "GET", path)->security.any.at[0];
}

static struct request request_for(const char *method) {
    return (struct request){.method = span_from(method), .url = SPAN("http://h/p?a=1")};
}

static struct span field(const struct request *request, const char *name) {
    return fields_get(&request->fields, span_from(name));
}

static struct identity only_one(struct loaded *l, const char *file) {
    struct identities identities;
    assert_int_equal(
        identities_load(&l->arena, span_from(file), SPAN("ids.yaml"), &identities, &l->diag), OK);
    return identities.all.at[0];
}

/* alice holds everything. */
static struct identity alice(struct loaded *l) {
    return only_one(l, "identities:\n"
                       "  alice:\n"
                       "    username: alice\n"
                       "    password: open:sesame\n"
                       "    bearer: made-up-bearer\n"
                       "    token: made-up-token\n"
                       "    header: {x-api-key: made-up-key}\n"
                       "    query: {api key: made&up}\n"
                       "    cookie: {sessionid: made-up-session, csrftoken: made-up-csrf}\n");
}

static void each_place(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = alice(&l);
    static const char *const rows[][3] = {
        {"/bearer", "Authorization", "Bearer made-up-bearer"},
        {"/token", "Authorization", "Token made-up-token"},
        {"/basic", "Authorization", "Basic YWxpY2U6b3BlbjpzZXNhbWU="},
        {"/header", "X-API-Key", "made-up-key"},
        {"/cookie", "Cookie", "sessionid=made-up-session"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct request request = request_for("GET");
        assert_int_equal(apply(&l, &who, only(&l, rows[i][0]), &request), OK);
        assert_span(field(&request, rows[i][1]), rows[i][2]);
        assert_int_equal(request.fields.n, 1);
    }
    struct request request = request_for("GET");
    assert_int_equal(apply(&l, &who, only(&l, "/query"), &request), OK);
    assert_span(request.url, "http://h/p?a=1&api%20key=made%26up");
    request = request_for("GET");
    assert_int_equal(apply(&l, &who, only(&l, "/both"), &request), OK);
    assert_span(field(&request, "X-API-Key"), "made-up-key");
    assert_span(field(&request, "Authorization"), "Bearer made-up-bearer");
    arena_free(&l.arena);
}

/* A value for a scheme by its name goes behind the scheme's word, unless it has its own. */
static void by_name(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    static const char *const rows[][3] = {
        {"identities: {ann: {schemes: {token: made-up}}}", "/token", "Token made-up"},
        {"identities: {ann: {schemes: {bearer: made-up}}}", "/bearer", "Bearer made-up"},
        {"identities: {ann: {schemes: {token: Desk made-up}}}", "/token", "Desk made-up"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct request request = request_for("GET");
        struct identity who = only_one(&l, rows[i][0]);
        assert_int_equal(apply(&l, &who, only(&l, rows[i][1]), &request), OK);
        assert_span(field(&request, "Authorization"), rows[i][2]);
    }
    arena_free(&l.arena);
}

static void session_writes_carry_the_csrf_token(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = alice(&l);
    struct request request = request_for("POST");
    assert_int_equal(apply(&l, &who, only(&l, "/cookie"), &request), OK);
    assert_span(field(&request, "Cookie"), "sessionid=made-up-session; csrftoken=made-up-csrf");
    assert_span(field(&request, "X-CSRFToken"), "made-up-csrf");
    assert_span(field(&request, "Referer"), "");
    assert_span(field(&request, "Origin"), "http://h");
    request = request_for("POST");
    request.url = SPAN("https://h/p");
    assert_int_equal(apply(&l, &who, only(&l, "/cookie"), &request), OK);
    assert_span(field(&request, "Referer"), "https://h/p");
    assert_span(field(&request, "Origin"), "https://h");
    request = request_for("GET");
    assert_int_equal(apply(&l, &who, only(&l, "/cookie"), &request), OK);
    assert_span(field(&request, "Origin"), "");     /* as browsers do */
    struct identity given = {.name = SPAN("erin")}; /* a session cookie without a CSRF token */
    struct named_secret session = {SPAN("sessionid"), {SPAN("made-up"), SPAN("$E")}};
    assert_true(vec_push(&l.arena, &given.cookies, session));
    request = request_for("PATCH");
    assert_int_equal(apply(&l, &given, only(&l, "/cookie"), &request), OK);
    struct span header = field(&request, "X-CSRFToken"), cookie = field(&request, "Cookie");
    assert_int_equal(header.len, 64);
    assert_true(span_starts(cookie, SPAN("sessionid=made-up; csrftoken=")));
    assert_true(span_ends(cookie, header));
    arena_free(&l.arena);
}

/* What the user says of the site by -H comes first, and his Host is what the target knows itself
 * by. */
static void the_users_own_site(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct fields given = {0};
    struct site site = {.given = &given};
    struct request request = request_for("POST");
    request.url = SPAN("https://h:8443/p?key=made-up");
    assert_true(fields_add(&l.arena, &given, SPAN("Host"), SPAN("api.example")));
    assert_int_equal(site_put(&l.arena, &site, &request), OK);
    assert_span(field(&request, "Origin"), "https://api.example");
    assert_span(field(&request, "Referer"), "https://api.example/p");
    assert_true(fields_add(&l.arena, &given, SPAN("origin"), SPAN("https://app.example")));
    request = request_for("POST");
    assert_int_equal(site_put(&l.arena, &site, &request), OK);
    assert_int_equal(request.fields.n, 0);
    arena_free(&l.arena);
}

/* With or without an Origin: who asked first decides for all that is asked beside it. */
static void what_accompanies_all_alike(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = alice(&l);
    struct wallet wallet;
    wallet_init(&wallet, &l.arena, &l.contract, &(struct identities){0});
    struct operation operation = *operation_of(&l, "GET", "/cookie");
    struct request request = request_for("POST");
    assert_int_equal(wallet_accompany(&wallet, &l.arena, &operation, NULL, &request), OK);
    assert_span(field(&request, "Origin"), "http://h");
    fields_remove(&request.fields, SPAN("Origin"));
    assert_int_equal(wallet_present(&wallet, &l.arena, &who, only(&l, "/cookie"), &request), OK);
    assert_span(field(&request, "Origin"), "");
    arena_free(&l.arena);
}

static void choosing(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = alice(&l), nobody = {.name = SPAN("nobody")};
    const struct security *either = &operation_of(&l, "GET", "/either")->security;
    const struct requirement *chosen = choose(&l, &who, either);
    assert_non_null(chosen);
    assert_span(chosen->needs.at[0].name, "token"); /* neither {} nor what nobody can hold */
    assert_null(choose(&l, &nobody, either));
    struct identity half = {.bearer = {SPAN("made-up"), SPAN("$H")}};
    assert_null(choose(&l, &half, &operation_of(&l, "GET", "/both")->security));
    struct request request = request_for("GET");
    assert_int_equal(apply(&l, &half, only(&l, "/both"), &request), ERR_MISSING);
    assert_false(held(&l, &half, only(&l, "/token")->needs.at[0].scheme));
    arena_free(&l.arena);
}

static void worthless(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct request request = request_for("GET"), again = request_for("GET");
    assert_int_equal(worthless_on(&l, only(&l, "/both"), &request), OK);
    struct span bearer = field(&request, "Authorization");
    assert_true(span_starts(bearer, SPAN("Bearer postern")));
    assert_int_equal(span_find_byte(bearer, '.'), SIZE_MAX); /* no JWT */
    assert_true(field(&request, "X-API-Key").len > 20);
    assert_int_equal(worthless_on(&l, only(&l, "/both"), &again), OK);
    assert_true(span_equal(field(&again, "Authorization"), bearer));
    request = request_for("GET");
    assert_int_equal(worthless_on(&l, only(&l, "/basic"), &request), OK);
    assert_span(field(&request, "Authorization"), "Basic cG9zdGVybi1ub2JvZHk6cG9zdGVybi1ub3RoaW5n");
    request = request_for("GET");
    assert_int_equal(worthless_on(&l, only(&l, "/token"), &request), OK);
    assert_true(span_starts(field(&request, "Authorization"), SPAN("Token postern")));
    arena_free(&l.arena);
}

/* Requests that were copied as structs must not see each other's credentials. */
static void copies_stay_apart(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = alice(&l);
    struct request request = request_for("GET");
    assert_true(fields_add(&l.arena, &request.fields, SPAN("Accept"), SPAN("*/*")));
    struct request copy = request;
    assert_int_equal(apply(&l, &who, only(&l, "/bearer"), &copy), OK);
    struct request other = request;
    assert_int_equal(apply(&l, &who, only(&l, "/token"), &other), OK);
    assert_int_equal(request.fields.n, 1);
    assert_span(field(&copy, "Authorization"), "Bearer made-up-bearer");
    assert_span(field(&other, "Authorization"), "Token made-up-token");
    arena_free(&l.arena);
}

static void cookies(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct request request = request_for("GET");
    assert_int_equal(credential_cookie(&arena, &request, SPAN("a"), SPAN("1")), OK);
    assert_int_equal(credential_cookie(&arena, &request, SPAN("b"), SPAN("2=3")), OK);
    assert_int_equal(credential_cookie(&arena, &request, SPAN("a"), SPAN("4")), OK);
    assert_span(field(&request, "Cookie"), "b=2=3; a=4");
    assert_int_equal(request.fields.n, 1);
}

/* A certificate that nobody signed, with its key, and the same one each time. */
static void worthless_certificate(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct wallet wallet;
    wallet_init(&wallet, &l.arena, &l.contract, NULL);
    struct request request = request_for("GET"), again = request_for("GET");
    const struct requirement *tls = only(&l, "/tls");
    assert_int_equal(wallet_worthless(&wallet, &l.arena, tls, &request), OK);
    assert_true(span_starts(request.certificate, SPAN("-----BEGIN CERTIFICATE-----")));
    assert_true(span_starts(request.key, SPAN("-----BEGIN PRIVATE KEY-----")));
    assert_int_equal(wallet_worthless(&wallet, &l.arena, tls, &again), OK);
    assert_ptr_equal(request.certificate.ptr, again.certificate.ptr);
    arena_free(&l.arena);
}

static void an_authorization_of_ones_own(void **state) {
    (void)state;
    struct loaded l;
    load_contract(&l, text);
    struct identity who = {.name = SPAN("eve")};
    struct named_secret whole = {SPAN("Authorization"), {SPAN("Bearer made-up"), SPAN("$E")}};
    assert_true(vec_push(&l.arena, &who.headers, whole));
    struct request request = request_for("GET");
    assert_int_equal(apply(&l, &who, only(&l, "/bearer"), &request), OK);
    assert_span(field(&request, "Authorization"), "Bearer made-up");
    assert_false(held(&l, &who, only(&l, "/token")->needs.at[0].scheme));
    assert_false(held(&l, &who, only(&l, "/basic")->needs.at[0].scheme));
    who.headers.at[0].secret.value =
        SPAN("Desk made-up"); /* nobody's word: the user knows better */
    request = request_for("GET");
    assert_int_equal(apply(&l, &who, only(&l, "/bearer"), &request), OK);
    assert_span(field(&request, "Authorization"), "Desk made-up");
    who.headers.at[0].secret.value = SPAN("Token made-up"); /* another scheme's */
    assert_false(held(&l, &who, only(&l, "/bearer")->needs.at[0].scheme));
    assert_true(held(&l, &who, only(&l, "/token")->needs.at[0].scheme));
    who.headers.at[0].secret.value = SPAN("Basic bWFkZTp1cA=="); /* another kind's */
    assert_false(held(&l, &who, only(&l, "/bearer")->needs.at[0].scheme));
    static const struct scheme common = {.name = SPAN_INIT("Bearer token"),
                                         .kind = SCHEME_BEARER,
                                         .parameter = SPAN_INIT("Authorization"),
                                         .prefix = SPAN_INIT("Bearer")};
    struct identity pasted = {
        .name = SPAN("ida"), .bearer = {SPAN("made-up"), SPAN("$I")}, .prefix = SPAN("Desk")};
    assert_true(held(&l, &pasted, only(&l, "/bearer")->needs.at[0].scheme));
    assert_false(held(&l, &pasted, &common)); /* what only we think of is what its word says */
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place),
        cmocka_unit_test(by_name),
        cmocka_unit_test(session_writes_carry_the_csrf_token),
        cmocka_unit_test(the_users_own_site),
        cmocka_unit_test(what_accompanies_all_alike),
        cmocka_unit_test(choosing),
        cmocka_unit_test(worthless),
        cmocka_unit_test(worthless_certificate),
        cmocka_unit_test(copies_stay_apart),
        cmocka_unit_test(cookies),
        cmocka_unit_test(an_authorization_of_ones_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
