/* SPDX-License-Identifier: Apache-2.0 */
/* HAR files and access logs, and what is neither. */
#include "traffic/traffic.h"

#include "traffic/secret.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct reading {
    struct arena arena;
    struct diag diag;
    struct traffic traffic;
    enum err err;
};

static void read_text(struct reading *r, struct span text) {
    arena_init(&r->arena, (size_t)64 << 20);
    diag_init(&r->diag, &r->arena);
    r->err = traffic_read(&r->arena, text, SPAN("t.har"), &r->traffic, &r->diag);
}

static void assert_said(struct reading *r, size_t at, const char *line) {
    assert_true(at < r->diag.items.n);
    struct span said = diag_line(&r->arena, &r->diag.items.at[at]);
    assert_string_equal(said.ptr, line);
}

static void assert_text(struct span span, const char *text) {
    assert_int_equal(span.len, strlen(text));
    assert_memory_equal(span.len ? span.ptr : "", text, span.len);
}

#define ENTRY(method, url, rest) \
    "{\"request\":{\"method\":\"" method "\",\"url\":\"" url "\"" rest "}"

static const char HAR[] = "\xef\xbb\xbf{\"log\": {\"version\": \"1.2\", \"entries\": [\n" ENTRY(
    "POST", "https://api.x.io/orders/?a=1",
    ",\"headers\":[{\"name\":\"X-Tenant\",\"value\":\"acme\"},{\"name\":4,\"value\":\"v\"}],"
    "\"postData\":{\"mimeType\":\"application/json\",\"text\":\"{\\\"n\\\":1}\"}") ","
                                                                                   "\"response"
                                                                                   "\":{"
                                                                                   "\"status\":"
                                                                                   "201,"
                                                                                   "\"content\""
                                                                                   ":{"
                                                                                   "\"mimeType"
                                                                                   "\":"
                                                                                   "\"applicati"
                                                                                   "on/"
                                                                                   "json\","
                                                                                   "\"text\":"
                                                                                   "\"{}\"}}}"
                                                                                   ",\n" ENTRY(
                                                                                       "POST",
                                                                                       "https:/"
                                                                                       "/api.x."
                                                                                       "io/f",
                                                                                       ",\"post"
                                                                                       "Data\":"
                                                                                       "{\"mime"
                                                                                       "Type\":"
                                                                                       "\"multi"
                                                                                       "part/"
                                                                                       "form-"
                                                                                       "data\","
                                                                                       "\"param"
                                                                                       "s\":[{"
                                                                                       "\"name"
                                                                                       "\":"
                                                                                       "\"a\","
                                                                                       "\"value"
                                                                                       "\":"
                                                                                       "\"b\"},"
                                                                                       "{\"name"
                                                                                       "\":"
                                                                                       "\"f\","
                                                                                       "\"value"
                                                                                       "\":"
                                                                                       "\"raw\""
                                                                                       ",\"file"
                                                                                       "Name\":"
                                                                                       "\"x."
                                                                                       "png\"}]"
                                                                                       "}") "}"
                                                                                            ","
                                                                                            "\n"
                                                                                            "  "
                                                                                            "{"
                                                                                            "\""
                                                                                            "re"
                                                                                            "qu"
                                                                                            "es"
                                                                                            "t"
                                                                                            "\""
                                                                                            ": "
                                                                                            "7}"
                                                                                            ","
                                                                                            "\n" ENTRY(
                                                                                                "GE"
                                                                                                "T",
                                                                                                "ws"
                                                                                                "s:"
                                                                                                "//"
                                                                                                "ap"
                                                                                                "i."
                                                                                                "x."
                                                                                                "io"
                                                                                                "/l"
                                                                                                "iv"
                                                                                                "e",
                                                                                                "") "},\n"
                                                                                                    "  4\n]}}";

static void har_entries(void **state) {
    (void)state;
    struct reading r;
    read_text(&r, span_from(HAR));
    assert_int_equal(r.err, OK);
    assert_true(r.traffic.har);
    assert_int_equal(r.traffic.requests.n, 2);
    const struct traffic_request *first = &r.traffic.requests.at[0];
    assert_text(first->method, "POST");
    assert_text(first->url, "https://api.x.io/orders/?a=1");
    assert_text(first->body, "{\"n\":1}");
    assert_int_equal(first->status, 201);
    assert_int_equal(first->fields.n, 1);
    assert_int_equal(first->place.line, 2);
    assert_text(first->answer, "{}");
    assert_int_equal(r.traffic.requests.at[1].form.n, 1); /* a file's bytes are nobody's value */
    assert_false(traffic_served(&r.traffic.requests.at[1]));
    assert_int_equal(r.traffic.unread, 2); /* a socket is no fault */
    assert_said(&r, 0,
                "t.har:4:3: warning: an entry without the method and the URL of a request is left "
                "out");
    arena_free(&r.arena);
}

static void bad_files(void **state) {
    (void)state;
    static const struct {
        struct span text;
        enum err err;
        const char *said;
    } rows[] = {
        {SPAN_INIT(""), ERR_INVALID, "t.har:1:1: error: is empty"},
        {SPAN_INIT("\x1f\x8b\x08"), ERR_INVALID,
         "t.har:1:1: error: is compressed (gzip): unpack it first"},
        {SPAN_INIT("PK\x03\x04"), ERR_INVALID,
         "t.har:1:1: error: is a zip archive: unpack it first"},
        {SPAN_INIT("\xff\xfe{\0"), ERR_INVALID,
         "t.har:1:1: error: is UTF-16: convert it to UTF-8 first"},
        {SPAN_INIT("{\"log\": {}}"), ERR_INVALID,
         "t.har:1:1: error: is no HAR file: log.entries is no list"},
        {SPAN_INIT("[1]"), ERR_INVALID, "t.har:1:1: error: is no HAR file: log.entries is no list"},
        {SPAN_INIT("{\"log\":\n {\"entries\": 7}}"), ERR_INVALID,
         "t.har:2:3: error: is no HAR file: log.entries is no list"},
        {SPAN_INIT("{\"log\": {\"entries\": []}}"), ERR_INVALID,
         "t.har:1:1: error: no entry is a request"},
        {SPAN_INIT("{\"log\": {\"entries\": [{\n"), ERR_SYNTAX, "t.har:2:1: error: "},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct reading r;
        read_text(&r, rows[i].text);
        assert_int_equal(r.err, rows[i].err);
        assert_true(r.diag.items.n);
        struct span said = diag_line(&r.arena, &r.diag.items.at[0]);
        assert_true(span_starts(said, span_from(rows[i].said)));
        arena_free(&r.arena);
    }
}

static void logs(void **state) {
    (void)state;
    struct reading r;
    read_text(&r, SPAN("10.0.0.1 - - [1/Jan/2026:00:00:00 +0000] \"GET /orders/7?a=b HTTP/1.1\" "
                       "200 12 \"-\" \"-\"\n\nhello\n"));
    assert_int_equal(r.err, OK);
    assert_int_equal(r.traffic.requests.n, 1);
    assert_text(r.traffic.requests.at[0].url, "/orders/7?a=b");
    assert_true(traffic_served(&r.traffic.requests.at[0]));
    assert_said(&r, 0, "t.har:3:1: warning: is no line of an access log, and left out");
    arena_free(&r.arena);
    read_text(&r, SPAN("{\"method\":\"GET\",\"uri\":\"/a\",\"status\":403}\n"
                       "{\"method\":\"PUT\",\"uri\":\"/b\",\"status\":204}\n"));
    assert_int_equal(r.err, OK);
    assert_false(r.traffic.har);
    assert_int_equal(r.traffic.requests.n, 2);
    assert_false(traffic_served(&r.traffic.requests.at[0]));
    arena_free(&r.arena);
    read_text(&r, SPAN("hello\n"));
    assert_int_equal(r.err, ERR_INVALID);
    arena_free(&r.arena);
}

/* A password in a URL is one of the request's credentials, and no part of its origin. */
static void userinfo(void **state) {
    (void)state;
    struct reading r;
    read_text(&r, SPAN("{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":"
                       "\"https://anna:p@ss@h/a?b=@\"}}]}}"));
    assert_int_equal(r.err, OK);
    const struct traffic_request *request = &r.traffic.requests.at[0];
    assert_text(request->url, "https://h/a?b=@");
    assert_text(fields_get(&request->fields, SPAN("Authorization")), "Basic anna:p@ss");
    arena_free(&r.arena);
    read_text(&r, SPAN("1.1.1.1 - - [x] \"GET http://u:p@h/a HTTP/1.1\" 200 1\n"));
    assert_text(r.traffic.requests.at[0].url, "http://h/a");
    arena_free(&r.arena);
}

static void secrets(void **state) {
    (void)state;
    static const char *const names[] = {"password", "newPassword", "X-API-Key", "csrf_token",
                                        "code",     "otp",         "resetCode", "refresh_token"};
    static const char *const plain[] = {"name", "country_code", "order_id", "monkey", "email"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_true(secret_named(span_from(names[i])));
    }
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        assert_false(secret_named(span_from(plain[i])));
    }
    assert_true(secret_shaped(SPAN("eyJhbGciOiJub25lIn0.eyJhIjoxfQ.x")));
    assert_true(secret_shaped(SPAN("AKIAx93kLmQz81nVbT45sdfQ")));
    assert_false(secret_shaped(SPAN("6f9619ff-8b86-d011-b42d-00c04fc964ff")));
    assert_false(secret_shaped(SPAN("2026-11-27T18:28:00.000+00:00")));
    assert_false(secret_shaped(SPAN("https://Example.org/A1/B2/C3/d4e5f6")));
    struct field cookie = {SPAN_INIT("Cookie"), SPAN_INIT("a=b; sid=opaque77")};
    struct fields fields = {&cookie, 1, 1};
    assert_true(secret_carried(&fields, SPAN("opaque77")));
    assert_false(secret_carried(&fields, SPAN("a")));
    assert_false(secret_carried(&fields, SPAN("opaque78")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(har_entries), cmocka_unit_test(bad_files), cmocka_unit_test(logs),
        cmocka_unit_test(userinfo),    cmocka_unit_test(secrets),
    };
    return cmocka_run_group_tests_name("traffic", tests, NULL, NULL);
}
