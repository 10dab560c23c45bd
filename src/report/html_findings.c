/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as articles of the HTML page. */
#include "catalog/reference.h"
#include "report/html_parts.h"

enum {
    LISTED = 8, /* rows named without a fold */
    OPENED = 2, /* so few findings are shown whole at once */
};

static void open_term(struct buf *out, const char *term) {
    buf_printf(out, "<dt>%s</dt><dd>", term);
}

static void term(struct buf *out, const char *name, struct span text) {
    if (text.len) {
        open_term(out, name);
        buf_text(out, "<pre>");
        html_escape(out, text);
        buf_text(out, "</pre></dd>\n");
    }
}

static void prose(struct buf *out, const char *name, struct span text) {
    if (text.len) {
        open_term(out, name);
        html_escape(out, text);
        buf_text(out, "</dd>\n");
    }
}

static void link_to(const struct html_page *page, size_t row) {
    buf_printf(page->out, "<li class=\"path\"><a href=\"#r-%zu\">", row);
    if (page->result->kind == KIND_AUDIT) {
        const struct endpoint_result *endpoint = &page->result->endpoints.at[row];
        for (size_t k = 0; k < endpoint->methods.n; k++) {
            html_escape(page->out, endpoint->methods.at[k]);
            buf_text(page->out, k + 1 < endpoint->methods.n ? "," : " ");
        }
        html_escape(page->out, endpoint->route);
    } else {
        html_escape(page->out, page->result->operations.at[row].method);
        buf_byte(page->out, ' ');
        html_escape(page->out, page->result->operations.at[row].path);
    }
    buf_text(page->out, "</a></li>");
}

static void operation_name(struct buf *out, const struct operation_name *name) {
    buf_text(out, "<li class=\"path\">");
    html_escape(out, name->method);
    buf_byte(out, ' ');
    html_escape(out, name->path);
    buf_text(out, "</li>");
}

static void endpoint_name(struct buf *out, const struct endpoint_name *endpoint) {
    buf_text(out, "<li class=\"path\">");
    for (size_t k = 0; k < endpoint->methods.n; k++) {
        html_escape(out, endpoint->methods.at[k]);
        buf_text(out, k + 1 < endpoint->methods.n ? "," : " ");
    }
    html_escape(out, endpoint->route);
    buf_text(out, "</li>");
}

/* Those with a row of their own lead there; what the contract does not have has a name only. */
static void names(const struct html_page *page, const struct finding *finding,
                  const struct html_numbers *rows) {
    size_t n = finding->operations.n + finding->endpoints.n;
    buf_text(page->out, "<ul>");
    VEC_EACH(const size_t, row, rows) {
        link_to(page, *row);
    }
    for (size_t i = 0; rows->n < n && i < finding->operations.n; i++) {
        if (!html_links_has(&page->links, page->arena, finding->operations.at[i].method,
                            finding->operations.at[i].path)) {
            operation_name(page->out, &finding->operations.at[i]);
        }
    }
    for (size_t i = 0; !rows->n && i < finding->endpoints.n; i++) {
        endpoint_name(page->out, &finding->endpoints.at[i]);
    }
    buf_text(page->out, "</ul>");
}

static void on(const struct html_page *page, const struct finding *finding) {
    const struct html_numbers *rows = &page->links.rows_of[finding - page->result->findings.at];
    size_t n = finding->operations.n + finding->endpoints.n;
    if (!n) {
        return;
    }
    buf_text(page->out, "<dt>On</dt><dd class=\"on\">");
    if (n > LISTED) {
        buf_printf(page->out, "<details><summary>%zu of them</summary>", n);
    }
    names(page, finding, rows);
    buf_text(page->out, n > LISTED ? "</details></dd>\n" : "</dd>\n");
}

static void code(struct buf *out, const struct place *place) {
    buf_text(out, "<code>");
    html_escape(out, place->file);
    if (place->line) {
        buf_printf(out, ":%u", place->line);
    }
    if (place->line && place->column) {
        buf_printf(out, ":%u", place->column);
    }
    buf_text(out, "</code>");
}

static void where(struct buf *out, const struct place *place) {
    if (place->file.len) {
        open_term(out, "Where");
        code(out, place);
        buf_text(out, "</dd>\n");
    }
}

static void trace(struct buf *out, const struct finding *finding) {
    if (!finding->trace.n) {
        return;
    }
    open_term(out, "By");
    buf_text(out, "<ol>");
    for (size_t i = 0; i < finding->trace.n; i++) {
        buf_text(out, "<li>");
        code(out, &finding->trace.at[i].place);
        buf_byte(out, ' ');
        html_escape(out, finding->trace.at[i].words);
        buf_text(out, "</li>");
    }
    buf_text(out, "</ol></dd>\n");
}

static void references(struct buf *out, const struct rule *rule) {
    open_term(out, "See");
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        buf_text(out, i ? ", " : "");
        buf_text(out, "<a rel=\"noreferrer\" href=\"");
        reference_cwe(out, rule->cwe[i]);
        buf_printf(out, "\">%s</a>", rule->cwe[i]);
    }
    if (reference_owasp(rule->owasp)) {
        buf_printf(out, "%s<a rel=\"noreferrer\" href=\"%s\">OWASP %s</a>",
                   rule->cwe[0] ? ", " : "", reference_owasp(rule->owasp), rule->owasp);
    }
    buf_text(out, "</dd>\n");
}

static void head(struct buf *out, const struct finding *finding) {
    const char *severity = severity_word(finding->severity);
    size_t n = finding->operations.n + finding->endpoints.n;
    buf_printf(out, "<summary><span class=\"tag %s\">%s</span><h3>", severity, severity);
    html_escape(out, html_title(finding));
    buf_text(out, "</h3> <span class=\"soft\"><code>");
    html_escape_text(out, finding->rule->id);
    buf_printf(out, "</code> \xC2\xB7 %s", confidence_word(finding->confidence));
    if (n > 1) {
        buf_printf(out, " \xC2\xB7 %zu %s", n, finding->operations.n ? "operations" : "endpoints");
    }
    html_standing(out, finding, " \xC2\xB7 ");
    buf_text(out, "</span></summary>\n");
}

static void one(const struct html_page *page, const struct finding *finding, bool open) {
    const struct rule *rule = finding->rule;
    struct buf *out = page->out;
    buf_text(out, "<article id=\"");
    html_anchor(page, finding);
    buf_text(out, "\" data-r=\"");
    html_escape_text(out, rule->id);
    buf_printf(out, "\"><details%s>", open ? " open" : "");
    head(out, finding);
    buf_text(out, "<dl>\n");
    on(page, finding);
    where(out, &finding->place);
    prose(out, "Accepted", finding->accepted);
    prose(out, "Found", finding->message);
    prose(out, "Why", span_from(rule->why));
    trace(out, finding);
    html_evidence(page, finding);
    term(out, "Fix", finding->fix.len ? finding->fix : span_from(rule->fix));
    term(out, "Patch", finding->diff);
    prose(out, "Loses", finding->loses);
    references(out, rule);
    prose(out, "Mark", finding->fingerprint);
    buf_text(out, "</dl></details></article>\n");
}

void html_findings(const struct html_page *page) {
    size_t n = page->result->findings.n;
    buf_text(page->out, "<section aria-labelledby=\"findings\"><h2 id=\"findings\">Findings" HTML_UP
                        "</h2>\n");
    buf_text(page->out, n ? "" : "<p>None.</p>\n");
    VEC_EACH(const struct finding, finding, &page->result->findings) {
        one(page, finding, n <= OPENED);
    }
    buf_text(page->out, "</section>\n");
}
