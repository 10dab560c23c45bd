/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix: a row of the result for each operation: its gate, who asked, what each answer meant.
 */
#ifndef POSTERN_SCAN_MATRIX_H
#define POSTERN_SCAN_MATRIX_H

#include "contract/contract.h"
#include "scan/oracle.h"

/* One who asked. */
struct asker {
    struct span who;             /* "anonymous", "valid:alice" */
    const struct sample *sample; /* of the answer */
    const struct ruling *ruling; /* NULL: an identity's, judged by itself */
};

/* What was found out about an operation. */
struct matrix_source {
    const struct gate_ruling *gate;
    const struct controls *controls;
    const struct security *security;
    struct span untested_why; /* where nothing was sent */
    struct span gap;          /* what of the request the contract does not tell, or empty */
    struct span untried;      /* what could not be attacked, and why; or empty */
    const struct asker *askers;
    size_t asker_n;
    bool opened; /* a confirmed hit got past the gate */
    unsigned requests;
};

/* Writes the row anew. Errors: ERR_MEMORY. */
NODISCARD enum err matrix_write(struct arena *arena, const struct matrix_source *from,
                                struct operation_result *row);

#endif
