/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as whatever a target can put into a report: no format lets a control through, the JSON
 * ones are JSON, and the text keeps its width. */
#include "report/report.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct rule rule = {
    .id = "rule", .group = "g", .title = "t", .cwe = {"CWE-1"}, .why = "w", .how = "h", .fix = "f"};

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static void fill(struct arena *arena, struct span text, struct result *result) {
    struct operation_result *operation = vec_add(arena, &result->operations);
    struct finding *finding = vec_add(arena, &result->findings);
    check(operation && finding);
    *operation = (struct operation_result){
        .method = SPAN("GET"), .path = text, .gate = GATE_OPEN, .reason = text};
    *finding = (struct finding){.rule = &rule, .message = text, .fingerprint = text};
    finding->place.file = text;
    struct evidence *evidence = vec_add(arena, &finding->evidence);
    struct operation_name *name = vec_add(arena, &finding->operations);
    struct cell *cell = vec_add(arena, &operation->cells);
    check(evidence && name && cell);
    *name = (struct operation_name){SPAN("GET"), text};
    *cell = (struct cell){text, VERDICT_GRANTED, 200};
    *evidence = (struct evidence){.what = text, .label = text, .curl = text};
    evidence->exchange.response.wire = WIRE_OK;
    evidence->exchange.response.body = text;
    check(fields_add(arena, &evidence->exchange.response.fields, text, text));
}

static void fill_more(struct arena *arena, struct span text, struct result *result) {
    struct credential_result *credential = vec_add(arena, &result->credentials);
    struct endpoint_result *endpoint = vec_add(arena, &result->endpoints);
    struct finding *finding = &result->findings.at[0];
    struct trace_step *step = vec_add(arena, &finding->trace);
    struct endpoint_name *name = vec_add(arena, &finding->endpoints);
    check(credential && endpoint && step && name);
    *credential = (struct credential_result){text, text, text, STANDING_PROVEN, text};
    *endpoint = (struct endpoint_result){
        .route = text, .view = text, .action = text, .settings = text, .reason = text};
    struct effective effective = {.name = text,
                                  .from = text,
                                  .place = {.file = text, .line = 1},
                                  .code = {.file = text, .line = 2},
                                  .scheme = text};
    check(vec_push(arena, &endpoint->permissions, effective));
    check(vec_push(arena, &endpoint->authenticators, effective));
    check(vec_push(arena, &endpoint->methods, text));
    check(vec_push(arena, &name->methods, text));
    name->route = step->words = step->place.file = text;
}

static void check_clean(struct span text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        bool valid;
        at += utf8_next(text, at, &code, &valid);
        check(valid && (code == '\n' || code == '\t' || !utf8_is_control(code)));
    }
}

static void check_format(struct arena *arena, const struct result *result,
                         enum report_format format) {
    BUF_SCOPE out = {0};
    struct report_style style = {.width = 60, .verbose = true};
    check(report_write(result, format, &style, &out) == OK);
    check_clean(buf_span(&out));
    if (format == REPORT_JSON || format == REPORT_SARIF) {
        const struct node *root;
        check(json_parse(arena, buf_span(&out), &(struct json_options){0}, &root, NULL) == OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 4096) {
        return 0;
    }
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct result result = {.kind = KIND_SCAN, .complete = true, .arena = &arena};
    struct span text = {(const char *)data, size};
    result.target = result.contract = text;
    fill(&arena, text, &result);
    fill_more(&arena, text, &result);
    for (unsigned i = 0; i <= REPORT_MARKDOWN; i++) {
        result.kind = KIND_SCAN;
        check_format(&arena, &result, (enum report_format)i);
        result.kind = KIND_AUDIT;
        check_format(&arena, &result, (enum report_format)i);
    }
    return 0;
}
