/* SPDX-License-Identifier: Apache-2.0 */
/* From question to answer: what is signed, counted and named, whether it is enforced or observed.
 */
#include "guard/assertion.h"
#include "guard/metrics.h"
#include "tests/policy/fixture.h"
#include "token/forge.h"

#include "base/io.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const CONTRACT = "openapi: 3.0.3\n"
                                    "info: {title: Depot, version: '1'}\n"
                                    "components:\n"
                                    "  securitySchemes:\n"
                                    "    staff: {type: http, scheme: bearer}\n"
                                    "paths:\n"
                                    "  /crates/: {get: {security: [{staff: []}]}}\n"
                                    "  /open/: {get: {security: []}}\n";
static const char *const CONFIG =
    "contract: openapi.yaml\nproxies: [unix]\npublic: [GET /open/]\nschemes:\n"
    "  staff: {issuer: i, audience: depot, algorithms: HS256, key: key.json}\n"
    "assertion: {key: assertion.key, audience: depot}\n";

struct world {
    struct fixture f;
    struct journal journal;
    struct service service;
};

static void make(struct world *w, const char *more) {
    char config[1000];
    (void)snprintf(config, sizeof(config), "%s%s", CONFIG, more);
    *w = (struct world){0};
    assert_int_equal(fixture_make(&w->f, span_from(CONTRACT), span_from(config)), OK);
    journal_take_up(&w->journal, open("/dev/null", O_RDWR | O_CLOEXEC), NULL);
    w->service.state = (struct service_state){.policy = &w->f.policy, .journal = &w->journal};
    assert_int_equal(counters_follow(&w->service.counters, &w->f.policy), OK);
}

static void unmake(struct world *w) {
    service_free(&w->service);
    journal_free(&w->journal);
    io_close(&w->journal.fd);
    fixture_free(&w->f);
}

static struct answer ask_with(struct world *w, const char *target, struct fields fields,
                              int64_t now, uint64_t now_ns) {
    struct answer answer;
    assert_true(fields_add(&w->f.arena, &fields, SPAN("X-Original-Method"), SPAN("GET")));
    assert_true(fields_add(&w->f.arena, &fields, SPAN("X-Original-URI"), span_from(target)));
    struct ask asked = {
        .peer = SPAN("unix"), .method = SPAN("GET"), .target = SPAN("/ask"), .fields = &fields};
    asked.users.now_ns = now_ns;
    assert_int_equal(service_answer(&w->service, &w->f.arena, &asked, now, &answer), OK);
    return answer;
}

static struct answer ask(struct world *w, const char *target) {
    return ask_with(w, target, (struct fields){0}, 1000, 0);
}

/* Seconds by the system and by the other clock, and the time that is gone by. */
static void clocks(void **state) {
    (void)state;
    static const struct {
        int64_t unix_s;
        uint64_t other_s;
        int64_t wanted, behind;
    } rows[] = {
        {1000, 50, 1000, 0},  {1010, 60, 1010, 0},    {1010, 61, 1010, 0}, /* no tick together */
        {500, 62, 1012, 512}, {510, 72, 1022, 512},                        /* set back */
        {1021, 72, 1022, 1},  {1030, 80, 1030, 0},                         /* and forth */
        {5000, 81, 5000, 0},  {1032, 82, 5001, 3969},                      /* a leap, and back */
    };
    struct steady steady = {0};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t got = steady_time(&steady, rows[i].unix_s, rows[i].other_s * (uint64_t)1000000000);
        if (got != rows[i].wanted || steady.behind_s != rows[i].behind) {
            fail_msg("row %zu: %lld, behind %lld", i, (long long)got, (long long)steady.behind_s);
        }
    }
}

/* A token that has expired stays so, though the clock is set back; a valid one stays valid. */
static void set_back(void **state) {
    (void)state;
    static const struct {
        int64_t now;
        uint64_t passed_s;
        int exp, status;
    } rows[] = {
        {1000, 0, 1500, 200},   {1600, 600, 1500, 401},  {1000, 601, 1500, 401},
        {1000, 602, 2000, 200}, {1398, 1000, 2000, 401},
    };
    struct world w;
    make(&w, "");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct span token,
            payload = arena_printf(&w.f.arena,
                                   "{\"iss\":\"i\",\"aud\":\"depot\",\"sub\":\"ada\",\"exp\":%d}",
                                   rows[i].exp);
        struct forge_signer signer = {.alg = ALG_HS256, .secret = SPAN(FIXTURE_SECRET)};
        struct fields fields = {0};
        assert_int_equal(
            forge_token(&w.f.arena, SPAN("{\"alg\":\"HS256\"}"), payload, &signer, &token), OK);
        assert_true(fields_add(&w.f.arena, &fields, SPAN("Authorization"),
                               arena_join(&w.f.arena, SPAN("Bearer "), token)));
        struct answer answer =
            ask_with(&w, "/crates/", fields, rows[i].now, rows[i].passed_s * (uint64_t)1000000000);
        if (answer.status != rows[i].status) {
            fail_msg("row %zu: %d", i, answer.status);
        }
    }
    unmake(&w);
}

/* What is refused is signed by nobody, also where it passes because it is only observed. */
static void signing(void **state) {
    (void)state;
    static const struct {
        const char *more, *target;
        int status;
        bool there, is_signed;
    } rows[] = {
        {"", "/open/", 200, true, true},
        {"", "/crates/", 401, false, false},
        {"mode: observe\n", "/open/", 200, true, true},
        {"mode: observe\n", "/crates/", 200, true, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct world w;
        make(&w, rows[i].more);
        struct answer answer = ask(&w, rows[i].target);
        struct span assertion = fields_get(&answer.fields, SPAN(ASSERTION_HEADER));
        assert_int_equal(answer.status, rows[i].status);
        assert_int_equal(assertion.ptr != NULL, rows[i].there);
        assert_int_equal(assertion.len > 0, rows[i].is_signed);
        unmake(&w);
    }
}

static void naming(void **state) {
    (void)state;
    struct world w;
    make(&w, "");
    struct answer first = ask(&w, "/open/"), second = ask(&w, "/open/");
    struct span a = fields_get(&first.fields, SPAN("X-Request-ID"));
    struct span b = fields_get(&second.fields, SPAN("X-Request-ID"));
    assert_int_equal(a.len, 32);
    assert_int_equal(b.len, 32);
    assert_false(span_equal(a, b));
    unmake(&w);
}

/* The proxy's own name for a request goes on; what does not look like one is none. */
static void naming_given(void **state) {
    (void)state;
    static const struct {
        struct span given;
        bool kept;
    } rows[] = {
        {SPAN_INIT("7f3c-Ab9"), true},
        {SPAN_INIT("a b"), false},
        {SPAN_INIT("a\",\"status\":200"), false},
        {SPAN_INIT("caf\xc3\xa9"), false},
        {SPAN_INIT("0123456789012345678901234567890123456789012345678901234567890123"), true},
        {SPAN_INIT("01234567890123456789012345678901234567890123456789012345678901234"), false},
    };
    struct world w;
    make(&w, "");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fields fields = {0};
        assert_true(fields_add(&w.f.arena, &fields, SPAN("X-Request-ID"), rows[i].given));
        struct answer answer = ask_with(&w, "/open/", fields, 1000, 0);
        struct span name = fields_get(&answer.fields, SPAN("X-Request-ID"));
        assert_int_equal(span_equal(name, rows[i].given), rows[i].kept);
        assert_true(rows[i].kept || name.len == 32);
    }
    unmake(&w);
}

/* Counted by operation and reason, also after the policy was exchanged. */
static void counting(void **state) {
    (void)state;
    struct world w;
    BUF_SCOPE text = {0};
    make(&w, "");
    (void)ask(&w, "/open/");
    (void)ask(&w, "/nowhere/");
    assert_int_equal(counters_follow(&w.service.counters, &w.f.policy), OK);
    (void)ask(&w, "/open/");
    metrics_write(&text, &w.service, NULL, 0);
    buf_byte(&text, '\0');
    assert_non_null(strstr(text.data,
                           "{method=\"GET\",operation=\"/open/\",reason=\"public\",status=\"200\","
                           "mode=\"enforce\"} 2\n"));
    assert_non_null(strstr(text.data,
                           "{method=\"\",operation=\"\",reason=\"no-operation\",status=\"403\","
                           "mode=\"enforce\"} 1\n"));
    assert_non_null(strstr(text.data, "\npostern_guard_seconds_count 3\n"));
    unmake(&w);
}

/* A line that was to be written with others, and could not be: its answer must not leave. */
static void losing(void **state) {
    (void)state;
    static const struct {
        const char *more;
        bool leaves;
    } rows[] = {{"", false}, {"log_failure: pass\n", true}, {"mode: observe\n", true}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct world w;
        make(&w, rows[i].more);
        (void)ask(&w, "/open/");
        assert_true(service_settle(&w.service));
        w.journal.sized = true;
        w.journal.reserved = 1 << 20;
        assert_int_equal(ask(&w, "/open/").status, 200);
        io_close(&w.journal.fd);
        w.journal.fd = open("/dev/full", O_RDWR | O_CLOEXEC);
        assert_int_equal(service_settle(&w.service), rows[i].leaves);
        assert_true(service_settle(&w.service)); /* nothing was asked since */
        unmake(&w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signing),  cmocka_unit_test(naming), cmocka_unit_test(naming_given),
        cmocka_unit_test(counting), cmocka_unit_test(losing), cmocka_unit_test(clocks),
        cmocka_unit_test(set_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
