/* SPDX-License-Identifier: Apache-2.0 */
/* "postern rules": the catalogue, as a table or as JSON. */
#include "catalog/reference.h"
#include "cli/option_rows.h"
#include "cli/rule_code.h"
#include "cli/rule_run.h"
#include "report/json_parts.h"

enum { FORMAT_TEXT = 0, FORMAT_JSON };

static const struct option options[] = {
    {"format", 0, OPTION_CHOICE, RULE_AT(format), "text|json",
     "a table for people, or all of each rule"},
    PROJECT_OPTIONS(RULE_AT(config), RULE_AT(no_config)),
    OPTION_COLOR(RULE_AT(color)),
};

static const struct grammar grammar = {
    .verb = "rules",
    .usage = "[--format json]",
    .summary = "what is checked?",
    .examples = "# every rule, its usual severity and its title\n"
                "postern rules\n"
                "# the same with why, how and fix, for machines\n"
                "postern rules --format json\n"
                "# one of them in full\n"
                "postern explain anonymous-access",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .by_hand = PROJECT_BY_HAND,
};

static void text_member(struct json_writer *w, const char *key, const char *value) {
    json_key(w, key);
    json_text(w, value ? value : "");
}

static void references(struct json_writer *w, const struct rule *rule) {
    json_key(w, "references");
    json_begin_array(w);
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        BUF_SCOPE link = {0};
        reference_cwe(&link, rule->cwe[i]);
        json_string(w, buf_span(&link));
    }
    if (reference_owasp(rule->owasp)) {
        json_text(w, reference_owasp(rule->owasp));
    }
    json_end_array(w);
}

static void write_rule(struct json_writer *w, const struct rule *rule) {
    struct rule_code code = rule_code_of(rule);
    json_begin_object(w);
    text_member(w, "id", rule->id);
    text_member(w, "group", rule->group);
    text_member(w, "verb", kind_word(rule->kind));
    text_member(w, "severity", severity_word(rule->severity));
    text_member(w, "title", rule->title);
    json_weaknesses(w, rule);
    text_member(w, "why", rule->why);
    text_member(w, "how", rule->how);
    text_member(w, "fix", rule->fix);
    text_member(w, "vulnerable", code.bad);
    text_member(w, "mended", code.good);
    text_member(w, "false_alarm", code.alarm);
    references(w, rule);
    json_end_object(w);
}

static void write_json(struct buf *out, const struct registry *registry) {
    struct json_writer w = {.out = out, .indent = 1};
    json_begin_array(&w);
    for (size_t i = 0; i < registry->all.n; i++) {
        write_rule(&w, registry->all.at[i]);
    }
    json_end_array(&w);
    buf_byte(out, '\n');
}

static size_t widest(const struct registry *registry) {
    size_t width = 0;
    for (size_t i = 0; i < registry->all.n; i++) {
        size_t len = strlen(registry->all.at[i]->id);
        width = len > width ? len : width;
    }
    return width;
}

/* Rules of one verb and group stand under one title: "scan: access". */
static void title(struct pen *pen, const struct rule *rule, const struct rule *before) {
    if (before && before->kind == rule->kind && strcmp(rule->group, before->group) == 0) {
        return;
    }
    buf_text(pen->out, before ? "\n" : "");
    pen_text(pen, TONE_BOLD, kind_word(rule->kind));
    pen_text(pen, TONE_BOLD, ": ");
    pen_text(pen, TONE_BOLD, rule->group);
    buf_byte(pen->out, '\n');
}

static void write_text(struct pen *pen, const struct registry *registry) {
    size_t width = widest(registry);
    for (size_t i = 0; i < registry->all.n; i++) {
        const struct rule *rule = registry->all.at[i];
        title(pen, rule, i ? registry->all.at[i - 1] : NULL);
        buf_text(pen->out, "  ");
        pen_cell(pen, TONE_PLAIN, span_from(rule->id), width + 2);
        pen_cell(pen, tone_of_severity(rule->severity), span_from(severity_word(rule->severity)),
                 10);
        pen_wrap(pen, TONE_PLAIN, span_from(rule->title), 2 + width + 2 + 10);
    }
}

static enum err write_rules(const struct rule_call *call, struct pen *pen) {
    if (call->fields->format == FORMAT_JSON) {
        write_json(pen->out, call->registry);
    } else {
        write_text(pen, call->registry);
    }
    return OK;
}

int cmd_rules(const struct verb_call *call) {
    return rule_run(call, &grammar, write_rules);
}
