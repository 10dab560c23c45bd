/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a JSON report: a scan's operations, an audit's endpoints. */
#include "report/json_read_row.h"

#include "base/mutant.h"
#include "report/json_read_parts.h"

static enum err read_cells(const struct json_read *read, const struct node *from,
                           struct operation_result *out) {
    const struct node *statuses = node_get(from, SPAN("statuses"));
    NODE_EACH(word, node_get(from, SPAN("matrix"))) {
        struct cell *cell = vec_add(read->arena, &out->cells);
        TRY_PTR(cell);
        cell->who = node_key(word);
        cell->status = (int)json_read_number(statuses, cell->who);
        if (!verdict_from(node_text(word), &cell->verdict)) {
            return json_read_fails(read, word, "this is no verdict of a credential");
        }
    }
    return OK;
}

static enum err read_marks(const struct json_read *read, const struct node *list,
                           struct operation_result *out) {
    struct texts words = {0};
    TRY(json_read_texts(read, list, &words));
    for (size_t i = 0; i < OPERATION_MARKS; i++) {
        VEC_EACH(const struct span, word, &words) {
            if (span_equal(*word, span_from(operation_mark_word((enum operation_mark)i)))) {
                operation_set_mark(out, (enum operation_mark)i);
            }
        }
    }
    return OK;
}

enum err json_read_operation(const struct json_read *read, const struct node *from,
                             struct operation_result *out) {
    const struct node *attacks = node_get(from, SPAN("attacks"));
    const struct node *verdict = node_get(from, SPAN("verdict"));
    *out = (struct operation_result){
        .method = node_text(node_get(from, SPAN("method"))),
        .path = node_text(node_get(from, SPAN("path"))),
        .reason = node_text(node_get(from, SPAN("reason"))),
        .requests = (unsigned)json_read_number(from, SPAN("requests")),
        .attacks = {(size_t)json_read_number(attacks, SPAN("planned")),
                    (size_t)json_read_number(attacks, SPAN("judged"))},
        .place = json_read_place(from),
    };
    if (!out->method.len || !out->path.len) {
        return json_read_fails(read, from, "an operation without its method or path");
    }
    if (!gate_from(node_text(verdict), &out->gate)) {
        return json_read_fails(read, verdict ? verdict : from, "this is no verdict");
    }
    TRY(json_read_texts(read, node_get(from, SPAN("tags")), &out->tags));
    TRY(json_read_texts(read, node_get(from, SPAN("declared")), &out->declared));
    TRY(read_marks(read, node_get(from, SPAN("marks")), out));
    return read_cells(read, from, out);
}

static enum err read_effectives(const struct json_read *read, const struct node *list,
                                struct effectives *out) {
    NODE_EACH(from, list) {
        struct effective *effective = vec_add(read->arena, out);
        TRY_PTR(effective);
        *effective = (struct effective){
            .name = node_text(node_get(from, SPAN("name"))),
            .from = node_text(node_get(from, SPAN("from"))),
            .place = {.file = node_text(node_get(from, SPAN("file"))),
                      .line = (uint32_t)json_read_number(from, SPAN("line"))},
            .scheme = node_text(node_get(from, SPAN("scheme"))),
        };
    }
    return OK;
}

enum err json_read_endpoint(const struct json_read *read, const struct node *from,
                            struct endpoint_result *out) {
    const struct node *anonymous = node_get(from, SPAN("anonymous"));
    *out = (struct endpoint_result){
        .route = node_text(node_get(from, SPAN("route"))),
        .view = node_text(node_get(from, SPAN("view"))),
        .action = node_text(node_get(from, SPAN("action"))),
        .app = node_text(node_get(from, SPAN("app"))),
        .settings = node_text(node_get(from, SPAN("settings"))),
        .decided = node_true(node_get(from, SPAN("decided"))) || MUTANT(read_as_decided),
        .reason = node_text(node_get(from, SPAN("reason"))),
        .session = node_true(node_get(from, SPAN("session"))),
        .place = json_read_place(from),
    };
    if (!access_from(node_text(anonymous), &out->anonymous)) {
        return json_read_fails(read, anonymous ? anonymous : from,
                               "this does not say what anonymous callers get");
    }
    TRY(json_read_texts(read, node_get(from, SPAN("methods")), &out->methods));
    TRY(read_effectives(read, node_get(from, SPAN("authenticators")), &out->authenticators));
    TRY(read_effectives(read, node_get(from, SPAN("permissions")), &out->permissions));
    return read_effectives(read, node_get(from, SPAN("throttles")), &out->throttles);
}
