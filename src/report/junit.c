/* SPDX-License-Identifier: Apache-2.0 */
/* The report as JUnit XML: a test case an operation or endpoint, so that CI shows the API as a test
 * suite. */
#include "base/clock.h"
#include "base/map.h"
#include "base/mutant.h"
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

static enum err note_operations(struct index *index, const struct finding *finding) {
    for (size_t i = 0; i < finding->operations.n; i++) {
        const struct operation_name *operation = &finding->operations.at[i];
        struct span name = name_of(index->arena, operation->method, operation->path);
        TRY_PTR(name.ptr);
        TRY(note(index, name, finding));
    }
    return OK;
}

/* An endpoint's row may stand for several methods: it fails with any of them. */
static enum err note_endpoints(struct index *index, const struct finding *finding) {
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        const struct endpoint_name *endpoint = &finding->endpoints.at[i];
        if (!endpoint->methods.n) {
            TRY(note(index, endpoint->route, finding));
        }
        for (size_t k = 0; k < endpoint->methods.n; k++) {
            struct span name = name_of(index->arena, endpoint->methods.at[k], endpoint->route);
            TRY_PTR(name.ptr);
            TRY(note(index, name, finding));
        }
    }
    return OK;
}

static enum err read_findings(const struct result *result, struct index *index) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if (!finding->known) {
            TRY(note_operations(index, finding));
            TRY(note_endpoints(index, finding));
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
    if (finding->place.file.len) {
        html_escape(out, finding->place.file);
        buf_printf(out, ":%u\n", finding->place.line);
    }
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

/* Why a row says nothing, as the message of a skipped case; empty: it says something. */
static void one_case(struct buf *out, const struct result *result, struct span name,
                     struct span skipped, const struct failures *failures) {
    open_case(out, result, name);
    if (failures) {
        failure(out, failures->findings.at, failures->findings.n);
    } else if (skipped.len) {
        buf_text(out, "<skipped message=\"");
        html_escape(out, skipped);
        buf_text(out, "\"/>");
    }
    buf_text(out, "</testcase>\n");
}

struct counts {
    size_t tests, failures, skipped;
};

static void add_case(struct buf *out, const struct result *result, struct counts *counts,
                     struct span name, struct span skipped, const struct failures *failures) {
    one_case(out, result, name, skipped, failures);
    counts->tests++;
    counts->failures += failures != NULL;
    counts->skipped += !failures && skipped.len;
}

/* What was not judged is skipped, and so is what was judged by a part of its attacks. */
static struct span skipped_operation(struct arena *arena,
                                     const struct operation_result *operation) {
    if (operation->gate == GATE_UNTESTED || operation->gate == GATE_INCONCLUSIVE) {
        return arena_printf(arena, "%s: %.*s", gate_word(operation->gate),
                            SPAN_ARG(operation->reason));
    }
    if (operation->attacks.judged < operation->attacks.planned && !MUTANT(junit_passes)) {
        return arena_printf(arena, "judged %zu of %zu attacks", operation->attacks.judged,
                            operation->attacks.planned);
    }
    return SPAN("");
}

static enum err operation_cases(struct buf *out, const struct result *result, struct index *index,
                                struct counts *counts) {
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        struct span name = name_of(index->arena, operation->method, operation->path);
        struct span skipped = skipped_operation(index->arena, operation);
        TRY_PTR(name.ptr);
        TRY_PTR(skipped.ptr);
        add_case(out, result, counts, name, skipped, map_get(&index->by_name, name));
    }
    return OK;
}

static const struct failures *failures_of(struct index *index,
                                          const struct endpoint_result *endpoint) {
    const struct failures *failures = map_get(&index->by_name, endpoint->route);
    for (size_t i = 0; i < endpoint->methods.n && !failures; i++) {
        struct span name = name_of(index->arena, endpoint->methods.at[i], endpoint->route);
        failures = name.ptr ? map_get(&index->by_name, name) : NULL;
    }
    return failures;
}

static enum err endpoint_cases(struct buf *out, const struct result *result, struct index *index,
                               struct counts *counts) {
    for (size_t i = 0; i < result->endpoints.n; i++) {
        const struct endpoint_result *endpoint = &result->endpoints.at[i];
        BUF_SCOPE methods = {0};
        for (size_t k = 0; k < endpoint->methods.n; k++) {
            buf_text(&methods, k ? "," : "");
            buf_add(&methods, endpoint->methods.at[k]);
        }
        struct span name = name_of(index->arena, buf_span(&methods), endpoint->route);
        struct span skipped =
            endpoint_told(endpoint)
                ? SPAN("")
                : arena_printf(index->arena, "undecided: %.*s", SPAN_ARG(endpoint->reason));
        TRY_PTR(name.ptr);
        TRY_PTR(skipped.ptr);
        add_case(out, result, counts, name, skipped, failures_of(index, endpoint));
    }
    return OK;
}

/* Findings about the contract or the host as a whole are cases of their own. */
static void general(struct buf *out, const struct result *result, struct counts *counts) {
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if (finding->operations.n || finding->endpoints.n || finding->known) {
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
    TRY(operation_cases(&body, result, &index, &counts));
    TRY(endpoint_cases(&body, result, &index, &counts));
    general(&body, result, &counts);
    whole(&body, result);
    TRY(buf_status(&body));
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite name=\"");
    html_escape(out, result->target);
    buf_printf(out,
               "\" tests=\"%zu\" failures=\"%zu\" errors=\"%d\" skipped=\"%zu\" time=\"%lld\" "
               "timestamp=\"%s\">\n",
               counts.tests, counts.failures, result->complete || MUTANT(junit_whole) ? 0 : 1,
               counts.skipped, (long long)(result->finished - result->started),
               clock_iso(result->started, started));
    buf_add(out, buf_span(&body));
    buf_text(out, " </testsuite>\n</testsuites>\n");
    return buf_status(out);
}
