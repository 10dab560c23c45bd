/* SPDX-License-Identifier: Apache-2.0 */
/* An audit's endpoints as an accessible table, the open ones first. */
#include "report/html_rows.h"

static const enum access order[ACCESSES] = {ACCESS_ALLOWED, ACCESS_UNDECIDED, ACCESS_REFUSED};

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

static void write_row(const struct html_page *page, size_t index, size_t common) {
    const struct endpoint_result *endpoint = &page->result->endpoints.at[index];
    const char *word = access_word(endpoint->anonymous);
    struct html_row row = row_of(page, index);
    html_row_begin(page, &row, common);
    name(page->out, endpoint);
    html_row_links(page, index);
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

static void arrange(const struct result *result, size_t *rows) {
    size_t n = 0;
    for (size_t i = 0; i < ACCESSES; i++) {
        for (size_t k = 0; k < result->endpoints.n; k++) {
            if (result->endpoints.at[k].anonymous == order[i]) {
                rows[n++] = k;
            }
        }
    }
}

enum err html_endpoints(const struct html_page *page) {
    enum { COLUMNS = 6 };
    size_t n = page->result->endpoints.n;
    size_t *arranged = arena_array(page->arena, size_t, n + 1);
    struct html_row *rows = arena_array(page->arena, struct html_row, n + 1);
    TRY_PTR(arranged);
    TRY_PTR(rows);
    for (size_t i = 0; i < n; i++) {
        rows[i] = row_of(page, i);
    }
    arrange(page->result, arranged);
    buf_text(page->out,
             "<section aria-labelledby=\"rows\"><h2 id=\"rows\">Endpoints" HTML_UP "</h2>\n"
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
             "aria-labelledby=\"rows\"><table id=\"matrix\">\n<caption>What an anonymous caller "
             "gets, and by what code.</caption>\n<colgroup><col class=\"operation\">"
             "<col class=\"verdict\"><col class=\"wide\"><col class=\"wide\"><col class=\"wide\">"
             "<col class=\"wide\"></colgroup>\n<thead><tr><th scope=\"col\">Endpoint, reason, "
             "findings</th><th scope=\"col\">Anonymous</th><th scope=\"col\">View</th>"
             "<th scope=\"col\">Authenticators</th><th scope=\"col\">Permissions</th>"
             "<th scope=\"col\">Throttles</th></tr></thead>\n");
    TRY(html_row_groups(page, rows, arranged, n, COLUMNS, write_row));
    buf_text(page->out, "</table></div></section>\n");
    return buf_status(page->out);
}
