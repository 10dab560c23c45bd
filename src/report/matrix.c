/* SPDX-License-Identifier: Apache-2.0 */
/* Columns, marks and counts. */
#include "report/matrix.h"

#include "base/mutant.h"
#include <stdio.h>

const enum gate matrix_gate_order[GATES] = {GATE_OPEN, GATE_INCONCLUSIVE, GATE_ENFORCED,
                                            GATE_PUBLIC, GATE_UNTESTED};

static const struct column intruders[] = {
    {SPAN_INIT("anonymous"), SPAN_INIT("anonymous"), SPAN_INIT("anon"), true},
    {SPAN_INIT("garbage"), SPAN_INIT("garbage"), SPAN_INIT("garb"), true},
    {SPAN_INIT("wrong-scheme"), SPAN_INIT("wrong-scheme"), SPAN_INIT("wrong"), true},
};

enum { INTRUDERS = sizeof(intruders) / sizeof(intruders[0]) };

static bool is_known(const struct matrix *matrix, struct span who) {
    for (size_t i = 0; i < matrix->columns.n; i++) {
        if (span_equal(matrix->columns.at[i].who, who)) {
            return true;
        }
    }
    return false;
}

static enum err add_identity(struct arena *arena, struct matrix *matrix, struct span who) {
    struct span identity = cell_identity(who), title = identity.len ? identity : who;
    struct column column = {.who = who, .title = title, .brief = title};
    return vec_push(arena, &matrix->columns, column) ? OK : ERR_MEMORY;
}

static bool appears(const struct result *result, struct span who) {
    for (size_t i = 0; i < result->operations.n; i++) {
        if (matrix_cell(&result->operations.at[i], &(struct column){.who = who})) {
            return true;
        }
    }
    return false;
}

enum err matrix_of(const struct result *result, struct arena *arena, struct matrix *out) {
    *out = (struct matrix){0};
    for (size_t i = 0; i < INTRUDERS; i++) {
        if (appears(result, intruders[i].who) && !vec_push(arena, &out->columns, intruders[i])) {
            return ERR_MEMORY;
        }
    }
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        for (size_t k = 0; k < operation->cells.n; k++) {
            if (!is_known(out, operation->cells.at[k].who)) {
                TRY(add_identity(arena, out, operation->cells.at[k].who));
            }
        }
    }
    return OK;
}

const struct cell *matrix_cell(const struct operation_result *operation,
                               const struct column *column) {
    for (size_t i = 0; i < operation->cells.n; i++) {
        if (span_equal(operation->cells.at[i].who, column->who)) {
            return &operation->cells.at[i];
        }
    }
    return NULL;
}

enum mark matrix_mark(const struct operation_result *operation, const struct column *column) {
    const struct cell *cell = matrix_cell(operation, column);
    if (!cell) {
        return MARK_NONE;
    }
    switch (cell->verdict) {
    case VERDICT_UNCLEAR:
        return MARK_UNCLEAR;
    case VERDICT_DENIED:
        return MARK_DENIED;
    case VERDICT_GRANTED:
        return column->intruder && operation->gate == GATE_OPEN && !MUTANT(breach_served)
                   ? MARK_BREACHED
                   : MARK_SERVED;
    }
    return MARK_NONE;
}

static const char *numbered(char out[MARK_TEXT], const char *before, int status,
                            const char *without) {
    if (status < 100 || status > 999) {
        return without;
    }
    (void)snprintf(out, MARK_TEXT, "%s%d", before, status);
    return out;
}

const char *matrix_mark_text(const struct operation_result *operation, const struct column *column,
                             char out[MARK_TEXT]) {
    const struct cell *cell = matrix_cell(operation, column);
    int status = cell ? cell->status : 0;
    switch (matrix_mark(operation, column)) {
    case MARK_NONE:
        return "-";
    case MARK_UNCLEAR:
        return numbered(out, MUTANT(unclear_refused) ? "" : "?", status, "?");
    case MARK_DENIED:
        return numbered(out, "", status, "no");
    case MARK_SERVED:
        return "ok";
    case MARK_BREACHED:
        return "OPEN";
    }
    return "";
}

struct tally matrix_tally(const struct result *result) {
    struct tally tally = {0};
    for (size_t i = 0; i < result->operations.n; i++) {
        tally.gates[result->operations.at[i].gate]++;
    }
    for (size_t i = 0; i < result->endpoints.n; i++) {
        tally.accesses[result->endpoints.at[i].anonymous]++;
    }
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        tally.accepted += finding->accepted.len > 0;
        tally.known += finding->known && !finding->accepted.len;
        tally.findings += !finding->known || MUTANT(known_counted);
        tally.severities[finding->severity] += !finding->known;
    }
    return tally;
}
