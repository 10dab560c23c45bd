/* SPDX-License-Identifier: Apache-2.0 */
/* The list of contents: sections, and the findings by name. */
#include "base/mutant.h"
#include "report/html_parts.h"

void html_standing(struct buf *out, const struct finding *finding, const char *before) {
    if (finding->known) {
        buf_text(out, before);
        buf_text(out, finding->accepted.len && !MUTANT(accepted_unsaid) ? "accepted"
                                                                        : "in the baseline");
    }
}

struct span html_title(const struct finding *finding) {
    return finding->title.len ? finding->title : span_from(finding->rule->title);
}

void html_anchor(const struct html_page *page, const struct finding *finding) {
    buf_text(page->out, "f-");
    if (finding->fingerprint.len) {
        html_escape(page->out, finding->fingerprint);
    } else {
        buf_printf(page->out, "%zu", (size_t)(finding - page->result->findings.at));
    }
}

static void entry(const struct html_page *page, const struct finding *finding) {
    const char *severity = severity_word(finding->severity);
    size_t n = finding->operations.n + finding->endpoints.n;
    buf_printf(page->out, "<li><span class=\"tag %s\">%s</span><a href=\"#", severity, severity);
    html_anchor(page, finding);
    buf_text(page->out, "\">");
    html_escape(page->out, html_title(finding));
    buf_text(page->out, "</a> <span class=\"soft\">");
    html_escape_text(page->out, finding->rule->id);
    if (n > 1) {
        buf_printf(page->out, ", %zu times", n);
    }
    html_standing(page->out, finding, ", ");
    buf_text(page->out, "</span></li>\n");
}

void html_contents(const struct html_page *page) {
    const struct result *result = page->result;
    buf_text(page->out, "<nav aria-label=\"Contents\" id=\"contents\"><b>Contents</b>: "
                        "<a href=\"#summary\">summary</a>");
    buf_text(page->out, ", <a href=\"#findings\">findings</a>");
    buf_text(page->out, result->credentials.n ? ", <a href=\"#credentials\">credentials</a>" : "");
    buf_text(page->out, ", <a href=\"#rows\">");
    buf_text(page->out, result->kind == KIND_AUDIT ? "endpoints" : "operations");
    buf_text(page->out, "</a>\n<ol>\n");
    VEC_EACH(const struct finding, finding, &result->findings) {
        entry(page, finding);
    }
    buf_text(page->out, "</ol></nav>\n");
}
