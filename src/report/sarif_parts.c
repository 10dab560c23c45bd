/* SPDX-License-Identifier: Apache-2.0 */
/* Rules and results in SARIF. */
#include "report/sarif_parts.h"

#include "base/mutant.h"
#include "text/uri.h"

enum { OPERATIONS_MOST = 100 }; /* logical locations of one result */

static void begin(struct json_writer *w, const char *key) {
    json_key(w, key);
    json_begin_object(w);
}

static void text_object(struct json_writer *w, const char *key, struct span text) {
    begin(w, key);
    json_key(w, "text");
    json_string(w, text);
    json_end_object(w);
}

static const char *level(enum severity severity) {
    switch (severity) {
    case SEVERITY_INFO:
    case SEVERITY_LOW:
        return "note";
    case SEVERITY_MEDIUM:
        return "warning";
    case SEVERITY_HIGH:
    case SEVERITY_CRITICAL:
        return "error";
    }
    return "none";
}

/* The scale on which code hosts sort security results: 0 to 10. */
static const char *score(enum severity severity) {
    switch (severity) {
    case SEVERITY_INFO:
        return "1.0";
    case SEVERITY_LOW:
        return "3.0";
    case SEVERITY_MEDIUM:
        return "5.5";
    case SEVERITY_HIGH:
        return "8.0";
    case SEVERITY_CRITICAL:
        return "9.5";
    }
    return "0.0";
}

size_t sarif_rule_index(const struct sarif_rules *rules, const struct rule *rule) {
    size_t i = 0;
    while (i < rules->all.n && rules->all.at[i] != rule) {
        i++;
    }
    return i;
}

static void help(struct json_writer *w, const struct rule *rule) {
    BUF_SCOPE text = {0}, markdown = {0};
    buf_printf(&text, "%s\n\n%s", rule->why, rule->fix);
    buf_printf(&markdown, "## Why it matters\n\n%s\n\n## How it is decided\n\n%s\n\n## Fix\n\n%s\n",
               rule->why, rule->how, rule->fix);
    begin(w, "help");
    json_key(w, "text");
    json_string(w, buf_span(&text));
    json_key(w, "markdown");
    json_string(w, buf_span(&markdown));
    json_end_object(w);
}

static void tags(struct json_writer *w, const struct rule *rule) {
    json_key(w, "tags");
    json_begin_array(w);
    json_text(w, "security");
    for (size_t i = 0; i < RULE_CWES && rule->cwe[i]; i++) {
        BUF_SCOPE tag = {0};
        buf_printf(&tag, "external/cwe/cwe-%s", rule->cwe[i] + strlen("CWE-"));
        json_string(w, buf_span(&tag));
    }
    if (rule->owasp) {
        json_text(w, rule->owasp);
    }
    json_end_array(w);
}

void sarif_rule(struct json_writer *w, const struct rule *rule) {
    json_begin_object(w);
    json_key(w, "id");
    json_text(w, rule->id);
    text_object(w, "shortDescription", span_from(rule->title));
    text_object(w, "fullDescription", span_from(rule->why));
    help(w, rule);
    begin(w, "defaultConfiguration");
    json_key(w, "level");
    json_text(w, level(rule->severity));
    json_end_object(w);
    begin(w, "properties");
    tags(w, rule);
    json_key(w, "security-severity");
    json_text(w, score(rule->severity));
    json_end_object(w);
    json_end_object(w);
}

/* artifactLocation.uri is a URI reference (RFC 3986), not a path. */
static void artifact(struct json_writer *w, struct span file) {
    BUF_SCOPE uri = {0};
    if (span_starts(file, SPAN("http://")) || span_starts(file, SPAN("https://"))) {
        buf_add(&uri, file);
    } else {
        buf_text(&uri, span_starts(file, SPAN("/")) ? "file://" : "");
        uri_encode(&uri, file, URI_PATH);
    }
    begin(w, "artifactLocation");
    json_key(w, "uri");
    json_string(w, buf_span(&uri));
    json_end_object(w);
}

static void physical(struct json_writer *w, const struct place *place) {
    begin(w, "physicalLocation");
    artifact(w, place->file);
    if (place->line) {
        begin(w, "region");
        json_key(w, "startLine");
        json_i64(w, place->line);
        if (place->column) {
            json_key(w, "startColumn");
            json_i64(w, place->column);
        }
        json_end_object(w);
    }
    json_end_object(w);
}

static void resource(struct json_writer *w, struct span name) {
    json_begin_object(w);
    json_key(w, "fullyQualifiedName");
    json_string(w, name);
    json_key(w, "kind");
    json_text(w, "resource");
    json_end_object(w);
}

static void endpoint(struct json_writer *w, const struct endpoint_name *endpoint) {
    BUF_SCOPE name = {0};
    for (size_t i = 0; i < endpoint->methods.n; i++) {
        buf_text(&name, i ? "," : "");
        buf_add(&name, endpoint->methods.at[i]);
    }
    buf_text(&name, name.len ? " " : "");
    buf_add(&name, endpoint->route);
    resource(w, buf_span(&name));
}

static void logical(struct json_writer *w, const struct finding *finding) {
    json_key(w, "logicalLocations");
    json_begin_array(w);
    for (size_t i = 0; i < finding->endpoints.n && i < OPERATIONS_MOST; i++) {
        endpoint(w, &finding->endpoints.at[i]);
    }
    for (size_t i = 0; i < finding->operations.n && i < OPERATIONS_MOST; i++) {
        const struct operation_name *operation = &finding->operations.at[i];
        BUF_SCOPE name = {0};
        buf_add(&name, operation->method);
        buf_byte(&name, ' ');
        buf_add(&name, operation->path);
        resource(w, buf_span(&name));
    }
    json_end_array(w);
}

/* The trace as SARIF tells how a tool got there: one flow of one thread (3.36). */
static void code_flow(struct json_writer *w, const struct finding *finding) {
    if (!finding->trace.n) {
        return;
    }
    json_key(w, "codeFlows");
    json_begin_array(w);
    json_begin_object(w);
    json_key(w, "threadFlows");
    json_begin_array(w);
    json_begin_object(w);
    json_key(w, "locations");
    json_begin_array(w);
    for (size_t i = 0; i < finding->trace.n; i++) {
        const struct trace_step *step = &finding->trace.at[i];
        json_begin_object(w);
        begin(w, "location");
        if (step->place.file.len) {
            physical(w, &step->place);
        }
        text_object(w, "message", step->words);
        json_end_object(w);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
    json_end_array(w);
    json_end_object(w);
    json_end_array(w);
}

/* One edit, by bytes (SARIF 2.1.0, section 3.57). */
static void replacement(struct json_writer *w, const struct patch *edit) {
    json_begin_object(w);
    begin(w, "deletedRegion");
    json_key(w, "byteOffset");
    json_i64(w, (int64_t)edit->start);
    json_key(w, "byteLength");
    json_i64(w, (int64_t)(edit->end - edit->start));
    json_end_object(w);
    text_object(w, "insertedContent", edit->text);
    json_end_object(w);
}

/* One changed file: the edits of a finding are few, and those of a file may stand apart. */
static void change(struct json_writer *w, const struct patches *edits, size_t first) {
    json_begin_object(w);
    artifact(w, edits->at[first].file);
    json_key(w, "replacements");
    json_begin_array(w);
    for (size_t i = first; i < edits->n; i++) {
        if (span_equal(edits->at[i].file, edits->at[first].file)) {
            replacement(w, &edits->at[i]);
        }
    }
    json_end_array(w);
    json_end_object(w);
}

static bool is_first_of_file(const struct patches *edits, size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (span_equal(edits->at[i].file, edits->at[at].file)) {
            return false;
        }
    }
    return true;
}

/* What mends it, where that was tried (SARIF 2.1.0, section 3.55). */
static void fixes(struct json_writer *w, const struct finding *finding) {
    if (!finding->diff.len) {
        return;
    }
    json_key(w, "fixes");
    json_begin_array(w);
    json_begin_object(w);
    if (finding->loses.len) {
        text_object(w, "description", finding->loses);
    }
    json_key(w, "artifactChanges");
    json_begin_array(w);
    for (size_t i = 0; i < finding->edits.n; i++) {
        if (is_first_of_file(&finding->edits, i)) {
            change(w, &finding->edits, i);
        }
    }
    json_end_array(w);
    json_end_object(w);
    json_end_array(w);
}

/* What the project accepts (SARIF 2.1.0, section 3.35). */
static void suppression(struct json_writer *w, const struct finding *finding) {
    if (!finding->accepted.len) {
        return;
    }
    json_key(w, "suppressions");
    json_begin_array(w);
    json_begin_object(w);
    json_key(w, "kind");
    json_text(w, "external");
    json_key(w, "justification");
    json_string(w, finding->accepted);
    json_end_object(w);
    json_end_array(w);
}

static void locations(struct json_writer *w, const struct finding *finding) {
    json_key(w, "locations");
    json_begin_array(w);
    json_begin_object(w);
    if (finding->place.file.len) {
        physical(w, &finding->place);
    }
    logical(w, finding);
    json_end_object(w);
    json_end_array(w);
}

void sarif_result(struct json_writer *w, const struct sarif_rules *rules,
                  const struct finding *finding) {
    struct span title = finding->title.len ? finding->title : span_from(finding->rule->title);
    BUF_SCOPE message = {0};
    buf_add(&message, title);
    buf_text(&message, finding->message.len ? ". " : "");
    buf_add(&message, finding->message);
    json_begin_object(w);
    json_key(w, "ruleId");
    json_text(w, finding->rule->id);
    json_key(w, "ruleIndex");
    json_i64(w, (int64_t)sarif_rule_index(rules, finding->rule));
    json_key(w, "level");
    json_text(w, level(finding->severity));
    text_object(w, "message", buf_span(&message));
    locations(w, finding);
    code_flow(w, finding);
    fixes(w, finding);
    begin(w, "partialFingerprints");
    json_key(w, "postern/v1");
    json_string(w, finding->fingerprint);
    json_end_object(w);
    json_key(w, "baselineState");
    json_text(w, finding->known && !MUTANT(sarif_new) ? "unchanged" : "new");
    suppression(w, finding);
    begin(w, "properties");
    json_key(w, "security-severity");
    json_text(w, score(finding->severity));
    json_key(w, "confidence");
    json_text(w, confidence_word(finding->confidence));
    json_end_object(w);
    json_end_object(w);
}
