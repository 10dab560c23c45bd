/* SPDX-License-Identifier: Apache-2.0 */
/* The report in GitHub-flavoured Markdown, for pull requests and job summaries. */
#include "base/mutant.h"
#include "report/formats.h"
#include "report/markdown_escape.h"
#include "report/markdown_rows.h"
#include "report/matrix.h"

enum { LISTED = 20, FOLDED_FROM = 30 }; /* operations named; rows that are folded away */

static void table_head(struct buf *out, const struct matrix *matrix) {
    buf_text(out, "| verdict | operation |");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        buf_byte(out, ' ');
        markdown_escape(out, matrix->columns.at[i].title);
        buf_text(out, " |");
    }
    buf_text(out, "\n|---|---|");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        buf_text(out, "---|");
    }
    buf_byte(out, '\n');
}

static void row(struct buf *out, const struct matrix *matrix,
                const struct operation_result *operation) {
    bool open = operation->gate == GATE_OPEN;
    buf_printf(out, "| %s%s%s | ", open ? "**" : "", gate_word(operation->gate), open ? "**" : "");
    markdown_escape(out, operation->method);
    buf_byte(out, ' ');
    markdown_escape(out, operation->path);
    buf_text(out, " |");
    for (size_t i = 0; i < matrix->columns.n; i++) {
        char text[MARK_TEXT];
        const struct column *column = &matrix->columns.at[i];
        bool breached = matrix_mark(operation, column) == MARK_BREACHED;
        buf_printf(out, " %s%s%s |", breached ? "**" : "",
                   matrix_mark_text(operation, column, text), breached ? "**" : "");
    }
    buf_byte(out, '\n');
}

static enum err table(struct buf *out, const struct result *result) {
    ARENA_SCOPE arena;
    arena_init(&arena, 64 << 20);
    struct matrix matrix;
    TRY(matrix_of(result, &arena, &matrix));
    bool folded = result->operations.n > FOLDED_FROM;
    buf_text(out, folded ? "<details><summary>All operations</summary>\n\n" : "");
    table_head(out, &matrix);
    for (size_t i = 0; i < GATES; i++) {
        for (size_t k = 0; k < result->operations.n; k++) {
            if (result->operations.at[k].gate == matrix_gate_order[i]) {
                row(out, &matrix, &result->operations.at[k]);
            }
        }
    }
    buf_text(out, folded ? "\n</details>\n\n" : "\n");
    return OK;
}

/* Operations of which not every attack was judged. */
static void attacks(struct buf *out, const struct result *result) {
    bool any = false;
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        if (operation->attacks.judged < operation->attacks.planned) {
            buf_printf(out, "- judged %zu of %zu attacks: ", operation->attacks.judged,
                       operation->attacks.planned);
            markdown_escape(out, operation->method);
            buf_byte(out, ' ');
            markdown_escape(out, operation->path);
            buf_byte(out, '\n');
            any = true;
        }
    }
    buf_text(out, any ? "\n" : "");
}

static void sum_operations(struct buf *out, const struct result *result,
                           const struct tally *tally) {
    struct judged judged = result_judged(result);
    buf_printf(out, "%zu operations", result->operations.n);
    for (size_t i = 0; i < GATES; i++) {
        enum gate gate = matrix_gate_order[i];
        if (tally->gates[gate]) {
            buf_printf(out, ", %zu %s", tally->gates[gate], gate_word(gate));
        }
    }
    if (judged.operations_of || judged.attacks.planned) {
        buf_printf(out, "; judged %zu of %zu that declare security, %zu of %zu attacks",
                   judged.operations, judged.operations_of, judged.attacks.judged,
                   judged.attacks.planned);
    }
}

static void sum_endpoints(struct buf *out, const struct result *result, const struct tally *tally) {
    buf_printf(out, "%zu endpoints", result->endpoints.n);
    for (size_t i = ACCESSES; i-- > 0;) {
        if (tally->accesses[i]) {
            buf_printf(out, ", %zu %s", tally->accesses[i], access_word((enum access)i));
        }
    }
}

static void sums(struct buf *out, const struct result *result) {
    struct tally tally = matrix_tally(result);
    if (result->kind == KIND_AUDIT) {
        sum_endpoints(out, result, &tally);
    } else {
        sum_operations(out, result, &tally);
    }
    buf_printf(out, "; **%zu findings**", tally.findings);
    for (size_t i = SEVERITIES; i-- > 0;) {
        if (tally.severities[i]) {
            buf_printf(out, ", %zu %s", tally.severities[i], severity_word((enum severity)i));
        }
    }
    if (tally.known) {
        buf_printf(out, ", and %zu in the baseline", tally.known);
    }
    if (tally.accepted) {
        buf_printf(out, ", and %zu accepted in postern.yaml", tally.accepted);
    }
    buf_text(out, ".\n\n");
}

static void operations(struct buf *out, const struct finding *finding) {
    size_t n = finding->operations.n, shown = n > LISTED ? LISTED : n;
    for (size_t i = 0; i < shown; i++) {
        buf_text(out, "- ");
        markdown_escape(out, finding->operations.at[i].method);
        buf_byte(out, ' ');
        markdown_escape(out, finding->operations.at[i].path);
        buf_byte(out, '\n');
    }
    if (n > shown) {
        buf_printf(out, "- and %zu more\n", n - shown);
    }
    buf_text(out, n ? "\n" : "");
}

static void endpoints(struct buf *out, const struct finding *finding) {
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        const struct endpoint_name *endpoint = &finding->endpoints.at[i];
        buf_text(out, "- ");
        markdown_endpoint_name(out, endpoint->methods.at, endpoint->methods.n, endpoint->route);
        buf_byte(out, '\n');
    }
    buf_text(out, finding->endpoints.n ? "\n" : "");
}

static void trace(struct buf *out, const struct finding *finding) {
    for (size_t i = 0; i < finding->trace.n; i++) {
        const struct trace_step *step = &finding->trace.at[i];
        buf_printf(out, "%zu. ", i + 1);
        markdown_escape(out, step->place.file);
        if (step->place.line) {
            buf_printf(out, ":%u", step->place.line);
        }
        buf_text(out, step->place.file.len ? ": " : "");
        markdown_escape(out, step->words);
        buf_byte(out, '\n');
    }
    buf_text(out, finding->trace.n ? "\n" : "");
}

static void evidence(struct buf *out, const struct finding *finding) {
    for (size_t i = 0; i < finding->evidence.n; i++) {
        const struct evidence *shown = &finding->evidence.at[i];
        const struct response *response = &shown->exchange.response;
        markdown_escape(out, shown->what);
        buf_text(out, ", ");
        markdown_escape(out, shown->label);
        if (response->wire == WIRE_OK) {
            buf_printf(out, ": %d\n\n", response->status);
        } else {
            buf_printf(out, ": %s\n\n", wire_words(response->wire));
        }
        markdown_fence(out, "sh", shown->curl);
    }
}

static void one(struct buf *out, const struct finding *finding) {
    const struct rule *rule = finding->rule;
    buf_printf(out, "### %s: ", severity_word(finding->severity));
    markdown_escape(out, finding->title.len ? finding->title : span_from(rule->title));
    buf_printf(out, "\n\n`%s`", rule->id);
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        buf_printf(out, ", %s", rule->cwe[i]);
    }
    if (rule->owasp) {
        buf_printf(out, ", %s", rule->owasp);
    }
    buf_printf(out, ", %s", confidence_word(finding->confidence));
    if (finding->place.file.len) {
        buf_text(out, ", ");
        markdown_escape(out, finding->place.file);
        if (finding->place.line) {
            buf_printf(out, ":%u", finding->place.line);
        }
    }
    buf_text(out, "\n\n");
    markdown_escape(out, finding->message);
    buf_text(out, finding->message.len ? "\n\n" : "");
    operations(out, finding);
    endpoints(out, finding);
    trace(out, finding);
    evidence(out, finding);
    buf_text(out, "**Fix**\n\n");
    markdown_fence(out, "", finding->fix.len ? finding->fix : span_from(rule->fix));
}

enum err report_markdown(const struct result *result, struct buf *out) {
    buf_text(out, "# postern ");
    buf_text(out, kind_word(result->kind));
    buf_text(out, ": ");
    markdown_escape(out, result->target);
    buf_text(out, "\n\n");
    if (!result->complete && !MUTANT(markdown_whole)) {
        buf_text(out, "> **Incomplete:** ");
        markdown_escape(out, result->incomplete_why);
        buf_text(out, "\n\n");
    }
    sums(out, result);
    if (result->kind == KIND_AUDIT) {
        markdown_endpoints(out, result);
    } else {
        markdown_credentials(out, result);
        TRY(table(out, result));
        attacks(out, result);
    }
    buf_text(out, result->findings.n ? "## Findings\n\n" : "");
    for (size_t i = 0; i < result->findings.n; i++) {
        if (!result->findings.at[i].known || MUTANT(markdown_known)) {
            one(out, &result->findings.at[i]);
        }
    }
    return buf_status(out);
}
