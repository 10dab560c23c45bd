/* SPDX-License-Identifier: Apache-2.0 */
/* A finding and its evidence in JSON. */
#include "base/mutant.h"
#include "report/json_parts.h"

/* An array, not an object: fields have an order, and may be repeated. */
static void headers(struct json_writer *w, const struct fields *fields) {
    json_key(w, "headers");
    json_begin_array(w);
    for (size_t i = 0; i < fields->n; i++) {
        json_begin_object(w);
        json_member(w, "name", fields->at[i].name);
        json_member(w, "value", fields->at[i].value);
        json_end_object(w);
    }
    json_end_array(w);
}

static void request(struct json_writer *w, const struct request *request) {
    json_key(w, "request");
    json_begin_object(w);
    json_member(w, "method", request->method);
    json_member(w, "url", request->url);
    headers(w, &request->fields);
    json_member(w, "body", request->body);
    json_end_object(w);
}

static void response(struct json_writer *w, const struct response *response) {
    json_key(w, "response");
    json_begin_object(w);
    json_key(w, "status");
    json_i64(w, response->status);
    headers(w, &response->fields);
    json_member(w, "body", response->body);
    json_key(w, "cut");
    json_bool(w, response->cut && !MUTANT(cut_unsaid));
    if (response->wire != WIRE_OK) {
        json_key(w, "error");
        json_text(w, wire_words(response->wire));
    }
    json_end_object(w);
}

static void evidence(struct json_writer *w, const struct evidence *evidence) {
    json_begin_object(w);
    json_member(w, "what", evidence->what);
    json_member(w, "label", evidence->label);
    request(w, &evidence->exchange.request);
    response(w, &evidence->exchange.response);
    json_member(w, "curl", evidence->curl);
    json_end_object(w);
}

static void operations(struct json_writer *w, const struct finding *finding) {
    json_key(w, "operations");
    json_begin_array(w);
    for (size_t i = 0; i < finding->operations.n; i++) {
        json_begin_object(w);
        json_member(w, "method", finding->operations.at[i].method);
        json_member(w, "path", finding->operations.at[i].path);
        json_end_object(w);
    }
    json_end_array(w);
}

static void endpoints(struct json_writer *w, const struct finding *finding) {
    json_key(w, "endpoints");
    json_begin_array(w);
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        const struct endpoint_name *endpoint = &finding->endpoints.at[i];
        json_begin_object(w);
        json_member(w, "route", endpoint->route);
        json_texts(w, "methods", &endpoint->methods);
        json_end_object(w);
    }
    json_end_array(w);
}

static void trace(struct json_writer *w, const struct finding *finding) {
    json_key(w, "trace");
    json_begin_array(w);
    for (size_t i = 0; i < finding->trace.n; i++) {
        json_begin_object(w);
        json_member(w, "words", finding->trace.at[i].words);
        json_location(w, &finding->trace.at[i].place);
        json_end_object(w);
    }
    json_end_array(w);
}

void json_finding(struct json_writer *w, enum kind kind, const struct finding *finding) {
    const struct rule *rule = finding->rule;
    json_begin_object(w);
    json_key(w, "rule");
    json_text(w, rule->id);
    json_key(w, "severity");
    json_text(w, severity_word(finding->severity));
    json_key(w, "confidence");
    json_text(w, confidence_word(finding->confidence));
    json_weaknesses(w, rule);
    json_member(w, "title", finding->title.len ? finding->title : span_from(rule->title));
    json_member(w, "message", finding->message);
    json_member(w, "fix", finding->fix.len ? finding->fix : span_from(rule->fix));
    json_member(w, "cause", finding->cause);
    json_member(w, "fingerprint", finding->fingerprint);
    if (finding->known && !MUTANT(known_unsaid)) {
        json_key(w, "known");
        json_bool(w, true);
    }
    if (finding->accepted.len) {
        json_member(w, "accepted", finding->accepted);
    }
    json_location(w, &finding->place);
    if (kind == KIND_AUDIT) {
        endpoints(w, finding);
        trace(w, finding);
        if (finding->diff.len) {
            json_member(w, "diff", finding->diff);
            json_member(w, "loses", finding->loses);
        }
        json_end_object(w);
        return;
    }
    operations(w, finding);
    if (finding->trace.n) {
        trace(w, finding);
    }
    json_key(w, "evidence");
    json_begin_array(w);
    for (size_t i = 0; i < finding->evidence.n; i++) {
        evidence(w, &finding->evidence.at[i]);
    }
    json_end_array(w);
    json_end_object(w);
}
