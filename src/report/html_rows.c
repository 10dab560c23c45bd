/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the page's table. */
#include "report/html_rows.h"

#include <assert.h>

static bool told_before(const struct html_page *page, const struct html_numbers *findings,
                        size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (page->result->findings.at[findings->at[i]].rule ==
            page->result->findings.at[findings->at[at]].rule) {
            return true;
        }
    }
    return false;
}

static void attribute_rules(const struct html_page *page, const struct html_numbers *findings) {
    buf_text(page->out, " data-r=\"");
    for (size_t i = 0; i < findings->n; i++) {
        if (!told_before(page, findings, i)) {
            buf_text(page->out, i ? "\n" : "");
            html_escape_text(page->out, page->result->findings.at[findings->at[i]].rule->id);
        }
    }
    buf_byte(page->out, '"');
}

void html_row_begin(const struct html_page *page, const struct html_row *row, size_t common) {
    struct buf *out = page->out;
    buf_printf(out, "<tr id=\"r-%zu\" data-v=\"%s\" data-t=\"", row->index, row->verdict);
    for (size_t i = 0; i < row->tags.n; i++) {
        buf_text(out, i ? "\n" : "");
        html_escape(out, row->tags.at[i]);
    }
    buf_text(out, "\" data-p=\"");
    html_escape(out, html_links_group(row->path, common));
    buf_byte(out, '"');
    attribute_rules(page, &page->links.findings_of[row->index]);
    buf_byte(out, '>');
}

void html_row_links(const struct html_page *page, size_t index) {
    const struct html_numbers *findings = &page->links.findings_of[index];
    if (!findings->n) {
        return;
    }
    buf_text(page->out, "<span class=\"to\">");
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &page->result->findings.at[findings->at[i]];
        buf_text(page->out, "<a href=\"#");
        html_anchor(page, finding);
        buf_text(page->out, "\">");
        html_escape_text(page->out, finding->rule->id);
        buf_text(page->out, "</a>");
    }
    buf_text(page->out, "</span>");
}

struct group {
    struct span name;
    struct html_numbers rows;
};

static struct span name_of(const struct html_row *row, bool tagged, size_t common) {
    if (tagged) {
        return row->tags.n && row->tags.at[0].len ? row->tags.at[0] : SPAN("no tag");
    }
    return html_links_group(row->path, common);
}

static void write_group(const struct html_page *page, const struct html_table *table,
                        const struct html_row *rows, const struct group *group, size_t common) {
    buf_printf(page->out, "<tbody><tr class=\"group\"><th colspan=\"%u\" scope=\"rowgroup\"><span>",
               table->columns);
    html_escape(page->out, group->name);
    buf_printf(page->out, " (%zu)</span></th></tr>\n", group->rows.n);
    VEC_EACH(const size_t, row, &group->rows) {
        table->write(page, &rows[*row], common);
    }
    buf_text(page->out, "</tbody>\n");
}

static_assert((int)GATES <= (int)HTML_RANKS && (int)ACCESSES <= (int)HTML_RANKS, "each has a rank");

/* Groups stand as their first rows do, and those by rank. */
static enum err write_groups(const struct html_page *page, const struct html_table *table,
                             const struct html_row *rows) {
    struct map names = {0};
    VEC(struct group *) groups = {0};
    size_t common = html_links_common(page->result);
    bool tagged = false;
    for (size_t i = 0; i < table->n; i++) {
        tagged = tagged || rows[i].tags.n;
    }
    for (size_t i = 0; i < table->n * HTML_RANKS; i++) {
        const struct html_row *row = &rows[i % table->n];
        if (row->rank != i / table->n) {
            continue;
        }
        struct span name = name_of(row, tagged, common);
        struct group *group = map_get(&names, name);
        if (!group) {
            group = arena_new(page->arena, struct group);
            TRY_PTR(group);
            group->name = name;
            TRY(map_put(page->arena, &names, name, group));
            TRY_PTR(vec_push(page->arena, &groups, group) ? group : NULL);
        }
        TRY_PTR(vec_push(page->arena, &group->rows, row->index) ? group : NULL);
    }
    for (size_t i = 0; i < groups.n; i++) {
        write_group(page, table, rows, groups.at[i], common);
    }
    return OK;
}

enum err html_table(const struct html_page *page, const struct html_table *table) {
    struct html_row *rows = arena_array(page->arena, struct html_row, table->n + 1);
    TRY_PTR(rows);
    for (size_t i = 0; i < table->n; i++) {
        rows[i] = table->row_of(page, i);
    }
    buf_printf(page->out,
               "<section aria-labelledby=\"rows\"><h2 id=\"rows\">%s" HTML_UP "</h2>\n"
               "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s, as a table\">"
               "<table id=\"matrix\">\n<caption>%s</caption>\n",
               table->title, table->title, table->caption);
    table->header(page);
    TRY(write_groups(page, table, rows));
    buf_text(page->out, "</table></div></section>\n");
    return buf_status(page->out);
}
