/* SPDX-License-Identifier: Apache-2.0 */
/* Recorded requests as values: which request fills which operation, and what is never sent again.
 */
#include "draft_text.h"

#include "scan/build/build_recorded.h"

static const char shop[] = HEAD
    "servers: [{url: /v1}]\n"
    "components: {securitySchemes: {key: {type: apiKey, in: query, name: who}}}\n"
    "paths:\n"
    "  /orders/:\n"
    "    get: {parameters: [{in: query, name: state, schema: {type: string}}, {in: query, name: "
    "who, schema: {type: string}}, {in: query, name: page_token, schema: {type: string}}, {in: "
    "header, name: X-Tenant, schema: {type: string}}], responses: {}}\n"
    "    post: {requestBody: {content: {application/json: {schema: {type: object, required: [a], "
    "properties: {a: {type: string}}}}}}, responses: {}}\n"
    "  /orders/{id}/:\n"
    "    parameters: [{in: path, name: id, required: true, schema: {type: integer}}]\n"
    "    get: {responses: {}}\n"
    "    delete: {responses: {}}\n"
    "  /orders/{id}/lines/{line}/:\n"
    "    get: {parameters: [{in: path, name: id, required: true, schema: {type: integer}}, {in: "
    "path, name: line, required: true, schema: {type: string}}], responses: {}}\n"
    "  /reset/{token}/:\n"
    "    get: {parameters: [{in: path, name: token, required: true, schema: {type: string}}], "
    "responses: {}}\n"
    "  /accounts/: {post: {requestBody: {content: {application/json: {schema: {type: object, "
    "required: [name, pin], properties: {name: {type: string}, pin: {type: string, example: "
    "'0000'}}}}}}, responses: {}}}\n"
    "  /login/: {post: {requestBody: {content: {application/json: {schema: {type: object, "
    "required: [username, password], properties: {username: {type: string}, password: {type: "
    "string}}}}}}, responses: {}}}\n"
    "  /form/: {put: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: "
    "object, required: [a], properties: {a: {type: string}}}}}}, responses: {}}}\n";

#define ENTRY(method, path, status, rest)                                                       \
    "{\"request\":{\"method\":\"" method "\",\"url\":\"https://live.example.com" path "\"" rest \
    "},\"response\":{\"status\":" status "}}"
#define BODY(type, text) ",\"postData\":{\"mimeType\":\"" type "\",\"text\":\"" text "\"}"
#define HEADERS                                                                             \
    ",\"headers\":[{\"name\":\"x-tenant\",\"value\":\"acme\"},{\"name\":\"Authorization\"," \
    "\"value\":\"Bearer opaque-one\"}]"

static const char
    HAR
        [] =
            "{\"log\":{\"entries\":[" ENTRY(
                "GET", "/v1/orders/?state=open&who=SECRET&page_token=TOKEN&more=1", "200",
                HEADERS) "," ENTRY("GET", "/v1/orders/?state=a+b%26c", "200",
                                   HEADERS) "," ENTRY("GET", "/v1/orders/404/", "404",
                                                      "") "," ENTRY("GET", "/v1/orders/17", "200",
                                                                    "") "," ENTRY("GET",
                                                                                  "/v1/orders/18/"
                                                                                  "lines/b%2Fc/",
                                                                                  "200", "") "," ENTRY("GET",
                                                                                                       "/v1/reset/letmein/", "200", "") "," ENTRY("POST", "/v1/orders/", "201", BODY("application/json", "{\\\"a\\\":\\\"real\\\",\\\"n\\\":2}")) "," ENTRY("POST", "/v1/accounts/", "201", BODY("application/json", "{\\\"name\\\":\\\"anna\\\",\\\"pin\\\":\\\"9123\\\"}")) "," ENTRY("POST",
                                                                                                                                                                                                                                                                                                                                                                                        "/v1/login/",
                                                                                                                                                                                                                                                                                                                                                                                        "200",
                                                                                                                                                                                                                                                                                                                                                                                        BODY("application/json",
                                                                                                                                                                                                                                                                                                                                                                                             "{\\\"username\\\":\\\"anna\\\",\\\"password\\\":\\\"hunter2\\\"}")) "," ENTRY("PUT",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                            "/v1/form/", "204", BODY("application/x-www-form-urlencoded", "a=x+y")) "," ENTRY("GET", "/v1/elsewhere", "200", "") "," ENTRY("GET",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "/app.js",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "200",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "") ",{\"request\":{\"method\":\"GET\",\"url\":\"https://ads.example.net/v1/orders/99/\"},"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               "\"response\":{\"status\":200}}]}}";

static void record(struct loaded *l, struct known_values *known, const char *har) {
    struct traffic traffic;
    *known = (struct known_values){.arena = &l->arena};
    assert_int_equal(traffic_read(&l->arena, span_from(har), SPAN("t.har"), &traffic, &l->diag),
                     OK);
    assert_int_equal(build_recorded(known, &l->contract, SPAN("http://h"), &traffic, &l->diag), OK);
}

static void values(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known, HAR);
    struct draft draft = draft_with(&l, "GET", "/orders/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/?state=a%20b%26c");
    assert_span(fields_get(&draft.request.fields, SPAN("X-Tenant")), "acme");
    assert_false(fields_get(&draft.request.fields, SPAN("Authorization")).ptr);
    draft = draft_with(&l, "GET", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/17/");
    assert_false(draft.made_up_id);
    draft = draft_with(&l, "GET", "/orders/{id}/lines/{line}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/17/lines/b%2Fc/");
    draft = draft_with(&l, "GET", "/reset/{token}/", &known, BUILD_REAL);
    assert_true(span_find(draft.request.url, SPAN("letmein")) == SIZE_MAX);
    arena_free(&l.arena);
}

/* What is recorded is somebody's: a write that may succeed takes none of it away. */
static void writes_spare(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known, HAR);
    struct draft draft = draft_with(&l, "DELETE", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/");
    draft = draft_with(&l, "DELETE", "/orders/{id}/", &known, BUILD_UNPARSABLE);
    assert_span(draft.request.url, "http://h/v1/orders/2147480123/");
    arena_free(&l.arena);
}

static void bodies(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known, HAR);
    struct draft draft = draft_with(&l, "POST", "/orders/", &known, BUILD_REAL);
    assert_span(draft.request.body, "{\"a\":\"real\",\"n\":2}");
    draft = draft_with(&l, "POST", "/accounts/", &known, BUILD_REAL);
    assert_true(span_find(draft.request.body, SPAN("anna")) != SIZE_MAX);
    assert_true(span_find(draft.request.body, SPAN("9123")) == SIZE_MAX);
    assert_true(span_find(draft.request.body, SPAN("\"pin\":\"0000\"")) != SIZE_MAX);
    draft = draft_with(&l, "POST", "/login/", &known, BUILD_REAL);
    assert_true(span_find(draft.request.body, SPAN("hunter2")) == SIZE_MAX);
    assert_true(span_find(draft.request.body, SPAN("anna")) == SIZE_MAX);
    draft = draft_with(&l, "PUT", "/form/", &known, BUILD_REAL);
    assert_span(draft.request.body, "a=x+y");
    draft = draft_with(&l, "POST", "/orders/", &known, BUILD_UNPARSABLE);
    assert_span(draft.request.body, "{\"postern\":");
    arena_free(&l.arena);
}

/* What the user says goes before, and what the target lists goes before what was recorded. */
static void others_go_before(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known, HAR);
    struct known_value listed = {.name = SPAN("id"), .path = SPAN("/orders/"), .value = SPAN("23")};
    assert_true(vec_push(&l.arena, &known.values, listed));
    struct draft draft = draft_with(&l, "GET", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/23/");
    struct known_value said = {.name = SPAN("state"), .value = SPAN("mine")};
    assert_true(vec_push(&l.arena, &known.values, said));
    draft = draft_with(&l, "GET", "/orders/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/?state=mine");
    struct node text = {.kind = NODE_STRING, .text = "own", .len = 3};
    struct known_body body = {.method = SPAN("POST"), .template = SPAN("/orders/"), .value = &text};
    assert_true(vec_push(&l.arena, &known.bodies, body));
    draft = draft_with(&l, "POST", "/orders/", &known, BUILD_REAL);
    assert_span(draft.request.body, "\"own\"");
    arena_free(&l.arena);
}

static bool said(struct loaded *l, const char *words) {
    bool found = false;
    VEC_EACH(const struct diag_item, item, &l->diag.items) {
        found = found || span_find(diag_line(&l->arena, item), span_from(words)) != SIZE_MAX;
    }
    return found;
}

static void told(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known, HAR);
    assert_true(said(&l, "'GET /v1/elsewhere' is of no operation of the contract"));
    assert_false(said(&l, "app.js"));
    assert_true(said(&l, "9 of 13 recorded requests are of 8 of 9 operations, and fill them; 1 "
                         "were not served, 1 are of other origins"));
    arena_free(&l.arena);
}

/* The target's own requests are worth more than all of another's. */
static void own_origin(void **state) {
    (void)state;
    struct loaded l;
    struct known_values known;
    load_contract(&l, shop);
    record(&l, &known,
           "{\"log\":{\"entries\":[" ENTRY("GET", "/v1/orders/1/", "200", "") "," ENTRY(
               "GET", "/v1/orders/2/", "200",
               "") ",{\"request\":{\"method\":\"GET\",\"url\":\"http://h/v1/orders/3/\"},"
                   "\"response\":{\"status\":200}}]}}");
    struct draft draft = draft_with(&l, "GET", "/orders/{id}/", &known, BUILD_REAL);
    assert_span(draft.request.url, "http://h/v1/orders/3/");
    arena_free(&l.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values), cmocka_unit_test(writes_spare),
        cmocka_unit_test(bodies), cmocka_unit_test(others_go_before),
        cmocka_unit_test(told),   cmocka_unit_test(own_origin),
    };
    return cmocka_run_group_tests_name("recorded", tests, NULL, NULL);
}
