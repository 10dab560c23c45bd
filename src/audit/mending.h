/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes chosen and tried: what is offered was audited as it would be. */
#ifndef POSTERN_AUDIT_MENDING_H
#define POSTERN_AUDIT_MENDING_H

#include "audit/audit.h"

struct mended_file {
    struct span path; /* from the root */
    struct span before, after;
    struct patches edits; /* sorted */
};

struct mending {
    VEC(struct mended_file) files;
    size_t mended; /* findings with a diff */
    size_t aside;  /* whose fix touches what another one changes: for the next run */
    size_t failed; /* whose fix did not stand the second audit */
    size_t none;   /* that carry none */
};

/* Chooses among the fixes of the findings that no baseline knows, the gravest first, and audits the
 * source as they would leave it. A fix is dropped when its file no longer parses, when its rule
 * finds as much as before, when something graver is found instead, and all are when a row opens
 * that was not open. finding->diff is filled for those that stand. options: those of the audit that
 * made the result. Errors: as audit_run. */
NODISCARD enum err mending_run(const struct audit_options *options, struct arena *arena,
                               struct result *result, struct mending *out);

#endif
