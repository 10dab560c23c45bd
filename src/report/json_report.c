/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON document of a result: all of it, in names that never change. */
#include "base/diag_level.h"
#include "base/mutant.h"
#include "report/formats.h"
#include "report/json_parts.h"
#include "report/matrix.h"

static void cells(struct json_writer *w, const struct operation_result *operation) {
    json_key(w, "matrix");
    json_begin_object(w);
    for (size_t i = 0; i < operation->cells.n; i++) {
        json_key_span(w, operation->cells.at[i].who);
        json_text(w, verdict_word(operation->cells.at[i].verdict));
    }
    json_end_object(w);
    json_key(w, "statuses");
    json_begin_object(w);
    for (size_t i = 0; i < operation->cells.n; i++) {
        json_key_span(w, operation->cells.at[i].who);
        json_i64(w, operation->cells.at[i].status);
    }
    json_end_object(w);
}

static void attacks(struct json_writer *w, const struct attack_count *count) {
    json_key(w, "attacks");
    json_begin_object(w);
    json_key(w, "planned");
    json_i64(w, (int64_t)count->planned);
    json_key(w, "judged");
    json_i64(w, (int64_t)(MUTANT(judged_is_planned) ? count->planned : count->judged));
    json_end_object(w);
}

/* What its counting depends on, for whoever reads the report again. */
static void marks(struct json_writer *w, const struct operation_result *operation) {
    json_key(w, "marks");
    json_begin_array(w);
    for (size_t i = 0; i < OPERATION_MARKS; i++) {
        if (operation_mark(operation, (enum operation_mark)i)) {
            json_text(w, operation_mark_word((enum operation_mark)i));
        }
    }
    json_end_array(w);
}

static void write_operation(struct json_writer *w, const struct operation_result *operation) {
    json_begin_object(w);
    json_member(w, "method", operation->method);
    json_member(w, "path", operation->path);
    json_texts(w, "tags", &operation->tags);
    json_texts(w, "declared", &operation->declared);
    json_key(w, "verdict");
    json_text(w, gate_word(operation->gate));
    json_member(w, "reason", operation->reason);
    cells(w, operation);
    json_key(w, "requests");
    json_i64(w, operation->requests);
    attacks(w, &operation->attacks);
    marks(w, operation);
    json_location(w, &operation->place);
    json_end_object(w);
}

static void count(struct json_writer *w, const char *key, size_t n) {
    json_key(w, key);
    json_i64(w, (int64_t)n);
}

static void sum_operations(struct json_writer *w, const struct result *result,
                           const struct tally *tally) {
    struct judged judged = result_judged(result);
    json_key(w, "operations");
    json_begin_object(w);
    for (size_t i = 0; i < GATES; i++) {
        count(w, gate_word((enum gate)i), tally->gates[i]);
    }
    json_end_object(w);
    json_key(w, "judged");
    json_begin_object(w);
    count(w, "operations", judged.operations);
    count(w, "operations_of", judged.operations_of);
    count(w, "attacks", judged.attacks.judged);
    count(w, "attacks_of", judged.attacks.planned);
    json_end_object(w);
}

static void sum_endpoints(struct json_writer *w, const struct tally *tally) {
    json_key(w, "endpoints");
    json_begin_object(w);
    for (size_t i = 0; i < ACCESSES; i++) {
        count(w, access_word((enum access)i), tally->accesses[i]);
    }
    json_end_object(w);
}

static void summary(struct json_writer *w, const struct result *result) {
    struct tally tally = matrix_tally(result);
    json_key(w, "summary");
    json_begin_object(w);
    if (result->kind == KIND_AUDIT) {
        sum_endpoints(w, &tally);
    } else {
        sum_operations(w, result, &tally);
    }
    json_key(w, "findings");
    json_begin_object(w);
    for (size_t i = 0; i < SEVERITIES; i++) {
        count(w, severity_word((enum severity)i), tally.severities[i]);
    }
    json_end_object(w);
    count(w, "known", tally.known);
    count(w, "accepted", tally.accepted);
    json_end_object(w);
}

static void diagnostics(struct json_writer *w, const struct diag *diag) {
    json_key(w, "diagnostics");
    json_begin_array(w);
    for (size_t i = 0; diag && i < diag->items.n; i++) {
        const struct diag_item *item = &diag->items.at[i];
        json_begin_object(w);
        json_key(w, "level");
        json_text(w, diag_level_word(item->level));
        json_member(w, "message", item->message);
        json_location(w, &item->place);
        json_member(w, "pointer", item->place.pointer);
        json_end_object(w);
    }
    json_end_array(w);
}

static void requests_by(struct json_writer *w, const struct result *result) {
    json_key(w, "requests_by");
    json_begin_object(w);
    VEC_EACH(const struct request_count, count, &result->requests_by) {
        json_key_span(w, count->by);
        json_i64(w, (int64_t)count->n);
    }
    json_end_object(w);
}

static void head(struct json_writer *w, const struct result *result) {
    json_key(w, "postern");
    json_text(w, POSTERN_VERSION);
    json_key(w, "kind");
    json_text(w, kind_word(result->kind));
    json_member(w, "contract", result->contract);
    json_member(w, "target", result->target);
    if (result->shards) {
        json_key(w, "shard");
        json_i64(w, result->shard);
        json_key(w, "shards");
        json_i64(w, result->shards);
    }
    json_time(w, "started", result->started);
    json_time(w, "finished", result->finished);
    json_key(w, "requests");
    json_i64(w, (int64_t)result->requests);
    if (result->kind == KIND_SCAN) {
        requests_by(w, result);
    }
    if (result->kind == KIND_SCAN) {
        json_key(w, "ended");
        json_bool(w, result->ended || MUTANT(always_ended));
        count(w, "unsteady", result->unsteady);
        BUF_SCOPE percent = {0};
        buf_printf(&percent, "%g", result->min_judged);
        json_key(w, "min_judged");
        json_raw(w, buf_span(&percent));
    }
    json_key(w, "complete");
    json_bool(w, result->complete || MUTANT(always_complete));
    if (!result->complete) {
        json_member(w, "incomplete_why", result->incomplete_why);
    }
}

/* What the baseline has and the run no longer found, where it could have. */
static void fixed(struct json_writer *w, const struct result *result) {
    if (!result->fixed.n) {
        return;
    }
    json_key(w, "fixed");
    json_begin_array(w);
    VEC_EACH(const struct finding, finding, &result->fixed) {
        json_finding(w, result->kind, finding);
    }
    json_end_array(w);
}

static void operations(struct json_writer *w, const struct result *result) {
    json_credentials(w, result);
    json_key(w, "operations");
    json_begin_array(w);
    for (size_t i = 0; i < result->operations.n; i++) {
        write_operation(w, &result->operations.at[i]);
    }
    json_end_array(w);
}

static void endpoints(struct json_writer *w, const struct result *result) {
    json_key(w, "endpoints");
    json_begin_array(w);
    for (size_t i = 0; i < result->endpoints.n; i++) {
        json_endpoint(w, &result->endpoints.at[i]);
    }
    json_end_array(w);
}

enum err report_json(const struct result *result, struct buf *out) {
    struct json_writer w = {.out = out, .indent = 1};
    json_begin_object(&w);
    head(&w, result);
    summary(&w, result);
    if (result->kind == KIND_AUDIT) {
        endpoints(&w, result);
    } else {
        operations(&w, result);
    }
    json_key(&w, "findings");
    json_begin_array(&w);
    for (size_t i = 0; i < result->findings.n; i++) {
        json_finding(&w, result->kind, &result->findings.at[i]);
    }
    json_end_array(&w);
    fixed(&w, result);
    json_texts(&w, "left_out", &result->left_out);
    diagnostics(&w, result->diag);
    json_end_object(&w);
    buf_byte(out, '\n');
    return buf_status(out);
}
