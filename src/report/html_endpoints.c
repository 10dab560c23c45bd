/* SPDX-License-Identifier: Apache-2.0 */
/* An audit's endpoints as an accessible table, the open ones first. */
#include "report/html_rows.h"

static unsigned rank_of(enum access access) {
    return access == ACCESS_ALLOWED ? 0 : access == ACCESS_UNDECIDED ? 1 : 2;
}

static void effectives(struct buf *out, const struct effectives *list) {
    buf_text(out, "<td class=\"path\">");
    for (size_t i = 0; i < list->n; i++) {
        const struct effective *effective = &list->at[i];
        buf_text(out, i ? "<br>" : "");
        html_escape(out, effective->name);
        buf_text(out, " <span class=\"soft\">");
        html_escape(out, effective->from);
        buf_text(out, effective->place.file.len ? " " : "");
        html_escape(out, effective->place.file);
        if (effective->place.file.len && effective->place.line) {
            buf_printf(out, ":%u", effective->place.line);
        }
        buf_text(out, "</span>");
    }
    buf_text(out, "</td>");
}

static struct html_row row_of(const struct html_page *page, size_t index) {
    struct endpoint_result *endpoint = &page->result->endpoints.at[index];
    return (struct html_row){
        .index = index,
        .rank = rank_of(endpoint->anonymous),
        .verdict = access_word(endpoint->anonymous),
        .tags = {.at = &endpoint->app, .n = endpoint->app.len > 0},
        .path = endpoint->route,
    };
}

static void name(struct buf *out, const struct endpoint_result *endpoint) {
    buf_text(out, "<th scope=\"row\" class=\"path\">");
    for (size_t i = 0; i < endpoint->methods.n; i++) {
        buf_text(out, i ? "," : "");
        html_escape(out, endpoint->methods.at[i]);
    }
    buf_byte(out, ' ');
    html_escape(out, endpoint->route);
    buf_text(out, endpoint->reason.len ? "<span class=\"why\">" : "");
    html_escape(out, endpoint->reason);
    buf_text(out, endpoint->reason.len ? "</span>" : "");
}

static void write_row(const struct html_page *page, const struct html_row *row, size_t common) {
    const struct endpoint_result *endpoint = &page->result->endpoints.at[row->index];
    const char *word = row->verdict;
    html_row_begin(page, row, common);
    name(page->out, endpoint);
    html_row_links(page, row->index);
    buf_printf(page->out, "</th><td class=\"%s\">%s</td><td class=\"path\">", word, word);
    html_escape(page->out, endpoint->view);
    buf_text(page->out, endpoint->action.len ? "." : "");
    html_escape(page->out, endpoint->action);
    buf_text(page->out, "</td>");
    effectives(page->out, &endpoint->authenticators);
    effectives(page->out, &endpoint->permissions);
    effectives(page->out, &endpoint->throttles);
    buf_text(page->out, "</tr>\n");
}

static void header(const struct html_page *page) {
    buf_text(page->out,
             "<colgroup><col class=\"operation\"><col class=\"verdict\"><col class=\"wide\">"
             "<col class=\"wide\"><col class=\"wide\"><col class=\"wide\"></colgroup>\n"
             "<thead><tr><th scope=\"col\">Endpoint, reason, findings</th>"
             "<th scope=\"col\">Anonymous</th><th scope=\"col\">View</th>"
             "<th scope=\"col\">Authenticators</th><th scope=\"col\">Permissions</th>"
             "<th scope=\"col\">Throttles</th></tr></thead>\n");
}

enum err html_endpoints(const struct html_page *page) {
    const struct html_table table = {
        .title = "Endpoints",
        .caption = "What an anonymous caller gets, and by what code.",
        .n = page->result->endpoints.n,
        .columns = 6,
        .header = header,
        .row_of = row_of,
        .write = write_row,
    };
    return html_table(page, &table);
}
