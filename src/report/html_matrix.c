/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix as an accessible table. */
#include "report/html_parts.h"

enum { SCRATCH = 64 << 20 };

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

static void header(struct buf *out, const struct matrix *matrix) {
    buf_text(out, "<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Operation</th>");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        buf_text(out, "<th scope=\"col\">");
        html_escape(out, matrix->columns.at[i].title);
        buf_text(out, "</th>");
    }
    buf_text(out, "<th scope=\"col\">Reason</th></tr></thead>\n");
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

static void row(struct buf *out, const struct matrix *matrix,
                const struct operation_result *operation) {
    const char *word = gate_word(operation->gate);
    buf_printf(out, "<tr><td class=\"%s\">%s</td><th scope=\"row\" class=\"path\">", word, word);
    html_escape(out, operation->method);
    buf_byte(out, ' ');
    html_escape(out, operation->path);
    buf_text(out, "</th>");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        cell(out, operation, &matrix->columns.at[i]);
    }
    buf_text(out, "<td class=\"path soft\">");
    html_escape(out, operation->reason);
    if (operation->attacks.judged < operation->attacks.planned) {
        buf_printf(out, "%sjudged %zu of %zu attacks", operation->reason.len ? "; " : "",
                   operation->attacks.judged, operation->attacks.planned);
    }
    buf_text(out, "</td></tr>\n");
}

static void rows(struct buf *out, const struct result *result, const struct matrix *matrix,
                 enum gate gate) {
    for (size_t i = 0; i < result->operations.n; i++) {
        if (result->operations.at[i].gate == gate) {
            row(out, matrix, &result->operations.at[i]);
        }
    }
}

enum err html_matrix(struct buf *out, const struct result *result) {
    ARENA_SCOPE arena;
    arena_init(&arena, SCRATCH);
    struct matrix matrix;
    TRY(matrix_of(result, &arena, &matrix));
    buf_text(out, "<section aria-labelledby=\"operations\"><h2 id=\"operations\">Operations</h2>\n"
                  "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                  "aria-labelledby=\"operations\"><table>\n<caption>OPEN: served, and must not be; "
                  "ok: served, and may be; a status: refused with it; ?: unclear; -: not asked."
                  "</caption>\n");
    header(out, &matrix);
    buf_text(out, "<tbody>\n");
    for (size_t i = 0; i < GATES; i++) {
        rows(out, result, &matrix, matrix_gate_order[i]);
    }
    buf_text(out, "</tbody></table></div></section>\n");
    return buf_status(out);
}
