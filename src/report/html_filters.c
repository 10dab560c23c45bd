/* SPDX-License-Identifier: Apache-2.0 */
/* The fields by which rows and findings are chosen. They do nothing without the script, which is
 * why it is the script that shows them. */
#include "report/html_parts.h"

static void option(struct buf *out, struct span word) {
    buf_text(out, "<option>");
    html_escape(out, word);
    buf_text(out, "</option>");
}

static void select_begin(struct buf *out, const char *label, const char *name) {
    buf_printf(out, "<label>%s <select name=\"%s\"><option value=\"\">all</option>", label, name);
}

static void select_end(struct buf *out) {
    buf_text(out, "</select></label>\n");
}

static void verdicts(const struct html_page *page) {
    bool audit = page->result->kind == KIND_AUDIT;
    select_begin(page->out, "Verdict", "verdict");
    for (size_t i = 0; i < (audit ? ACCESSES : GATES); i++) {
        option(page->out,
               span_from(audit ? access_word((enum access)i) : gate_word(matrix_gate_order[i])));
    }
    select_end(page->out);
}

/* Adds a word to the list when the map has it not. */
static enum err once(const struct html_page *page, struct map *seen, struct span word) {
    if (word.len && !map_get(seen, word)) {
        TRY(map_put(page->arena, seen, word, page->arena));
        option(page->out, word);
    }
    return OK;
}

static enum err rules(const struct html_page *page) {
    struct map seen = {0};
    select_begin(page->out, "Rule", "rule");
    VEC_EACH(const struct finding, finding, &page->result->findings) {
        TRY(once(page, &seen, span_from(finding->rule->id)));
    }
    select_end(page->out);
    return OK;
}

static enum err tags(const struct html_page *page, bool *any) {
    struct map seen = {0};
    select_begin(page->out, page->result->kind == KIND_AUDIT ? "App" : "Tag", "tag");
    VEC_EACH(const struct operation_result, operation, &page->result->operations) {
        VEC_EACH(const struct span, tag, &operation->tags) {
            TRY(once(page, &seen, *tag));
        }
    }
    VEC_EACH(const struct endpoint_result, endpoint, &page->result->endpoints) {
        TRY(once(page, &seen, endpoint->app));
    }
    select_end(page->out);
    *any = seen.n > 0;
    return OK;
}

static void groups(const struct html_page *page, bool tagged) {
    buf_text(page->out, "<label>Group <select name=\"group\">");
    if (tagged) {
        buf_printf(page->out, "<option value=\"tag\">%s</option>",
                   page->result->kind == KIND_AUDIT ? "by app" : "by tag");
    }
    buf_text(page->out, "<option value=\"path\">by path</option><option value=\"verdict\">by "
                        "verdict</option><option value=\"\">not</option></select></label>\n");
}

enum err html_filters(const struct html_page *page) {
    bool tagged = false;
    buf_text(page->out, "<form class=\"scripted\" role=\"search\" aria-label=\"Filter\" hidden>\n"
                        "<label>Search <input name=\"text\" type=\"search\" autocomplete=\"off\" "
                        "aria-keyshortcuts=\"/\" placeholder=\"/\"></label>\n");
    verdicts(page);
    TRY(rules(page));
    TRY(tags(page, &tagged));
    groups(page, tagged);
    buf_text(page->out, "<button type=\"reset\">Reset</button>"
                        "<button type=\"button\" data-open=\"all\">Open all</button>"
                        "<button type=\"button\" data-open=\"none\">Close all</button>\n"
                        "<output id=\"shown\" class=\"soft\" aria-live=\"polite\"></output>"
                        "</form>\n");
    return OK;
}
