/* SPDX-License-Identifier: Apache-2.0 */
/* Samples and their likeness: what is volatile, what is filtered, what refuses. */
#include "contract_text.h"

#include "scan/refusal.h"
#include "scan/sample.h"
#include "text/json.h"

static struct sample take(struct arena *arena, int status, const char *type, const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/api/orders?page=1")},
        .response = {.wire = WIRE_OK, .status = status, .body = span_from(body)}};
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static struct sample json(struct arena *arena, const char *body) {
    return take(arena, 200, "application/json", body);
}

static enum likeness like(struct arena *arena, const char *answer, const char *reference) {
    const struct volatility none = {.differing = 0};
    struct sample a = json(arena, answer), b = json(arena, reference);
    return sample_compare(&a, &b, &none);
}

static void kinds(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(json(&arena, "{\"a\": 1}").kind, SAMPLE_JSON);
    assert_int_equal(json(&arena, "{\"a\": ").kind, SAMPLE_TEXT); /* not what its type says */
    assert_int_equal(json(&arena, " \n").kind, SAMPLE_EMPTY);
    assert_int_equal(take(&arena, 200, "text/plain", "[1]").kind, SAMPLE_JSON);
    assert_int_equal(take(&arena, 200, "text/plain", "one [1]").kind, SAMPLE_TEXT);
    assert_int_equal(take(&arena, 200, "text/html", "hello").kind, SAMPLE_HTML);
    struct sample form = take(&arena, 200, "text/html", "<input type=\"password\">");
    assert_true(form.password_form);
}

static void statuses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample refused = take(&arena, 403, "text/plain", "no");
    assert_true(sample_refused(&refused) && !sample_past(&refused) && !sample_served(&refused));
    struct sample lacking = take(&arena, 404, "text/plain", "no");
    assert_true(!sample_refused(&lacking) && sample_past(&lacking) && !sample_served(&lacking));
    struct sample broken = take(&arena, 500, "text/plain", "no");
    assert_true(!sample_past(&broken) && !sample_refused(&broken));
    struct sample busy = take(&arena, 429, "text/plain", "no");
    assert_true(busy.throttled && !sample_past(&busy));
}

static void likenesses(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(like(&arena, "{\"a\":1,\"b\":[]}", "{\"b\": [], \"a\": 1}"), LIKE_SAME);
    assert_int_equal(like(&arena, "{\"a\":2}", "{\"a\":1}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"detail\":\"no\"}", "{\"a\":1}"), LIKE_NOTHING);
    assert_int_equal(like(&arena, "{\"rows\":[]}", "{\"rows\":[{\"a\":1}]}"), LIKE_FILTERED);
    assert_int_equal(like(&arena, "{\"rows\":[{\"a\":1}]}", "{\"rows\":[]}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"rows\":[],\"n\":1,\"m\":2,\"o\":3}",
                          "{\"rows\":[{\"a\":1}],\"n\":1,\"m\":2,\"o\":3}"),
                     LIKE_FILTERED); /* though most of it is there */
    assert_int_equal(like(&arena, "[1,2]", "{\"a\":1}"), LIKE_NOTHING);
    struct sample ok = json(&arena, "{}"), error = take(&arena, 404, "application/json", "{}");
    const struct volatility none = {.differing = 0};
    assert_int_equal(sample_compare(&ok, &error, &none), LIKE_NOTHING);
}

/* What differs between two answers to the same request is not held against a third. */
static void volatile_paths(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample one = json(&arena, "{\"now\": 1, \"name\": \"x\"}");
    struct sample two = json(&arena, "{\"now\": 2, \"name\": \"x\"}");
    struct sample three = json(&arena, "{\"now\": 3, \"name\": \"x\"}");
    struct sample other = json(&arena, "{\"now\": 3, \"name\": \"y\"}");
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &one, &two, &learned), OK);
    assert_int_equal(sample_compare(&three, &one, &learned), LIKE_SAME);
    assert_int_equal(sample_compare(&other, &one, &learned), LIKE_FORM);
}

/* A body that was seen before is recalled, under the same type alone. */
static void memory(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample_memory seen = {.n = 0};
    struct exchange exchange = {
        .response = {.wire = WIRE_OK, .status = 401, .body = SPAN("{\"error\": 1}")}};
    struct response *response = &exchange.response;
    struct sample first, second;
    assert_true(fields_add(&arena, &response->fields, SPAN("Content-Type"), SPAN("text/html")));
    assert_int_equal(sample_take(&arena, &exchange, &seen, &first), OK);
    response->status = 403;
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_ptr_equal(first.leaves, second.leaves);
    assert_int_equal(second.status, 403);
    struct exchange other = exchange;
    exchange.request.url = SPAN("http://h/asked/here");
    other.request.url = SPAN("http://h/asked/there");
    exchange.response.body = other.response.body = SPAN("no route /asked/here");
    assert_int_equal(sample_take(&arena, &exchange, &seen, &first), OK);
    assert_int_equal(sample_take(&arena, &other, &seen, &second), OK);
    assert_true(first.leaves != second.leaves); /* of another path, the words are others */
    exchange.response.body = SPAN("{\"error\": 1}");
    exchange.request.url = SPAN("");
    response->fields.at[0].value = SPAN("application/json");
    assert_int_equal(sample_take(&arena, &exchange, &seen, &second), OK);
    assert_int_equal(second.kind, SAMPLE_JSON);
    assert_true(second.refusal && seen.n == 4);
}

#define CARRIED "aB3/dE6+gH9-made-up"

static struct sample echoing(struct arena *arena, const char *field, const char *value,
                             const char *type, const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = SPAN("http://127.0.0.1/api/echo")},
        .response = {.wire = WIRE_OK, .status = 200, .body = span_from(body)}};
    if (field) {
        assert_true(
            fields_add(arena, &exchange.request.fields, span_from(field), span_from(value)));
    }
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static enum likeness like_echo(struct arena *arena, const char *type, const char *field,
                               const char *value, const char *valid, const char *anonymous) {
    const struct volatility none = {.differing = 0};
    struct sample a = echoing(arena, NULL, NULL, type, anonymous);
    struct sample b = echoing(arena, field, value, type, valid);
    return sample_compare(&a, &b, &none);
}

/* What an answer repeats of the credential that came with the request is not data. */
static void repeated_credentials(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const char *json_type = "application/json";
    static const char *const carriers[][2] = {{"X-API-Key", CARRIED},
                                              {"Authorization", "Bearer " CARRIED},
                                              {"Cookie", "theme=dark; sid=" CARRIED}};
    static const char *const shown[] = {CARRIED,
                                        "aB3\\/dE6\\u002bgH9-made-up",
                                        "aB3%2FdE6%2BgH9-made-up",
                                        "AB3/DE6+GH9-MADE-UP",
                                        "aB3&#x2F;dE6&#43;gH9-made-up",
                                        "6142332f6445362b6748392d6d6164652d7570"};
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < sizeof(shown) / sizeof(*shown); j++) {
            struct span valid = arena_printf(
                &arena, "{\"rows\": [1], \"key\": \"%s\", \"again\": \"%s\"}", shown[j], shown[j]);
            enum likeness like =
                like_echo(&arena, json_type, carriers[i][0], carriers[i][1], valid.ptr,
                          "{\"rows\": [1], \"key\": \"\", \"again\": \"\"}");
            assert_int_equal(like, LIKE_FORM);
        }
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"rows\": [1], \"key\": \"" CARRIED "\"}", "{\"rows\": [1]}"),
                         LIKE_FORM); /* a member that is not there without it */
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"user\": \"mira\", \"key\": \"" CARRIED "\"}",
                                   "{\"user\": null, \"key\": null}"),
                         LIKE_FILTERED); /* what is data is empty */
        assert_int_equal(like_echo(&arena, json_type, carriers[i][0], carriers[i][1],
                                   "{\"key\": \"" CARRIED "\"}", "{\"key\": \"\"}"),
                         LIKE_FILTERED); /* nothing but the credential is there */
        assert_int_equal(like_echo(&arena, "text/plain", carriers[i][0], carriers[i][1],
                                   "one two three, " CARRIED, "one two three, "),
                         LIKE_SAME);
    }
    assert_int_equal(like_echo(&arena, json_type, "X-API-Key", "another-value",
                               "{\"rows\": [1], \"key\": \"" CARRIED "\", \"b\": \"x\"}",
                               "{\"rows\": [1], \"key\": \"\", \"b\": \"\"}"),
                     LIKE_FILTERED);
}

static void denials(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample valid = json(&arena, "{\"note\": \"please log in\", \"a\": 1}");
    struct sample same = json(&arena, "{\"note\": \"please log in\", \"a\": 2}");
    struct sample denied = json(&arena, "{\"detail\": \"Invalid token.\"}");
    assert_false(sample_denies(&same, &valid)); /* it says so to everybody */
    assert_true(sample_denies(&denied, &valid));
}

/* Blanked objects: a few of many are somebody's own, most of them is a refusal. */
static void emptied(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(like(&arena, "{\"data\":null}", "{\"data\":{\"a\":1,\"b\":2}}"),
                     LIKE_FILTERED);
    assert_int_equal(
        like(&arena, "{\"d\":null,\"x\":1,\"y\":2}", "{\"d\":{\"a\":1},\"x\":1,\"y\":2}"),
        LIKE_FORM);
    assert_int_equal(like(&arena, "{\"a\":null,\"b\":2}", "{\"a\":1,\"b\":2}"), LIKE_FORM);
    assert_int_equal(like(&arena, "{\"a\":null,\"b\":\"\",\"c\":1}", "{\"a\":1,\"b\":2,\"c\":1}"),
                     LIKE_FILTERED);
    struct sample full = json(&arena, "{\"rows\":[1],\"n\":1}"),
                  less = json(&arena, "{\"rows\":[],\"n\":1}"), gone = json(&arena, "{\"n\":1}"),
                  other = json(&arena, "{\"rows\":[2],\"n\":9}");
    assert_true(sample_emptied(&less, &full));
    assert_true(sample_emptied(&gone, &full));
    assert_false(sample_emptied(&other, &full));
    assert_false(sample_emptied(&full, &less)); /* there was nothing to empty */
}

static struct sample at_path(struct arena *arena, const char *url, const char *type,
                             const char *body) {
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("GET"), .url = span_from(url)},
        .response = {.wire = WIRE_OK, .status = 404, .body = span_from(body)}};
    assert_true(
        fields_add(arena, &exchange.response.fields, SPAN("Content-Type"), span_from(type)));
    assert_int_equal(sample_take(arena, &exchange, NULL, &sample), OK);
    return sample;
}

static enum likeness elsewhere(struct arena *arena, const char *type, const char *there,
                               const char *here) {
    const struct volatility none = {.differing = 0};
    struct sample a = at_path(arena, "http://h/api/orders-x?a=1", type, there);
    struct sample b = at_path(arena, "http://h/api/orders", type, here);
    return sample_compare(&a, &b, &none);
}

/* An answer that repeats the path that was asked for is the same at another path. */
static void echoes(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_int_equal(elsewhere(&arena, "application/json",
                               "{\"m\":\"no route /api/orders-x here\"}",
                               "{\"m\":\"no route /api/orders here\"}"),
                     LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "application/json", "{\"m\":\"no api/orders-x.\"}",
                               "{\"m\":\"no api/orders.\"}"),
                     LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "application/json",
                               "{\"m\":\"no route /api/orders-x here\"}",
                               "{\"m\":\"no order /api/orders here\"}"),
                     LIKE_FORM);
    assert_int_equal(
        elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x", "Cannot GET /api/orders"),
        LIKE_SAME);
    assert_int_equal(elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x today",
                               "Cannot GET /api/orders never"),
                     LIKE_NOTHING);
    assert_int_equal(elsewhere(&arena, "text/plain", "Cannot GET /api/orders-x", "Nothing there"),
                     LIKE_NOTHING);
}

static bool same_error(struct arena *arena, int status, const char *type, const char *a,
                       const char *b) {
    const struct volatility none = {.differing = 0};
    struct sample x = take(arena, status, type, a), y = take(arena, status, type, b);
    return sample_same_error(&x, &y, &none);
}

static void same_errors(void **state) {
    static const char *const J = "application/json", *const T = "text/plain";
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_true(
        same_error(&arena, 400, J, "{\"m\":\"name is missing\"}", "{\"m\":\"name is missing\"}"));
    assert_false(
        same_error(&arena, 400, J, "{\"m\":\"name is missing\"}", "{\"m\":\"who asks?\"}"));
    assert_false(same_error(&arena, 400, J, "{\"m\":\"Bad Request\"}", "{\"m\":\"Bad Request\"}"));
    assert_false(same_error(&arena, 400, J, "{\"code\":17}", "{\"code\":17}"));
    assert_false(
        same_error(&arena, 400, J, "{\"path\":\"/api/orders\"}", "{\"path\":\"/api/orders\"}"));
    assert_false(same_error(&arena, 400, T, "", ""));
    assert_false(same_error(&arena, 404, T, "", ""));
    assert_true(same_error(&arena, 404, J, "{\"m\":\"Bad Request\"}", "{\"m\":\"Bad Request\"}"));
    assert_true(same_error(&arena, 422, T, "the name is missing", "the name is missing"));
    /* of forty words one differs: alike as a page, but another error */
    assert_false(
        same_error(&arena, 400, T,
                   "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh "
                   "ii jj kk ll mm nn oo pp one",
                   "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh "
                   "ii jj kk ll mm nn oo pp two"));
    struct sample bad = take(&arena, 400, J, "{\"m\":\"x y\"}"),
                  gone = take(&arena, 404, J, "{\"m\":\"x y\"}");
    const struct volatility none = {.differing = 0};
    assert_false(sample_same_error(&bad, &gone, &none));
}

/* A number that changes each time is no sign; one that stays is. */
static void volatile_errors(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample one =
        take(&arena, 400, "application/json", "{\"id\":\"a1\",\"m\":\"name is missing\"}");
    struct sample two =
        take(&arena, 400, "application/json", "{\"id\":\"b2\",\"m\":\"name is missing\"}");
    struct sample id =
        take(&arena, 400, "application/json", "{\"id\":\"c3\",\"m\":\"Bad Request\"}");
    struct sample other =
        take(&arena, 400, "application/json", "{\"id\":\"d4\",\"m\":\"Bad Request\"}");
    struct volatility learned, generic;
    assert_int_equal(sample_learn(&arena, &one, &two, &learned), OK);
    assert_int_equal(sample_learn(&arena, &id, &other, &generic), OK);
    assert_true(sample_same_error(&two, &one, &learned));
    assert_false(sample_same_error(&id, &other, &generic)); /* only the id would tell */
}

static void texts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    struct sample a =
        take(&arena, 200, "text/plain", "one two three four five six seven eight nine ten");
    struct sample b =
        take(&arena, 200, "text/plain", "one two three four five six seven eight nine TEN");
    struct sample c =
        take(&arena, 200, "text/plain", "another text that has not much to do with it");
    assert_int_equal(sample_compare(&b, &a, &none), LIKE_FORM);
    assert_int_equal(sample_compare(&c, &a, &none), LIKE_NOTHING);
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &a, &b, &learned), OK);
    assert_int_equal(learned.differing, 100 - 9 * 100 / 11);
    assert_int_equal(sample_compare(&b, &a, &learned), LIKE_SAME);
    assert_int_equal(sample_compare(&c, &a, &learned), LIKE_NOTHING);
    struct sample page = take(&arena, 200, "text/html", "one two three");
    assert_int_equal(sample_compare(&page, &a, &none), LIKE_NOTHING); /* another kind */
}

/* A hundred words and one: told of as the same page, and as another error. */
static const char *hundred(struct arena *arena, const char *last) {
    struct span text = SPAN("a page");
    for (int i = 0; i < 98; i++) {
        text = arena_printf(arena, "%.*s w%d", SPAN_ARG(text), i);
    }
    return arena_printf(arena, "%.*s %s", SPAN_ARG(text), last).ptr;
}

static void long_texts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    const char *one = hundred(&arena, "one"), *two = hundred(&arena, "two");
    struct sample a = take(&arena, 200, "text/plain", one);
    struct sample b = take(&arena, 200, "text/plain", two);
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
    assert_false(same_error(&arena, 400, "text/plain", one, two));
    struct sample html = take(&arena, 200, "text/html", one);
    assert_int_equal(sample_compare(&a, &html, &none), LIKE_NOTHING);
}

/* What is in one of two answers alone is volatile, and so is all that hangs on it. */
static void volatile_parts(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample plain = json(&arena, "{\"n\":1}"), more = json(&arena, "{\"n\":1,\"x\":5}"),
                  again = json(&arena, "{\"n\":1,\"x\":7}");
    struct volatility learned;
    assert_int_equal(sample_learn(&arena, &plain, &more, &learned), OK);
    assert_int_equal(sample_compare(&again, &plain, &learned), LIKE_SAME);
    struct sample none = json(&arena, "{\"x\":null}"), some = json(&arena, "{\"x\":{\"a\":1}}"),
                  other = json(&arena, "{\"x\":{\"b\":2}}");
    assert_int_equal(sample_learn(&arena, &none, &some, &learned), OK);
    assert_int_equal(sample_compare(&other, &some, &learned), LIKE_SAME);
}

static void redirects(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    const struct volatility none = {.differing = 0};
    struct sample a = take(&arena, 302, "text/plain", ""), b = a;
    a.location = SPAN("/here");
    b.location = SPAN("/there");
    assert_int_equal(sample_compare(&a, &a, &none), LIKE_SAME);
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_NOTHING);
}

static void locations(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    static const char *const cases[][2] = {{"/a/b?next=/c#d", "/a/b"},
                                           {"https://h:1/a/b?x", "/a/b"},
                                           {"//h/a", "/a"},
                                           {"https://h", ""},
                                           {"a/b", "a/b"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct sample sample;
        struct exchange exchange = {.response = {.wire = WIRE_OK, .status = 302}};
        assert_true(fields_add(&arena, &exchange.response.fields, SPAN("Location"),
                               span_from(cases[i][0])));
        assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
        assert_span(sample.location, cases[i][1]);
    }
}

static void throttling(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample sample;
    struct exchange exchange = {.response = {.wire = WIRE_OK, .status = 503}};
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_false(sample.throttled || sample.challenge);
    assert_true(fields_add(&arena, &exchange.response.fields, SPAN("Retry-After"), SPAN("5")));
    assert_true(fields_add(&arena, &exchange.response.fields, SPAN("WWW-Authenticate"), SPAN("x")));
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_true(sample.throttled && sample.challenge);
    exchange.response.wire = WIRE_TIMEOUT;
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_true(!sample_past(&sample) && !sample_served(&sample) && !sample_refused(&sample));
}

/* The body of an answer to HEAD is none, whatever the fields say. */
static void heads(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample sample;
    struct exchange exchange = {
        .request = {.method = SPAN("HEAD")},
        .response = {.wire = WIRE_OK, .status = 200, .body = SPAN("{\"a\":1}")}};
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_int_equal(sample.kind, SAMPLE_EMPTY);
    exchange.request.method = SPAN("GET");
    assert_int_equal(sample_take(&arena, &exchange, NULL, &sample), OK);
    assert_int_equal(sample.kind, SAMPLE_JSON);
}

static void blaming(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct sample none = json(&arena, "{\"m\":\"name is missing\"}"),
                  token = json(&arena, "{\"m\":\"the token is missing\"}"),
                  rights = json(&arena, "{\"m\":\"Forbidden\"}"),
                  page = take(&arena, 400, "text/html", "<p>please log in</p>");
    assert_true(sample_blames_credential(&token, &none));
    assert_false(sample_blames_credential(&token, &token)); /* it says so to everybody */
    assert_false(sample_blames_credential(&rights, &none));
    assert_true(sample_denies(&rights, &none));
    assert_true(sample_blames_credential(&page, &none));
    assert_false(sample_blames_credential(&page, &page));
}

static bool refuses(struct arena *arena, const char *body) {
    const struct node *root = NULL;
    const struct json_options options = {.depth = 8};
    assert_int_equal(json_parse(arena, span_from(body), &options, &root, NULL), OK);
    return refusal_in_form(root);
}

static void forms_of_refusal(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_true(refuses(&arena, "{\"success\": false}"));
    assert_true(refuses(&arena, "{\"error\": \"x\"}"));
    assert_true(refuses(&arena, "{\"code\": 401}"));
    assert_true(refuses(&arena, "{\"detail\": \"what\"}"));
    assert_false(refuses(&arena, "{\"success\": true, \"error\": null, \"code\": 200}"));
    assert_false(refuses(&arena, "{\"error\": 0, \"a\": 1}"));
    assert_false(refuses(&arena, "[]"));
    assert_true(refusal_speaks(SPAN("Authentication credentials were not provided.")));
    assert_false(refusal_speaks(SPAN("12 orders")));
    assert_true(refusal_names_nobody(SPAN(" AnonymousUser ")));
    assert_false(refusal_names_nobody(SPAN("alice")));
}

/* Two errors that differ in what each error has to itself are one; a success is not read so, and
 * words and codes of errors count. */
static void own_values_of_errors(void **state) {
    (void)state;
    static const char *const alike[][2] = {
        {"{\"error\":\"bad\",\"request_id\":\"a-7\"}",
         "{\"error\":\"bad\",\"request_id\":\"b-8\"}"},
        {"{\"error\":\"bad\",\"traceId\":12}", "{\"error\":\"bad\",\"traceId\":13}"},
        {"{\"status\":400,\"timestamp\":\"2026-11-26T10:00:00.123Z\"}",
         "{\"status\":400,\"timestamp\":\"2026-11-26T10:00:01.456Z\"}"},
        {"{\"e\":\"bad\",\"at\":1764150000.25}", "{\"e\":\"bad\",\"at\":1764150001.5}"},
        {"{\"e\":\"bad\",\"took\":0.25}", "{\"e\":\"bad\",\"took\":0.5}"},
        {"{\"e\":\"bad\",\"x\":\"7f9c24e8-3b12-4fef-91d0-1a2b3c4d5e6f\"}",
         "{\"e\":\"bad\",\"x\":\"0f9c24e8-3b12-4fef-91d0-1a2b3c4d5e60\"}"},
        {"{\"e\":\"bad\",\"x\":\"Thu, 26 Nov 2026 10:00:00 GMT\"}",
         "{\"e\":\"bad\",\"x\":\"Thu, 26 Nov 2026 10:00:01 GMT\"}"},
    };
    static const char *const other[][2] = {
        {"{\"error\":\"bad\",\"code\":\"E10\"}", "{\"error\":\"bad\",\"code\":\"E11\"}"},
        {"{\"error\":\"token_expired\"}", "{\"error\":\"token_missing\"}"},
        {"{\"code\":40101}", "{\"code\":40401}"},
        {"{\"request\":\"is malformed\"}", "{\"request\":\"is refused\"}"},
    };
    const struct volatility none = {.differing = 0};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++) {
        struct sample a = take(&arena, 400, "application/json", alike[i][0]);
        struct sample b = take(&arena, 400, "application/json", alike[i][1]);
        assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
        assert_int_equal(like(&arena, alike[i][0], alike[i][1]), LIKE_FORM);
    }
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
        struct sample a = take(&arena, 400, "application/json", other[i][0]);
        struct sample b = take(&arena, 400, "application/json", other[i][1]);
        assert_int_not_equal(sample_compare(&a, &b, &none), LIKE_SAME);
    }
    struct sample a = take(&arena, 404, "text/html", "<p>Not Found</p><p>5f0c9a1be77d4c20aa01</p>");
    struct sample b = take(&arena, 404, "text/html", "<p>Not Found</p><p>8a1be77d4c20aa015f0c</p>");
    assert_int_equal(sample_compare(&a, &b, &none), LIKE_SAME);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(statuses),
        cmocka_unit_test(likenesses),
        cmocka_unit_test(volatile_paths),
        cmocka_unit_test(memory),
        cmocka_unit_test(denials),
        cmocka_unit_test(emptied),
        cmocka_unit_test(echoes),
        cmocka_unit_test(same_errors),
        cmocka_unit_test(volatile_errors),
        cmocka_unit_test(texts),
        cmocka_unit_test(locations),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(volatile_parts),
        cmocka_unit_test(repeated_credentials),
        cmocka_unit_test(redirects),
        cmocka_unit_test(throttling),
        cmocka_unit_test(heads),
        cmocka_unit_test(blaming),
        cmocka_unit_test(forms_of_refusal),
        cmocka_unit_test(own_values_of_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
