/* SPDX-License-Identifier: Apache-2.0 */
/* From question to answer: what is signed, counted and named, whether it is enforced or observed.
 */
#include "guard/assertion.h"
#include "guard/metrics.h"
#include "tests/policy/fixture.h"

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

static struct answer ask(struct world *w, const char *target) {
    struct fields fields = {0};
    struct answer answer;
    assert_true(fields_add(&w->f.arena, &fields, SPAN("X-Original-Method"), SPAN("GET")));
    assert_true(fields_add(&w->f.arena, &fields, SPAN("X-Original-URI"), span_from(target)));
    struct ask asked = {
        .peer = SPAN("unix"), .method = SPAN("GET"), .target = SPAN("/ask"), .fields = &fields};
    assert_int_equal(service_answer(&w->service, &w->f.arena, &asked, 1000, &answer), OK);
    return answer;
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signing),
        cmocka_unit_test(naming),
        cmocka_unit_test(counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
