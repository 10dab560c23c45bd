/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as articles of the HTML page. */
#include "report/html_parts.h"

enum { LISTED = 8 }; /* operations shown before the fold */

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

static void list(struct buf *out, const struct finding *finding, size_t from, size_t to) {
    buf_text(out, "<ul>");
    for (size_t i = from; i < to; i++) {
        buf_text(out, "<li class=\"path\">");
        html_escape(out, finding->operations.at[i].method);
        buf_byte(out, ' ');
        html_escape(out, finding->operations.at[i].path);
        buf_text(out, "</li>");
    }
    buf_text(out, "</ul>");
}

static void operations(struct buf *out, const struct finding *finding) {
    size_t n = finding->operations.n, shown = n > LISTED + 1 ? LISTED : n;
    if (!n) {
        return;
    }
    open_term(out, "On");
    list(out, finding, 0, shown);
    if (n > shown) {
        buf_printf(out, "<details><summary>%zu more</summary>", n - shown);
        list(out, finding, shown, n);
        buf_text(out, "</details>");
    }
    buf_text(out, "</dd>\n");
}

static void endpoints(struct buf *out, const struct finding *finding) {
    if (!finding->endpoints.n) {
        return;
    }
    open_term(out, "On");
    buf_text(out, "<ul>");
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        const struct endpoint_name *endpoint = &finding->endpoints.at[i];
        buf_text(out, "<li class=\"path\">");
        for (size_t k = 0; k < endpoint->methods.n; k++) {
            html_escape(out, endpoint->methods.at[k]);
            buf_text(out, k + 1 < endpoint->methods.n ? "," : " ");
        }
        html_escape(out, endpoint->route);
        buf_text(out, "</li>");
    }
    buf_text(out, "</ul></dd>\n");
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

static void answer(struct buf *out, const struct response *response) {
    if (response->wire != WIRE_OK) {
        html_escape_text(out, wire_words(response->wire));
        return;
    }
    buf_printf(out, "<details><summary>answer: <b>%d</b></summary><pre>", response->status);
    for (size_t i = 0; i < response->fields.n; i++) {
        html_escape(out, response->fields.at[i].name);
        buf_text(out, ": ");
        html_escape(out, response->fields.at[i].value);
        buf_byte(out, '\n');
    }
    buf_byte(out, '\n');
    html_escape(out, response->body);
    buf_text(out, "</pre></details>");
}

static void evidence(struct buf *out, const struct finding *finding) {
    if (!finding->evidence.n) {
        return;
    }
    open_term(out, "Shown by");
    for (size_t i = 0; i < finding->evidence.n; i++) {
        const struct evidence *shown = &finding->evidence.at[i];
        buf_text(out, "<p><b>");
        html_escape(out, shown->what);
        buf_text(out, "</b>: ");
        html_escape(out, shown->label);
        buf_text(out, "</p><pre>");
        html_escape(out, shown->curl);
        buf_text(out, "</pre>");
        answer(out, &shown->exchange.response);
    }
    buf_text(out, "</dd>\n");
}

static void head(struct buf *out, const struct finding *finding) {
    const struct rule *rule = finding->rule;
    const char *severity = severity_word(finding->severity);
    buf_printf(out, "<header><span class=\"tag %s\">%s</span><h3>", severity, severity);
    html_escape(out, finding->title.len ? finding->title : span_from(rule->title));
    buf_text(out, "</h3><span class=\"soft\"><code>");
    html_escape_text(out, rule->id);
    buf_text(out, "</code>");
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        buf_text(out, " \xC2\xB7 ");
        html_escape_text(out, rule->cwe[i]);
    }
    if (rule->owasp) {
        buf_text(out, " \xC2\xB7 ");
        html_escape_text(out, rule->owasp);
    }
    buf_printf(out, " \xC2\xB7 %s%s</span></header>\n", confidence_word(finding->confidence),
               finding->known ? " \xC2\xB7 in the baseline" : "");
}

static void one(struct buf *out, const struct finding *finding) {
    const struct rule *rule = finding->rule;
    buf_text(out, "<article>");
    head(out, finding);
    buf_text(out, "<dl>\n");
    operations(out, finding);
    endpoints(out, finding);
    where(out, &finding->place);
    prose(out, "Found", finding->message);
    prose(out, "Why", span_from(rule->why));
    trace(out, finding);
    evidence(out, finding);
    term(out, "Fix", finding->fix.len ? finding->fix : span_from(rule->fix));
    prose(out, "Mark", finding->fingerprint);
    buf_text(out, "</dl></article>\n");
}

void html_findings(struct buf *out, const struct result *result) {
    buf_text(out, "<section aria-labelledby=\"findings\"><h2 id=\"findings\">Findings</h2>\n");
    if (!result->findings.n) {
        buf_text(out, "<p>None.</p>\n");
    }
    for (size_t i = 0; i < result->findings.n; i++) {
        one(out, &result->findings.at[i]);
    }
    buf_text(out, "</section>\n");
}
