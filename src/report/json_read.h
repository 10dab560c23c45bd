/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON report, read again. */
#ifndef POSTERN_REPORT_JSON_READ_H
#define POSTERN_REPORT_JSON_READ_H

#include "catalog/registry.h"
#include "catalog/result.h"
#include "text/tree.h"

struct json_read {
    struct arena *arena;             /* keeps what is made; texts are those of the tree */
    const struct registry *registry; /* of rules; one that it lacks is taken from the report */
    struct span file;                /* for diagnostics */
    struct diag *diag;
};

/* Makes the result that the report was written from: rows, credentials, findings with their
 * evidence. Its diagnostics are left out. What is no report, or is damaged, goes to diag with its
 * line. Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err json_read_result(const struct json_read *read, const struct node *root,
                                    struct result *out);

/* Makes a result of nothing but the document's findings, as far as they are told (of each a
 * fingerprint suffices), and of what was asked, if that is told. Errors: the same. */
NODISCARD enum err json_read_baseline(const struct json_read *read, const struct node *root,
                                      struct result *out);

#endif
