/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix, operation by credential, as every format shows it: which columns there are, what
 * stands in a cell, how many operations came out how. */
#ifndef POSTERN_REPORT_MATRIX_H
#define POSTERN_REPORT_MATRIX_H

#include "base/err.h"
#include "catalog/result.h"

struct column {
    struct span who;   /* as in the cells: "valid:alice" */
    struct span title; /* "alice" */
    struct span brief; /* for narrow screens: "anon" */
    bool intruder;     /* anonymous, garbage, wrong scheme: should be denied */
};

struct matrix {
    VEC(struct column) columns; /* the intruders first, then identities by first appearance */
};

/* What a cell means for a reader. */
enum mark {
    MARK_NONE = 0, /* was not asked */
    MARK_UNCLEAR,
    MARK_DENIED,
    MARK_SERVED,   /* granted, and may be */
    MARK_BREACHED, /* granted, and must not be */
};

/* Errors: ERR_MEMORY. */
NODISCARD enum err matrix_of(const struct result *result, struct arena *arena, struct matrix *out);

/* The operation's cell of that column, or NULL. */
const struct cell *matrix_cell(const struct operation_result *operation,
                               const struct column *column);

enum mark matrix_mark(const struct operation_result *operation, const struct column *column);

enum { MARK_TEXT = 8 };

/* "OPEN", "ok", "401", "?302", "-": says the same without colour. */
const char *matrix_mark_text(const struct operation_result *operation, const struct column *column,
                             char out[MARK_TEXT]);

enum {
    GATES = GATE_INCONCLUSIVE + 1,
    ACCESSES = ACCESS_ALLOWED + 1,
    SEVERITIES = SEVERITY_CRITICAL + 1
};

struct tally {
    size_t gates[GATES];
    size_t accesses[ACCESSES];
    size_t severities[SEVERITIES];    /* findings that are not known from the baseline */
    size_t findings, known, accepted; /* accepted by the project: not among the known */
};

struct tally matrix_tally(const struct result *result);

/* The gates in the order in which a reader wants them: open first. GATES of them. */
extern const enum gate matrix_gate_order[GATES];

#endif
