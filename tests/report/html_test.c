/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML page: hostile texts stay texts, tags are balanced, nothing is loaded, what differs is
 * marked, rows and findings lead to each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "report/html_difference.h"
#include "report/html_escape.h"
#include "report/report.h"
#include "sample.h"

static void expect(struct span text, const char *escaped) {
    BUF_SCOPE out = {0};
    html_escape(&out, text);
    buf_byte(&out, '\0');
    assert_string_equal(out.data, escaped);
}

static void test_escape(void **state) {
    (void)state;
    expect(SPAN(""), "");
    expect(SPAN("<script>alert(\"1\" & '2')</script>"),
           "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
    expect(SPAN("a\0b\x1b[31m\n\tc"), "a\\x00b\\x1b[31m\n\tc");
    expect(SPAN("\xFF\xC0<\xE2\x80\xAE"), "\xEF\xBF\xBD\xEF\xBF\xBD&lt;\\u202e");
    expect(SPAN("\xE2\x82\xAC \xF0\x9F\x94\x91"), "\xE2\x82\xAC \xF0\x9F\x94\x91");
}

typedef void make(struct arena *arena, struct result *result);

static void write_made(make *sample, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample(&arena, &result);
    assert_int_equal(report_write(&result, REPORT_HTML, &(struct report_style){0}, out), OK);
}

static void write_sample(struct buf *out) {
    write_made(sample_result, out);
}

static bool has(const struct buf *out, const char *text) {
    return span_find(buf_span(out), span_from(text)) != SIZE_MAX;
}

static size_t count(struct span text, const char *needle) {
    size_t n = 0, at;
    while ((at = span_find(text, span_from(needle))) != SIZE_MAX) {
        text = span_from_index(text, at + 1);
        n++;
    }
    return n;
}

static void test_hostile(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(&out);
    assert_true(has(&out, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_true(has(&out, "&lt;/pre&gt;&lt;script&gt;"));
    assert_int_equal(count(buf_span(&out), "<script"), 1);
    assert_int_equal(count(buf_span(&out), "</script>"), 1);
    assert_false(has(&out, "<b>here"));
    assert_false(has(&out, "\x1b"));
    assert_false(has(&out, "src="));
    assert_int_equal(count(buf_span(&out), "href=\""),
                     count(buf_span(&out), "href=\"#") +
                         count(buf_span(&out), "rel=\"noreferrer\" href"));
    assert_false(has(&out, "url("));
    assert_true(has(&out, "default-src 'none'; style-src 'sha256-"));
    assert_true(has(&out, "<b>Incomplete:</b> bob&#39;s login was lost"));
}

static void test_scan_rows(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_sample(&out);
    assert_true(has(&out, "<th scope=\"row\">alice</th><td class=\"path\">bearerAuth</td>"
                          "<td class=\"path\">POST /api/token/</td><td class=\"served\">proven</td>"
                          "<td class=\"path\">GET /api/orders/{id}/</td>"));
    assert_true(has(&out, "Identity</th><th scope=\"col\">Scheme</th><th scope=\"col\">From</th>"
                          "<th scope=\"col\">Standing</th><th scope=\"col\">Proven at</th></tr>"));
    assert_true(has(&out, "<td class=\"breached\">lost</td>"));
    assert_true(has(&out, "<td class=\"breached\">refused</td>"));
    assert_true(has(&out, "<td class=\"none\">untried</td>"));
    assert_true(has(&out, "judged <b>7</b> of 13 that declare security, "
                          "<b>145</b> of 152 attacks</li>"));
    assert_true(has(&out, ">judged 31 of 38 attacks</span>"));
    assert_false(has(&out, "judged 38 of 38"));
    assert_false(has(&out, "<i>"));
}

static void test_audit(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_made(sample_audit, &out);
    assert_false(has(&out, "Credentials"));
    assert_false(has(&out, "Operations"));
    assert_true(has(&out, "<span>/api/slots (2)</span></th></tr>\n<tr id=\"r-1\" "
                          "data-v=\"allowed\" data-t=\"\" data-p=\"/api/slots\" "
                          "data-r=\"open-endpoint\"><th scope=\"row\" class=\"path\">PATCH "
                          "/api/slots/{pk}/<span class=\"to\"><a "
                          "href=\"#f-00aa11bb22cc33dd\">open-endpoint</a></span></th>"
                          "<td class=\"allowed\">allowed</td>"));
    assert_true(has(&out, "AllowAny <span class=\"soft\">get_permissions "
                          "appointments/views.py:51</span>"));
    assert_true(has(&out, "GET,POST /api/slots/"));
    assert_true(has(&out, "permission_classes comes from a call that is not understood"));
    assert_true(has(&out, "<li><code>appointments/views.py:51</code> its get_permissions"));
    assert_int_equal(count(buf_span(&out), "<script"), 1);
    assert_false(has(&out, "<b>partial_update"));
    assert_false(has(&out, "\x1b"));
}

static void test_balance(void **state) {
    (void)state;
    static const char *const tags[][2] = {
        {"<table", "</table>"},     {"<tr", "</tr>"},
        {"<mark>", "</mark>"},      {"<div", "</div>"},
        {"<td", "</td>"},           {"<th", "</th>"},
        {"<dd", "</dd>"},           {"<pre", "</pre>"},
        {"<details", "</details>"}, {"<article ", "</article>"},
        {"<section", "</section>"},
    };
    BUF_SCOPE out = {0};
    write_sample(&out);
    write_made(sample_audit, &out);
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        size_t heads = strcmp(tags[i][0], "<th") == 0 ? count(buf_span(&out), "<thead>")
                                                      : 0; /* "<th" begins it, too */
        assert_int_equal(count(buf_span(&out), tags[i][0]) - heads,
                         count(buf_span(&out), tags[i][1]));
    }
}

static void differs(const char *mine, const char *other, const char *marked) {
    ARENA_SCOPE arena;
    BUF_SCOPE out = {0};
    arena_init(&arena, SIZE_MAX);
    html_difference(&out, &arena, span_from(mine), span_from(other));
    buf_byte(&out, '\0');
    assert_string_equal(out.data, marked);
}

static void test_difference(void **state) {
    (void)state;
    differs("", "", "");
    differs("same <b>", "same <b>", "same &lt;b&gt;");
    differs("id: 7, of bob", "id: 9, of eve", "id: <mark>7</mark>, of <mark>bob</mark>");
    differs("a b c", "", "<mark>a b c</mark>");
    differs("", "a b c", "");
    differs("a b c d", "a d", "a <mark>b c </mark>d");
    differs("a d", "a b c d", "a d");
    differs("{\"x\": [1, 2]}", "{\"y\": [1, 3], \"z\": 0}",
            "{&quot;<mark>x</mark>&quot;: [1, <mark>2</mark>]}");
}

/* Texts of many words cost no more than their middle, and are marked whole there. */
static void test_difference_large(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    BUF_SCOPE out = {0}, mine = {0}, other = {0};
    arena_init(&arena, 64 << 20);
    for (int i = 0; i < 100000; i++) {
        buf_printf(&mine, "%d ", i);
        buf_printf(&other, "%d,", i);
    }
    html_difference(&out, &arena, buf_span(&mine), buf_span(&other));
    assert_int_equal(count(buf_span(&out), "<mark>"), 1);
    assert_int_equal(out.len, mine.len + strlen("<mark></mark>"));
}

/* A link for each row that a finding names, and back; what has no row is named all the same. */
static void test_links(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    BUF_SCOPE out = {0};
    struct result result;
    arena_init(&arena, SIZE_MAX);
    sample_large(&arena, 1700, &result);
    struct span tag = SPAN("in\"voices");
    assert_true(vec_push(&arena, &result.operations.at[8].tags, tag));
    assert_int_equal(report_write(&result, REPORT_HTML, &(struct report_style){0}, &out), OK);
    size_t named = result.findings.at[0].operations.n;
    assert_int_equal(count(buf_span(&out), "<a href=\"#r-"), named);
    assert_int_equal(count(buf_span(&out), "<a href=\"#f-0123456789abcdef\">path-variant</a>"),
                     named);
    assert_true(has(&out, "<span>in&quot;voices (1)</span>"));
    assert_true(has(&out, "<span>no tag (1699)</span>"));
    assert_true(has(&out, "<option>in&quot;voices</option>"));
    buf_clear(&out);
    write_sample(&out);
    assert_true(has(&out, "<a href=\"#r-0\">GET /api/orders/</a>") ||
                has(&out, "<li class=\"path\">GET /api/orders/0/</li>"));
    assert_true(has(&out, "href=\"https://cwe.mitre.org/data/definitions/306.html\">CWE-306</a>"));
    assert_true(has(&out, "0xa2-broken-authentication/\">OWASP API2:2023</a>"));
}

static void make_accepted(struct arena *arena, struct result *result) {
    sample_result(arena, result);
    result->findings.at[0].known = true;
    result->findings.at[0].accepted = SPAN("the proxy <adds> it (until 2027-01-31)");
}

static void test_accepted(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_made(make_accepted, &out);
    assert_true(has(&out, " \xC2\xB7 in the baseline</span></summary>"));
    assert_true(has(&out, " \xC2\xB7 accepted</span></summary>"));
    assert_true(has(&out, "the proxy &lt;adds&gt; it (until 2027-01-31)</dd>"));
    assert_true(has(&out, "<b>1</b> in the baseline</li>"));
    assert_true(has(&out, "<b>1</b> accepted in postern.yaml</li>"));
}

static void make_dated(struct arena *arena, struct result *result) {
    sample_result(arena, result);
    VEC_EACH(struct finding, finding, &result->findings) {
        for (size_t i = 0; i < finding->evidence.n; i++) {
            struct fields *fields = &finding->evidence.at[i].exchange.response.fields;
            struct span when = i ? SPAN("Friday 11:00:01") : SPAN("Thursday 10:00:00");
            assert_true(fields_add(arena, fields, SPAN("Date"), when));
            assert_true(fields_add(arena, fields, SPAN("X-When"), when));
        }
    }
}

static void test_dates(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    write_made(make_dated, &out);
    assert_true(has(&out, "Date: Thursday 10:00:00\n") && has(&out, "Date: Friday 11:00:01\n"));
    assert_true(has(&out, "X-When: <mark>"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted),         cmocka_unit_test(test_dates),
        cmocka_unit_test(test_escape),           cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_scan_rows),        cmocka_unit_test(test_audit),
        cmocka_unit_test(test_balance),          cmocka_unit_test(test_difference),
        cmocka_unit_test(test_difference_large), cmocka_unit_test(test_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
