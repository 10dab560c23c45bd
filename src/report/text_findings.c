/* SPDX-License-Identifier: Apache-2.0 */
/* Findings for a terminal: what, where, why, shown by which requests, and how it is mended. */
#include "report/text_parts.h"

#include <ctype.h>

enum {
    INDENT = 10,   /* of everything under a finding's first line */
    LISTED = 8,    /* operations named; --verbose: all */
    EXCERPT = 600, /* bytes of a body, verbose */
};

static void label(struct pen *pen, const char *word) {
    buf_text(pen->out, "  ");
    pen_cell(pen, TONE_DIM, span_from(word), INDENT - 2);
}

static void paragraph(struct pen *pen, const char *word, struct span text) {
    if (text.len) {
        label(pen, word);
        pen_wrap(pen, TONE_PLAIN, text, INDENT);
    }
}

static void severity(struct pen *pen, const struct finding *finding) {
    char upper[16] = "";
    const char *word = severity_word(finding->severity);
    for (size_t i = 0; word[i] && i + 1 < sizeof(upper); i++) {
        upper[i] = (char)toupper((unsigned char)word[i]);
    }
    pen_cell(pen, tone_of_severity(finding->severity), span_from(upper), INDENT);
}

static void references(struct pen *pen, const struct finding *finding) {
    const struct rule *rule = finding->rule;
    BUF_SCOPE line = {0};
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        buf_text(&line, rule->cwe[i]);
        buf_text(&line, pen_dot(pen));
    }
    if (rule->owasp) {
        buf_text(&line, rule->owasp);
        buf_text(&line, pen_dot(pen));
    }
    buf_text(&line, confidence_word(finding->confidence));
    buf_text(&line, pen_dot(pen));
    buf_add(&line, finding->fingerprint);
    buf_fill(pen->out, ' ', INDENT);
    pen_wrap(pen, TONE_DIM, buf_span(&line), INDENT);
}

static void title(struct pen *pen, const struct finding *finding) {
    severity(pen, finding);
    pen_text(pen, TONE_BOLD, finding->rule->id);
    buf_byte(pen->out, '\n');
    buf_fill(pen->out, ' ', INDENT);
    pen_wrap(pen, TONE_PLAIN, finding->title.len ? finding->title : span_from(finding->rule->title),
             INDENT);
    references(pen, finding);
}

static void operations(struct pen *pen, const struct finding *finding) {
    size_t n = finding->operations.n, most = pen->style.verbose || n <= LISTED + 1 ? n : LISTED;
    for (size_t i = 0; i < most; i++) {
        const struct operation_name *operation = &finding->operations.at[i];
        struct span method = pen_clean(pen, operation->method);
        label(pen, i ? "" : "on");
        pen_cell(pen, TONE_PLAIN, method, pen_width(method) > 6 ? pen_width(method) : 6);
        buf_byte(pen->out, ' ');
        pen_put_path(pen, TONE_PLAIN, operation->path, INDENT + 8);
        buf_byte(pen->out, '\n');
    }
    if (n > most) {
        label(pen, "");
        buf_printf(pen->out, "+%zu more\n", n - most);
    }
}

/* What an audit's finding affects: "PATCH /api/slots/{pk}/". */
static void endpoints(struct pen *pen, const struct finding *finding) {
    size_t n = finding->endpoints.n, most = pen->style.verbose || n <= LISTED + 1 ? n : LISTED;
    for (size_t i = 0; i < most; i++) {
        const struct endpoint_name *endpoint = &finding->endpoints.at[i];
        BUF_SCOPE text = {0};
        for (size_t k = 0; k < endpoint->methods.n; k++) {
            buf_text(&text, k ? "," : "");
            buf_add(&text, endpoint->methods.at[k]);
        }
        buf_text(&text, text.len ? " " : "");
        buf_add(&text, endpoint->route);
        label(pen, i ? "" : "on");
        pen_put_path(pen, TONE_PLAIN, buf_span(&text), INDENT);
        buf_byte(pen->out, '\n');
    }
    if (n > most) {
        label(pen, "");
        buf_printf(pen->out, "+%zu more\n", n - most);
    }
}

static void place(struct pen *pen, const struct place *place) {
    pen_put(pen, TONE_PLAIN, pen_clean(pen, place->file));
    if (place->line) {
        buf_printf(pen->out, ":%u", place->line);
    }
    if (place->line && place->column) {
        buf_printf(pen->out, ":%u", place->column);
    }
}

/* The steps that lead there, each with its line of source. */
static void trace(struct pen *pen, const struct finding *finding) {
    for (size_t i = 0; i < finding->trace.n; i++) {
        const struct trace_step *step = &finding->trace.at[i];
        label(pen, i ? "" : "by");
        if (step->place.file.len) {
            place(pen, &step->place);
            buf_text(pen->out, "\n");
            buf_fill(pen->out, ' ', INDENT + 2);
        }
        pen_wrap(pen, TONE_DIM, step->words, INDENT + 2);
    }
}

static void where(struct pen *pen, const struct finding *finding) {
    if (finding->place.file.len) {
        label(pen, "where");
        place(pen, &finding->place);
        buf_byte(pen->out, '\n');
    }
}

static void answer(struct pen *pen, const struct response *response) {
    buf_printf(pen->out, " %s ", pen_arrow(pen));
    if (response->wire != WIRE_OK) {
        buf_text(pen->out, wire_words(response->wire));
        return;
    }
    pen_put(pen, TONE_BOLD, arena_printf(pen->arena, "%d", response->status));
    struct span type = fields_get(&response->fields, SPAN("content-type"));
    if (type.len) {
        struct span rest = type;
        buf_byte(pen->out, ' ');
        pen_put(pen, TONE_DIM,
                pen_cut_end(pen, pen_clean(pen, span_trim(span_cut(&rest, ';'))), 40));
    }
}

/* The answer itself, for who asked for all of it. */
static void whole(struct pen *pen, const struct response *response) {
    for (size_t i = 0; i < response->fields.n; i++) {
        buf_fill(pen->out, ' ', INDENT + 2);
        pen_put(pen, TONE_DIM, pen_clean(pen, response->fields.at[i].name));
        pen_text(pen, TONE_DIM, ": ");
        pen_put(pen, TONE_DIM, pen_clean(pen, response->fields.at[i].value));
        buf_byte(pen->out, '\n');
    }
    if (response->body.len) {
        buf_fill(pen->out, ' ', INDENT + 2);
        pen_wrap(pen, TONE_DIM, span_slice(response->body, 0, EXCERPT), INDENT + 2);
    }
}

/* The curl line is never wrapped: it is there to be pasted. */
static void evidence(struct pen *pen, const struct evidence *shown, bool first) {
    bool attack = span_equal(shown->what, SPAN("attack"));
    label(pen, first ? "shown" : "");
    pen_put(pen, attack ? TONE_BAD : TONE_GOOD, pen_clean(pen, shown->what));
    buf_text(pen->out, ": ");
    pen_put(pen, TONE_PLAIN, pen_clean(pen, shown->label));
    answer(pen, &shown->exchange.response);
    buf_byte(pen->out, '\n');
    if (shown->curl.len) {
        buf_fill(pen->out, ' ', INDENT);
        pen_text(pen, TONE_DIM, "$ ");
        pen_put(pen, TONE_CALM, pen_clean(pen, shown->curl));
        buf_byte(pen->out, '\n');
    }
    if (pen->style.verbose) {
        whole(pen, &shown->exchange.response);
    }
}

/* again: the finding before was of the same rule, so that its reason and its fix stand above. */
static void one(struct pen *pen, const struct finding *finding, bool again) {
    struct span fix = finding->fix.len ? finding->fix : span_from(finding->rule->fix);
    buf_byte(pen->out, '\n');
    title(pen, finding);
    operations(pen, finding);
    endpoints(pen, finding);
    where(pen, finding);
    paragraph(pen, "found", finding->message);
    if (!again) {
        paragraph(pen, "why", span_from(finding->rule->why));
    }
    trace(pen, finding);
    for (size_t i = 0; i < finding->evidence.n; i++) {
        evidence(pen, &finding->evidence.at[i], i == 0);
    }
    paragraph(pen, "fix", again && !finding->fix.len ? SPAN("as above") : fix);
}

void text_findings(struct pen *pen, const struct result *result) {
    const struct rule *before = NULL;
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if (!finding->known) {
            one(pen, finding, before && finding->rule == before);
            before = finding->rule;
        }
    }
}
