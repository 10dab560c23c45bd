/* SPDX-License-Identifier: Apache-2.0 */
/* What changed, for a comment on a pull request. */
#include "report/difference_report.h"
#include "report/markdown_escape.h"

static void sum(struct buf *out, const struct difference *difference) {
    const char *before = "";
    for (unsigned i = 0; i < CHANGES; i++) {
        if (difference->n[i]) {
            buf_printf(out, "%s%zu %s", before, difference->n[i], change_word((enum change)i));
            before = ", ";
        }
    }
    buf_text(out, difference->findings.n ? "\n\n" : "No findings in either report.\n\n");
}

static void findings(struct buf *out, const struct difference *difference) {
    buf_text(out, "| change | severity | rule | what |\n|---|---|---|---|\n");
    VEC_EACH(const struct finding_change, change, &difference->findings) {
        const struct finding *shown = change->after ? change->after : change->before;
        bool worse = change->change == CHANGE_NEW || change->change == CHANGE_WIDER;
        if (change->change == CHANGE_SAME) {
            continue;
        }
        buf_printf(out, "| %s%s%s | %s | `%s` | ", worse ? "**" : "", change_word(change->change),
                   worse ? "**" : "", severity_word(shown->severity), shown->rule->id);
        markdown_escape(out, shown->message.len ? shown->message : shown->title);
        if (change->why.len) {
            buf_text(out, " (");
            markdown_escape(out, change->why);
            buf_text(out, ")");
        }
        buf_text(out, " |\n");
    }
    buf_byte(out, '\n');
}

static void rows(struct buf *out, const struct difference *difference) {
    buf_text(out, "| operation | before | after |\n|---|---|---|\n");
    VEC_EACH(const struct row_change, row, &difference->rows) {
        buf_text(out, "| ");
        markdown_escape(out, row->name);
        buf_printf(out, " | %s | %s |\n", row->before ? row->before : "-",
                   row->after ? row->after : "-");
    }
    buf_byte(out, '\n');
}

enum err difference_markdown(const struct compared *compared, struct buf *out) {
    const struct difference *difference = compared->difference;
    buf_text(out, "## Postern: what changed\n\n");
    sum(out, difference);
    if (difference->n[CHANGE_SAME] < difference->findings.n) {
        findings(out, difference);
    }
    if (difference->rows.n) {
        rows(out, difference);
    }
    if (!compared->after->complete) {
        buf_text(out, "The later run is incomplete: ");
        markdown_escape(out, compared->after->incomplete_why);
        buf_text(out, "\n");
    }
    return buf_status(out);
}
