/* SPDX-License-Identifier: Apache-2.0 */
/* Recorded requests as a table: a line of a log, and what would become of the request. */
#include "guard/replay.h"
#include "tests/policy/fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const CONTRACT = "openapi: 3.0.3\n"
                                    "info: {title: Depot, version: '1'}\n"
                                    "components:\n"
                                    "  securitySchemes:\n"
                                    "    staff: {type: http, scheme: bearer}\n"
                                    "    key: {type: apiKey, in: query, name: key}\n"
                                    "paths:\n"
                                    "  /crates/{id}/: {get: {security: [{staff: []}]}}\n"
                                    "  /open/: {get: {security: []}}\n"
                                    "  /key/: {get: {security: [{key: []}]}}\n";
static const char *const CONFIG =
    "contract: openapi.yaml\npublic: [GET /open/]\nschemes:\n"
    "  staff: {issuer: i, audience: depot, algorithms: HS256, key: key.json}\n";

/* iss i, aud depot, sub ada, exp 2000, under the key of all tests; forged once. */
#define TOKEN                                                           \
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."                             \
    "eyJpc3MiOiJpIiwiYXVkIjoiZGVwb3QiLCJzdWIiOiJhZGEiLCJleHAiOjIwMDB9." \
    "h0qRJxYeeKBHWN3UfsNUlqoP_vIltjw589LDGgTmRY0"

#define COMBINED(request, status)                                         \
    "10.0.0.1 - ada [10/Oct/2026:13:55:36 +0000] \"" request "\" " status \
    " 2326 \"-\" \"curl \\\"8\\\"\""

struct row {
    const char *line;
    enum replay_fate fate;
    const char *ground, *place, *client;
};

static const struct row ROWS[] = {
    {COMBINED("GET /open/?a=b HTTP/1.1", "200"), REPLAY_PASSES, "public", "/open/", "10.0.0.1"},
    {COMBINED("GET /crates/7/ HTTP/1.1", "200"), REPLAY_DEPENDS, "no-credential", "/crates/{id}/",
     "10.0.0.1"},
    {COMBINED("GET /nowhere/ HTTP/1.1", "200"), REPLAY_LOCKED_OUT, "no-operation", "/nowhere/",
     "10.0.0.1"},
    {COMBINED("GET /nowhere/ HTTP/1.1", "404"), REPLAY_REFUSED, "no-operation", "/nowhere/",
     "10.0.0.1"},
    {COMBINED("GET /crates/7 HTTP/1.1", "301"), REPLAY_LOCKED_OUT, "no-operation", "/crates/7",
     "10.0.0.1"},
    {COMBINED("GET /key/?key=k HTTP/1.1", "200"), REPLAY_LOCKED_OUT, "operation-refused", "/key/",
     "10.0.0.1"},
    {COMBINED("GET /open/%2f HTTP/1.1", "200"), REPLAY_LOCKED_OUT, "path", "/open/%2f", "10.0.0.1"},
    {COMBINED("GET /open/\\x22 HTTP/1.1", "200"), REPLAY_LOCKED_OUT, "no-operation", "/open/\"",
     "10.0.0.1"},
    {COMBINED("\\x16\\x03\\x01", "400"), REPLAY_UNREAD, NULL, NULL, NULL},
    {COMBINED("GET /open/ HTTP/1.1", "-"), REPLAY_UNREAD, NULL, NULL, NULL},
    {"10.0.0.1 - - [10/Oct/2026] \"GET /open/", REPLAY_UNREAD, NULL, NULL, NULL},
    {"hello", REPLAY_UNREAD, NULL, NULL, NULL},
    {"{\"request_method\":\"GET\",\"request_uri\":\"/open/\",\"status\":200}", REPLAY_PASSES,
     "public", "/open/", ""},
    {"{\"method\":\"GET\",\"path\":\"/nowhere/\",\"status\":\"200\",\"remote_addr\":\"::1\"}",
     REPLAY_LOCKED_OUT, "no-operation", "/nowhere/", "::1"},
    {"{\"request\":\"GET /nowhere/ HTTP/1.1\",\"status\":403}", REPLAY_REFUSED, "no-operation",
     "/nowhere/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/\",\"status\":200}", REPLAY_DEPENDS, "no-credential",
     "/crates/{id}/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/\",\"status\":200,\"authorization\":\"-\"}",
     REPLAY_LOCKED_OUT, "no-credential", "/crates/{id}/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/\",\"status\":200,\"authorization\":\"Bearer "
     "a.b.c\"}",
     REPLAY_LOCKED_OUT, "token-refused", "/crates/{id}/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/"
     "\",\"status\":200,\"msec\":\"1500.5\",\"http_authorization\":\"Bearer " TOKEN "\"}",
     REPLAY_PASSES, "credential-accepted", "/crates/{id}/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/"
     "\",\"status\":200,\"msec\":2500,\"http_authorization\":\"Bearer " TOKEN "\"}",
     REPLAY_LOCKED_OUT, "token-refused", "/crates/{id}/", ""},
    {"{\"method\":\"GET\",\"uri\":\"/crates/7/"
     "\",\"status\":200,\"http_authorization\":\"Bearer " TOKEN "\"}",
     REPLAY_DEPENDS, "token-refused", "/crates/{id}/", ""},
    {"{\"time\":\"2026-10-10T10:00:00Z\",\"id\":\"a\",\"observed\":true,\"status\":401,\"ground\":"
     "\"no-credential\","
     "\"method\":\"GET\",\"operation\":\"/crates/{id}/\",\"hash\":\"0\"}",
     REPLAY_LOCKED_OUT, "no-credential", "/crates/{id}/", ""},
    {"{\"method\":7}", REPLAY_UNREAD, NULL, NULL, NULL},
    {"{\"method\":", REPLAY_UNREAD, NULL, NULL, NULL},
};

static void table(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(*ROWS); i++) {
        const struct row *row = &ROWS[i];
        struct replay replay = {.arena = &f.arena, .policy = &f.policy, .now = 9000};
        assert_int_equal(replay_line(&replay, &f.arena, span_from(row->line)), OK);
        if (replay.n[row->fate] != 1) {
            fail_msg("another fate than %d: %s", (int)row->fate, row->line);
        }
        assert_int_equal(replay.rows.n, row->ground != NULL);
        if (row->ground) {
            const struct replay_row *got = replay.rows.at[0];
            assert_string_equal(ground_name(got->ground), row->ground);
            assert_true(span_equal(got->place, span_from(row->place)));
            assert_true(span_equal(got->client, span_from(row->client)));
        }
    }
    fixture_free(&f);
}

/* What opens the guard's own log is no request; alike ones are one row. */
static void counts(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    struct replay replay = {.arena = &f.arena, .policy = &f.policy};
    static const char *const lines[] = {
        "{\"time\":\"t\",\"event\":\"opened\",\"previous\":\"0\",\"hash\":\"0\"}",
        COMBINED("GET /crates/7/ HTTP/1.1", "200"),
        COMBINED("GET /crates/8/?a HTTP/1.1", "200"),
    };
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(replay_line(&replay, &f.arena, span_from(lines[i])), OK);
    }
    assert_int_equal(replay.n[REPLAY_UNREAD], 0);
    assert_int_equal(replay.rows.n, 1);
    assert_int_equal(replay.rows.at[0]->n, 2);
    fixture_free(&f);
}

/* A path that lacks but its final slash is told apart from one that is nowhere. */
static void final_slash(void **state) {
    (void)state;
    struct fixture f;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), span_from(CONFIG)), OK);
    struct replay replay = {.arena = &f.arena, .policy = &f.policy};
    static const char *const lines[] = {
        COMBINED("GET /crates/7?a=/ HTTP/1.1", "301"), COMBINED("DELETE /crates/7 HTTP/1.1", "301"),
        COMBINED("GET /nowhere HTTP/1.1", "200"), COMBINED("GET /open// HTTP/1.1", "200")};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(replay_line(&replay, &f.arena, span_from(lines[i])), OK);
        assert_int_equal(replay.rows.n, i + 1);
        assert_int_equal(replay.rows.at[i]->by_slash, i == 0);
    }
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(table), cmocka_unit_test(counts),
                                       cmocka_unit_test(final_slash)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
