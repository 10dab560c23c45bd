/* SPDX-License-Identifier: Apache-2.0 */
/* The report as JUnit XML: a test case an operation, so that CI shows the API as a test suite. */
#include "base/clock.h"
#include "base/map.h"
#include "report/formats.h"
#include "report/html_escape.h"

/* Findings that name an operation. */
struct failures {
    VEC(const struct finding *) findings;
};

struct index {
    struct arena *arena;
    struct map by_name;
};

static struct span name_of(struct arena *arena, struct span method, struct span path) {
    return arena_printf(arena, "%.*s %.*s", SPAN_ARG(method), SPAN_ARG(path));
}

static enum err note(struct index *index, struct span name, const struct finding *finding) {
    struct failures *failures = map_get(&index->by_name, name);
    if (!failures) {
        failures = arena_new(index->arena, struct failures);
        TRY_PTR(failures);
        TRY(map_put(index->arena, &index->by_name, name, failures));
    }
    return vec_push(index->arena, &failures->findings, finding) ? OK : ERR_MEMORY;
}

static enum err read_findings(const struct result *result, struct index *index) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        for (size_t k = 0; k < finding->operations.n && !finding->known; k++) {
            const struct operation_name *operation = &finding->operations.at[k];
            struct span name = name_of(index->arena, operation->method, operation->path);
            TRY_PTR(name.ptr);
            TRY(note(index, name, finding));
        }
    }
    return OK;
}

static void open_case(struct buf *out, const struct result *result, struct span name) {
    buf_text(out, "  <testcase classname=\"postern.");
    buf_text(out, kind_word(result->kind));
    buf_text(out, "\" name=\"");
    html_escape(out, name);
    buf_text(out, "\">");
}

static struct span title_of(const struct finding *finding) {
    return finding->title.len ? finding->title : span_from(finding->rule->title);
}

static void one_finding(struct buf *out, const struct finding *finding) {
    buf_printf(out, "[%s] %s: ", severity_word(finding->severity), finding->rule->id);
    html_escape(out, title_of(finding));
    buf_byte(out, '\n');
    html_escape(out, finding->message);
    buf_byte(out, '\n');
    for (size_t i = 0; i < finding->evidence.n; i++) {
        html_escape(out, finding->evidence.at[i].curl);
        buf_byte(out, '\n');
    }
    buf_text(out, "Fix: ");
    html_escape(out, finding->fix.len ? finding->fix : span_from(finding->rule->fix));
    buf_byte(out, '\n');
}

static void failure(struct buf *out, const struct finding *const *findings, size_t n) {
    buf_printf(out, "<failure type=\"%s\" message=\"", findings[0]->rule->id);
    html_escape(out, title_of(findings[0]));
    buf_text(out, "\">");
    for (size_t i = 0; i < n; i++) {
        one_finding(out, findings[i]);
    }
    buf_text(out, "</failure>");
}

static void one_case(struct buf *out, const struct result *result, struct span name,
                     const struct operation_result *operation, const struct failures *failures) {
    bool judged = operation->gate != GATE_UNTESTED && operation->gate != GATE_INCONCLUSIVE;
    open_case(out, result, name);
    if (failures) {
        failure(out, failures->findings.at, failures->findings.n);
    } else if (!judged) {
        buf_printf(out, "<skipped message=\"%s: ", gate_word(operation->gate));
        html_escape(out, operation->reason);
        buf_text(out, "\"/>");
    }
    buf_text(out, "</testcase>\n");
}

struct counts {
    size_t tests, failures, skipped;
};

static enum err cases(struct buf *out, const struct result *result, struct index *index,
                      struct counts *counts) {
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        struct span name = name_of(index->arena, operation->method, operation->path);
        TRY_PTR(name.ptr);
        const struct failures *failures = map_get(&index->by_name, name);
        one_case(out, result, name, operation, failures);
        bool judged = operation->gate != GATE_UNTESTED && operation->gate != GATE_INCONCLUSIVE;
        counts->tests++;
        counts->failures += failures != NULL;
        counts->skipped += !failures && !judged;
    }
    return OK;
}

/* Findings about the contract or the host as a whole are cases of their own. */
static void general(struct buf *out, const struct result *result, struct counts *counts) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if (finding->operations.n || finding->known) {
            continue;
        }
        open_case(out, result, span_from(finding->rule->id));
        failure(out, &finding, 1);
        buf_text(out, "</testcase>\n");
        counts->tests++;
        counts->failures++;
    }
}

static void whole(struct buf *out, const struct result *result) {
    open_case(out, result, SPAN("the run is complete"));
    if (!result->complete) {
        buf_text(out, "<error type=\"incomplete\" message=\"");
        html_escape(out, result->incomplete_why);
        buf_text(out, "\"/>");
    }
    buf_text(out, "</testcase>\n");
}

enum err report_junit(const struct result *result, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, 512 << 20);
    struct index index = {.arena = &arena};
    BUF_SCOPE body = {0};
    struct counts counts = {.tests = 1};
    char started[CLOCK_ISO_SIZE];
    TRY(read_findings(result, &index));
    TRY(cases(&body, result, &index, &counts));
    general(&body, result, &counts);
    whole(&body, result);
    TRY(buf_status(&body));
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite name=\"");
    html_escape(out, result->target);
    buf_printf(out,
               "\" tests=\"%zu\" failures=\"%zu\" errors=\"%d\" skipped=\"%zu\" time=\"%lld\" "
               "timestamp=\"%s\">\n",
               counts.tests, counts.failures, result->complete ? 0 : 1, counts.skipped,
               (long long)(result->finished - result->started),
               clock_iso(result->started, started));
    buf_add(out, buf_span(&body));
    buf_text(out, " </testsuite>\n</testsuites>\n");
    return buf_status(out);
}
