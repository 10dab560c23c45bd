/* SPDX-License-Identifier: Apache-2.0 */
/* "postern explain": one rule in full. */
#include "catalog/reference.h"
#include "cli/option_rows.h"
#include "cli/rule_code.h"
#include "cli/rule_names.h"
#include "cli/rule_run.h"

enum { INDENT = 2 };

static const struct option options[] = {
    PROJECT_OPTIONS(RULE_AT(config), RULE_AT(no_config)),
    OPTION_COLOR(RULE_AT(color)),
};

static const struct grammar grammar = {
    .verb = "explain",
    .usage = "RULE",
    .summary = "why does a rule matter, how is it decided, how is it mended?",
    .examples = "postern explain anonymous-access\n"
                "# all rules\n"
                "postern rules",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
};

static void section(struct pen *pen, const char *title, const char *text) {
    buf_byte(pen->out, '\n');
    pen_text(pen, TONE_BOLD, title);
    buf_byte(pen->out, '\n');
    buf_fill(pen->out, ' ', INDENT);
    pen_wrap(pen, TONE_PLAIN, span_from(text), INDENT);
}

/* Code as it is written, indented. */
static void code(struct pen *pen, const char *title, const char *text) {
    if (!*text) {
        return;
    }
    buf_byte(pen->out, '\n');
    pen_text(pen, TONE_BOLD, title);
    buf_byte(pen->out, '\n');
    for (struct span rest = span_from(text), line; rest.len;) {
        line = span_cut(&rest, '\n');
        buf_fill(pen->out, ' ', line.len ? INDENT : 0);
        buf_add(pen->out, line);
        buf_byte(pen->out, '\n');
    }
}

static void references(struct pen *pen, const struct rule *rule) {
    BUF_SCOPE lines = {0};
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        reference_cwe(&lines, rule->cwe[i]);
        buf_byte(&lines, '\n');
    }
    if (reference_owasp(rule->owasp)) {
        buf_printf(&lines, "%s\n", reference_owasp(rule->owasp));
    }
    buf_byte(&lines, '\0');
    code(pen, "See", buf_status(&lines) == OK ? lines.data : "");
}

static void explain(struct pen *pen, const struct rule *rule) {
    struct rule_code shown = rule_code_of(rule);
    pen_text(pen, TONE_BOLD, rule->id);
    buf_text(pen->out, ": ");
    pen_wrap(pen, TONE_PLAIN, span_from(rule->title), INDENT);
    pen_text(pen, tone_of_severity(rule->severity), severity_word(rule->severity));
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        buf_printf(pen->out, "%s%s", pen_dot(pen), rule->cwe[i]);
    }
    if (rule->owasp) {
        buf_printf(pen->out, "%s%s", pen_dot(pen), rule->owasp);
    }
    buf_byte(pen->out, '\n');
    section(pen, "Why it matters", rule->why);
    section(pen, "How it is decided", rule->how);
    section(pen, "How it is mended", rule->fix);
    code(pen, "The flaw", shown.bad);
    code(pen, "Mended", shown.good);
    section(pen, "What would be a false alarm", shown.alarm);
    references(pen, rule);
}

static enum err write_rule(const struct rule_call *call, struct pen *pen) {
    const char *nearest = NULL;
    if (!call->words->n) {
        return options_complain(&grammar, "which rule? 'postern rules' lists them");
    }
    struct span id = call->words->at[0];
    const struct rule *rule = rule_names_find(call->registry, id, &nearest);
    if (!rule) {
        return options_complain(&grammar, "there is no rule '%.*s'%s%s%s", SPAN_ARG(id),
                                nearest ? "; did you mean '" : "", nearest ? nearest : "",
                                nearest ? "'?" : "; 'postern rules' lists them");
    }
    explain(pen, rule);
    return OK;
}

int cmd_explain(const struct verb_call *call) {
    return rule_run(call, &grammar, write_rule);
}
