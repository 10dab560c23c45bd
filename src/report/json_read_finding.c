/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a JSON report, with what shows them. */
#include "report/json_read_finding.h"

#include "report/json_read_parts.h"

/* With a NUL behind; NULL where nothing stands. */
static enum err keep(const struct json_read *read, const struct node *text, const char **out) {
    struct span kept = arena_dup(read->arena, node_text(text));
    *out = kept.len ? kept.ptr : NULL;
    return kept.ptr ? OK : ERR_MEMORY;
}

/* A rule of another version, as the report tells it. */
static enum err strange_rule(const struct json_read *read, const struct node *from, enum kind kind,
                             const struct rule **out) {
    struct rule *rule = arena_new(read->arena, struct rule);
    TRY_PTR(rule);
    *rule = (struct rule){.group = "other", .strange = true, .kind = kind, .why = "", .how = ""};
    TRY(keep(read, node_get(from, SPAN("rule")), &rule->id));
    TRY(keep(read, node_get(from, SPAN("title")), &rule->title));
    TRY(keep(read, node_get(from, SPAN("fix")), &rule->fix));
    TRY(keep(read, node_first(node_get(from, SPAN("owasp"))), &rule->owasp));
    rule->id = rule->id ? rule->id : "";
    rule->title = rule->title ? rule->title : "";
    rule->fix = rule->fix ? rule->fix : "";
    size_t n = 0;
    NODE_EACH(cwe, node_get(from, SPAN("cwe"))) {
        if (n < RULE_CWES) {
            TRY(keep(read, cwe, &rule->cwe[n++]));
        }
    }
    *out = rule;
    return OK;
}

static enum err read_fields(const struct json_read *read, const struct node *from,
                            struct fields *out) {
    NODE_EACH(field, node_get(from, SPAN("headers"))) {
        if (!fields_add(read->arena, out, node_text(node_get(field, SPAN("name"))),
                        node_text(node_get(field, SPAN("value"))))) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum wire wire_from(const struct node *response) {
    struct span error = node_text(node_get(response, SPAN("error")));
    for (unsigned i = WIRE_UNSENT; i <= WIRE_FAILED; i++) {
        if (span_equal(error, span_from(wire_words((enum wire)i)))) {
            return (enum wire)i;
        }
    }
    return error.len ? WIRE_FAILED : WIRE_OK;
}

static enum err read_evidence(const struct json_read *read, const struct node *from,
                              struct evidence *out) {
    const struct node *request = node_get(from, SPAN("request"));
    const struct node *response = node_get(from, SPAN("response"));
    *out = (struct evidence){
        .what = node_text(node_get(from, SPAN("what"))),
        .label = node_text(node_get(from, SPAN("label"))),
        .curl = node_text(node_get(from, SPAN("curl"))),
        .exchange = {
            .request = {.method = node_text(node_get(request, SPAN("method"))),
                        .url = node_text(node_get(request, SPAN("url"))),
                        .body = node_text(node_get(request, SPAN("body")))},
            .response = {.wire = wire_from(response),
                         .status = (int)json_read_number(response, SPAN("status")),
                         .body = node_text(node_get(response, SPAN("body"))),
                         .cut = node_true(node_get(response, SPAN("cut")))},
        }};
    TRY(read_fields(read, request, &out->exchange.request.fields));
    return read_fields(read, response, &out->exchange.response.fields);
}

static enum err read_places(const struct json_read *read, const struct node *from,
                            struct finding *out) {
    NODE_EACH(name, node_get(from, SPAN("operations"))) {
        struct operation_name operation = {node_text(node_get(name, SPAN("method"))),
                                           node_text(node_get(name, SPAN("path")))};
        if (!vec_push(read->arena, &out->operations, operation)) {
            return ERR_MEMORY;
        }
    }
    NODE_EACH(name, node_get(from, SPAN("endpoints"))) {
        struct endpoint_name *endpoint = vec_add(read->arena, &out->endpoints);
        TRY_PTR(endpoint);
        endpoint->route = node_text(node_get(name, SPAN("route")));
        TRY(json_read_texts(read, node_get(name, SPAN("methods")), &endpoint->methods));
    }
    return OK;
}

static enum err read_proof(const struct json_read *read, const struct node *from,
                           struct finding *out) {
    NODE_EACH(one, node_get(from, SPAN("evidence"))) {
        struct evidence *evidence = vec_add(read->arena, &out->evidence);
        TRY_PTR(evidence);
        TRY(read_evidence(read, one, evidence));
    }
    NODE_EACH(one, node_get(from, SPAN("trace"))) {
        struct trace_step *step = vec_add(read->arena, &out->trace);
        TRY_PTR(step);
        *step = (struct trace_step){json_read_place(one), node_text(node_get(one, SPAN("words")))};
    }
    return OK;
}

enum err json_read_finding(const struct json_read *read, const struct node *from, enum kind kind,
                           struct finding *out, bool *whole) {
    *out = (struct finding){
        .title = node_text(node_get(from, SPAN("title"))),
        .message = node_text(node_get(from, SPAN("message"))),
        .fix = node_text(node_get(from, SPAN("fix"))),
        .cause = node_text(node_get(from, SPAN("cause"))),
        .fingerprint = node_text(node_get(from, SPAN("fingerprint"))),
        .known = node_true(node_get(from, SPAN("known"))),
        .accepted = node_text(node_get(from, SPAN("accepted"))),
        .place = json_read_place(from),
    };
    struct span rule = node_text(node_get(from, SPAN("rule")));
    bool graded = severity_from(node_text(node_get(from, SPAN("severity"))), &out->severity);
    bool sure = confidence_from(node_text(node_get(from, SPAN("confidence"))), &out->confidence);
    *whole = rule.len && out->fingerprint.len && graded && sure;
    out->rule = registry_find(read->registry, rule);
    if (!out->rule) {
        TRY(strange_rule(read, from, kind, &out->rule));
    }
    TRY(read_places(read, from, out));
    return read_proof(read, from, out);
}
