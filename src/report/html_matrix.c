/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix as an accessible table. */
#include "report/html_rows.h"

static const char *mark_class(enum mark mark) {
    switch (mark) {
    case MARK_NONE:
        return "none";
    case MARK_UNCLEAR:
        return "unclear";
    case MARK_DENIED:
        return "denied";
    case MARK_SERVED:
        return "served";
    case MARK_BREACHED:
        return "breached";
    }
    return "";
}

static void header(const struct html_page *page) {
    const struct matrix *matrix = &page->matrix;
    struct buf *out = page->out;
    buf_text(out, "<colgroup><col class=\"operation\"><col class=\"verdict\">");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        buf_text(out, "<col class=\"mark\">");
    }
    buf_text(out, "</colgroup>\n<thead><tr><th scope=\"col\">Operation, reason, findings</th>"
                  "<th scope=\"col\">Verdict</th>");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        buf_text(out, "<th scope=\"col\">");
        html_escape(out, matrix->columns.at[i].title);
        buf_text(out, "</th>");
    }
    buf_text(out, "</tr></thead>\n");
}

static void cell(struct buf *out, const struct operation_result *operation,
                 const struct column *column) {
    char text[MARK_TEXT];
    const struct cell *asked = matrix_cell(operation, column);
    buf_printf(out, "<td class=\"%s\"", mark_class(matrix_mark(operation, column)));
    if (asked) {
        buf_printf(out, " title=\"%s, status %d\"", verdict_word(asked->verdict), asked->status);
    }
    buf_printf(out, ">%s</td>", matrix_mark_text(operation, column, text));
}

static void reason(struct buf *out, const struct operation_result *operation) {
    bool short_of = operation->attacks.judged < operation->attacks.planned;
    if (!operation->reason.len && !short_of) {
        return;
    }
    buf_text(out, "<span class=\"why\">");
    html_escape(out, operation->reason);
    if (short_of) {
        buf_printf(out, "%sjudged %zu of %zu attacks", operation->reason.len ? "; " : "",
                   operation->attacks.judged, operation->attacks.planned);
    }
    buf_text(out, "</span>");
}

static unsigned rank_of(enum gate gate) {
    unsigned rank = 0;
    while (rank + 1 < GATES && matrix_gate_order[rank] != gate) {
        rank++;
    }
    return rank;
}

static struct html_row row_of(const struct html_page *page, size_t index) {
    const struct operation_result *operation = &page->result->operations.at[index];
    return (struct html_row){
        .index = index,
        .rank = rank_of(operation->gate),
        .verdict = gate_word(operation->gate),
        .tags = operation->tags,
        .path = operation->path,
    };
}

static void write_row(const struct html_page *page, const struct html_row *row, size_t common) {
    const struct operation_result *operation = &page->result->operations.at[row->index];
    const char *word = row->verdict;
    struct buf *out = page->out;
    html_row_begin(page, row, common);
    buf_text(out, "<th scope=\"row\" class=\"path\">");
    html_escape(out, operation->method);
    buf_byte(out, ' ');
    html_escape(out, operation->path);
    reason(out, operation);
    html_row_links(page, row->index);
    buf_printf(out, "</th><td class=\"%s\">%s</td>", word, word);
    VEC_EACH(const struct column, column, &page->matrix.columns) {
        cell(out, operation, column);
    }
    buf_text(out, "</tr>\n");
}

enum err html_matrix(const struct html_page *page) {
    const struct html_table table = {
        .title = "Operations",
        .caption = "OPEN: served, and must not be; ok: served, and may be; a status: refused with "
                   "it; ?: unclear; -: not asked.",
        .n = page->result->operations.n,
        .columns = (unsigned)page->matrix.columns.n + 2,
        .header = header,
        .row_of = row_of,
        .write = write_row,
    };
    return html_table(page, &table);
}
