/* SPDX-License-Identifier: Apache-2.0 */
/* The report as one HTML page: nothing loaded, no script but its own, safe to mail around. */
#include "base/clock.h"
#include "report/formats.h"
#include "report/html_parts.h"

enum { SCRATCH = 256 << 20 };

static void head(struct buf *out, const struct result *result) {
    buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    buf_text(out, html_policy);
    buf_text(out, "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>postern: ");
    html_escape(out, result->target);
    buf_text(out, "</title>\n<style>");
    buf_text(out, html_style);
    buf_text(out,
             "</style></head>\n<body>\n<a class=\"skip\" href=\"#findings\">To the findings</a>\n");
}

static void about(struct buf *out, const struct result *result) {
    char started[CLOCK_ISO_SIZE];
    buf_text(out, "<header><h1>postern ");
    buf_text(out, kind_word(result->kind));
    buf_text(out, "</h1>\n<p><code>");
    html_escape(out, result->contract);
    buf_text(out, result->contract.len ? "</code> \xE2\x86\x92 <code>" : "");
    html_escape(out, result->target);
    buf_printf(out, "</code></p>\n<p class=\"soft\">%s, ", clock_iso(result->started, started));
    if (result->kind == KIND_SCAN) {
        buf_printf(out, "%llu requests, ", (unsigned long long)result->requests);
    }
    buf_text(out, "postern " POSTERN_VERSION "</p></header>\n");
    if (!result->complete) {
        buf_text(out, "<p class=\"alert\" role=\"alert\"><b>Incomplete:</b> ");
        html_escape(out, result->incomplete_why);
        buf_text(out, "</p>\n");
    }
}

static void item(struct buf *out, size_t n, const char *word) {
    if (n) {
        buf_printf(out, "<li class=\"%s\"><b>%zu</b> %s</li>", word, n, word);
    }
}

static void sum_operations(struct buf *out, const struct result *result,
                           const struct tally *tally) {
    struct judged judged = result_judged(result);
    buf_printf(out, "<ul class=\"sum\" aria-label=\"Operations\"><li><b>%zu</b> operations</li>",
               result->operations.n);
    for (size_t i = 0; i < GATES; i++) {
        item(out, tally->gates[matrix_gate_order[i]], gate_word(matrix_gate_order[i]));
    }
    if (judged.operations_of || judged.attacks.planned) {
        buf_printf(out,
                   "<li class=\"soft\">judged <b>%zu</b> of %zu that declare security, <b>%zu</b> "
                   "of %zu attacks</li>",
                   judged.operations, judged.operations_of, judged.attacks.judged,
                   judged.attacks.planned);
    }
}

static void sum_endpoints(struct buf *out, const struct result *result, const struct tally *tally) {
    buf_printf(out, "<ul class=\"sum\" aria-label=\"Endpoints\"><li><b>%zu</b> endpoints</li>",
               result->endpoints.n);
    for (size_t i = ACCESSES; i-- > 0;) {
        item(out, tally->accesses[i], access_word((enum access)i));
    }
}

static void sums(struct buf *out, const struct result *result) {
    struct tally tally = matrix_tally(result);
    buf_text(out,
             "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Summary" HTML_UP "</h2>\n");
    if (result->kind == KIND_AUDIT) {
        sum_endpoints(out, result, &tally);
    } else {
        sum_operations(out, result, &tally);
    }
    buf_printf(out, "</ul>\n<ul class=\"sum\" aria-label=\"Findings\"><li><b>%zu</b> findings</li>",
               tally.findings);
    for (size_t i = SEVERITIES; i-- > 0;) {
        item(out, tally.severities[i], severity_word((enum severity)i));
    }
    if (tally.known) {
        buf_printf(out, "<li class=\"soft\"><b>%zu</b> in the baseline</li>", tally.known);
    }
    if (tally.accepted) {
        buf_printf(out, "<li class=\"soft\"><b>%zu</b> accepted in postern.yaml</li>",
                   tally.accepted);
    }
    buf_text(out, "</ul></section>\n");
}

static enum err body(const struct html_page *page) {
    buf_text(page->out, "<main>\n");
    sums(page->out, page->result);
    html_contents(page);
    TRY(html_filters(page));
    html_findings(page);
    html_credentials(page->out, page->result);
    TRY(page->result->kind == KIND_AUDIT ? html_endpoints(page) : html_matrix(page));
    buf_text(page->out, "</main>\n<script>");
    buf_text(page->out, html_script);
    buf_text(page->out, "</script></body></html>\n");
    return buf_status(page->out);
}

enum err report_html(const struct result *result, struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SCRATCH);
    struct html_page page = {.out = out, .arena = &arena, .result = result};
    TRY(html_links_of(result, &arena, &page.links));
    TRY(matrix_of(result, &arena, &page.matrix));
    head(out, result);
    about(out, result);
    return body(&page);
}
