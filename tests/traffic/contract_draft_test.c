/* SPDX-License-Identifier: Apache-2.0 */
/* A contract from traffic: what stands in it, and what never does. */
#include "traffic/contract_draft.h"

#include "contract/contract.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct drafted_text {
    struct arena arena;
    struct diag diag;
    struct buf out;
    struct contract_draft_told told;
    struct contract contract;
    enum err err;
};

static void draft(struct drafted_text *t, const char *text) {
    struct traffic traffic;
    *t = (struct drafted_text){.err = OK};
    arena_init(&t->arena, (size_t)256 << 20);
    diag_init(&t->diag, &t->arena);
    assert_int_equal(traffic_read(&t->arena, span_from(text), SPAN("t.har"), &traffic, &t->diag),
                     OK);
    t->err = contract_draft_write(&t->arena, &traffic, SPAN(""), &t->out, &t->told, &t->diag);
    struct contract_options options = {.file = SPAN("drafted.yaml")};
    if (t->err == OK) { /* our own reader takes it without a word */
        size_t items = t->diag.items.n;
        assert_int_equal(
            contract_load(&t->arena, buf_span(&t->out), &options, &t->contract, &t->diag), OK);
        assert_int_equal(t->diag.items.n, items);
        assert_int_equal(t->contract.unreadable.n, 0);
    }
}

static void done(struct drafted_text *t) {
    buf_free(&t->out);
    arena_free(&t->arena);
}

static const struct operation *find(const struct drafted_text *t, const char *method,
                                    const char *path) {
    VEC_EACH(const struct operation, operation, &t->contract.operations) {
        if (span_equal(operation->method, span_from(method)) &&
            span_equal(operation->path, span_from(path))) {
            return operation;
        }
    }
    fail_msg("no %s %s in:\n%.*s", method, path, (int)t->out.len, t->out.data);
    return NULL;
}

static bool holds(const struct drafted_text *t, const char *words) {
    return span_find(buf_span(&t->out), span_from(words)) != SIZE_MAX;
}

#define E(method, url, status, rest, answer)                                                \
    "{\"request\":{\"method\":\"" method "\",\"url\":\"https://api.x.io" url "\"" rest      \
    "},\"response\":{\"status\":" status ",\"content\":{\"mimeType\":\"application/json\"," \
    "\"text\":\"" answer "\"}}},\n"
#define BEARER ",\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer eyJSECRET.a.b\"}]"
#define SESSION                                                                 \
    ",\"headers\":[{\"name\":\"Cookie\",\"value\":\"_ga=x; csrftoken=SECRETC; " \
    "sessionid=SECRETS\"}]"
#define KEY ",\"headers\":[{\"name\":\"X-API-Key\",\"value\":\"SECRETK\"}]"
#define BODY(type, text) ",\"postData\":{\"mimeType\":\"" type "\",\"text\":\"" text "\"}"

static const char HAR[] = "{\"log\":{\"entries\":[\n" E(
    "GET", "/api/orders/?page=2&state=open", "200", BEARER, "{\\\"count\\\":1,\\\"results\\\":[]}")
    E("GET", "/api/crates/", "200", BEARER, "{\\\"count\\\":1,\\\"results\\\":[]}") E(
        "GET", "/api/orders/4711/", "200", BEARER,
        "{\\\"id\\\":4711}") E("GET", "/api/orders/4712/", "403", BEARER,
                               "{}") E("DELETE", "/api/orders/4712/", "204", BEARER, "")
        E("GET", "/api/articles/hello", "200", "", "{\\\"slug\\\":\\\"hello\\\",\\\"b\\\":1}") E(
            "GET", "/api/users/annabella", "200", SESSION, "{}") E("GET", "/api/users/me", "200",
                                                                   SESSION, "{}")
            E("POST", "/api/orders/", "201",
              BEARER BODY(
                  "application/json",
                  "{\\\"title\\\":\\\"PRIVATE\\\",\\\"n\\\":2,\\\"by\\\":{\\\"anna@x.org\\\":1}}"),
              "{}") E("POST", "/api/orders/", "201",
                      BEARER BODY("application/json", "{\\\"title\\\":\\\"P2\\\",\\\"n\\\":null}"),
                      "{}")
                E("POST", "/api/login", "200",
                  BODY("application/x-www-form-urlencoded", "username=PRIVATE&password=SECRETP"),
                  "{}") E("GET", "/api/rates?api_key=SECRETQ", "200", "", "{}")
                    E("GET", "/api/stock/A%20B", "401", "", "{}") E("GET", "/api/labels", "200",
                                                                    KEY, "[]")
                        E("GET", "/api/labels", "200", "", "[]") E("GET", "/app.js", "200", "", "")
                            E("GET", "/api/none", "404", "", "")
                                E("GET", "/api/users/5/address", "200", BEARER,
                                  "{}") "{\"request\":{\"method\":\"GET\",\"url\":\"https://"
                                        "ads.x.net/pixel\"},\"response\":{"
                                        "\"status\":200}}]}}";

static void operations(void **state) {
    (void)state;
    struct drafted_text t;
    draft(&t, HAR);
    assert_int_equal(t.err, OK);
    assert_int_equal(t.told.operations, 13);
    assert_int_equal(t.contract.operations.n, 13);
    assert_int_equal(t.told.of_others, 1);
    assert_int_equal(t.told.by_the_way, 1);
    assert_int_equal(t.told.missing, 1);
    const struct operation *list = find(&t, "GET", "/api/orders/");
    assert_int_equal(list->parameters.n, 2);
    (void)find(&t, "GET", "/api/crates/"); /* paginated alike, and not one of many */
    const struct operation *one = find(&t, "GET", "/api/orders/{order_id}/");
    assert_true(span_equal(node_text(node_get(one->parameters.at[0].schema, SPAN("type"))),
                           SPAN("integer")));
    assert_true(node_get(one->responses, SPAN("200")) && node_get(one->responses, SPAN("403")));
    (void)find(&t, "DELETE", "/api/orders/{order_id}/");
    (void)find(&t, "GET", "/api/articles/{article_id}");
    (void)find(&t, "GET", "/api/users/{user_id}");
    (void)find(&t, "GET", "/api/users/me");
    (void)find(&t, "GET", "/api/users/{user_id}/address"); /* behind one of them is no other */
    (void)find(&t, "GET", "/api/stock/{stock_id}");
    assert_int_equal(find(&t, "GET", "/api/rates")->parameters.n, 0);
    const struct operation *made = find(&t, "POST", "/api/orders/");
    assert_int_equal(made->bodies.n, 1);
    const struct node *required = node_get(made->bodies.at[0].schema, SPAN("required"));
    assert_int_equal(required->len, 2);
    assert_true(find(&t, "POST", "/api/login")->takes_password);
    done(&t);
}

static const struct scheme *only_scheme(const struct drafted_text *t, const char *path) {
    const struct security *security = &find(t, "GET", path)->security;
    assert_true(security->declared);
    assert_int_equal(security->any.n, 1);
    return security->any.at[0].needs.at[0].scheme;
}

static void security(void **state) {
    (void)state;
    struct drafted_text t;
    draft(&t, HAR);
    assert_int_equal(only_scheme(&t, "/api/orders/")->kind, SCHEME_BEARER);
    assert_int_equal(only_scheme(&t, "/api/users/me")->kind, SCHEME_COOKIE);
    assert_true(span_equal(only_scheme(&t, "/api/users/me")->parameter, SPAN("sessionid")));
    assert_int_equal(only_scheme(&t, "/api/rates")->kind, SCHEME_QUERY);
    const struct security *both = &find(&t, "GET", "/api/labels")->security;
    assert_true(security_is_optional(both) && security_asks(both, SCHEME_HEADER));
    const struct security *open = &find(&t, "POST", "/api/login")->security;
    assert_true(open->declared && security_is_public(open));
    const struct security *refused = &find(&t, "GET", "/api/stock/{stock_id}")->security;
    assert_false(security_is_public(refused)); /* 401: it asks for one of them */
    done(&t);
}

static void no_value(void **state) {
    (void)state;
    static const char *const values[] = {"SECRET", "PRIVATE", "4711", "annabella", "anna@x.org",
                                         "hello",  "P2",      "ads.", "csrf",      "app.js"};
    struct drafted_text t;
    draft(&t, HAR);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        if (holds(&t, values[i])) {
            fail_msg("%s in:\n%.*s", values[i], (int)t.out.len, t.out.data);
        }
    }
    done(&t);
}

/* Where nothing carried a credential, nothing is declared to be public. */
static void nothing_known(void **state) {
    (void)state;
    struct drafted_text t;
    draft(&t, "1.1.1.1 - - [x] \"GET /orders/7?a=1 HTTP/1.1\" 200 1\n"
              "1.1.1.1 - - [x] \"GET /wp-login.php HTTP/1.1\" 404 1\n");
    assert_int_equal(t.err, OK);
    assert_false(t.told.credentials);
    assert_false(find(&t, "GET", "/orders/{order_id}")->security.declared);
    done(&t);
    draft(&t, "1.1.1.1 - - [x] \"GET /a.css HTTP/1.1\" 200 1\n");
    assert_int_equal(t.err, ERR_INVALID);
    assert_int_equal(t.diag.errors, 1);
    done(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations),
        cmocka_unit_test(security),
        cmocka_unit_test(no_value),
        cmocka_unit_test(nothing_known),
    };
    return cmocka_run_group_tests_name("contract_draft", tests, NULL, NULL);
}
