/* SPDX-License-Identifier: Apache-2.0 */
/* "postern scan --source": what the source says of the operations, before they are asked and after.
 */
#ifndef POSTERN_CLI_SOURCE_H
#define POSTERN_CLI_SOURCE_H

#include "audit/audit.h"
#include "cli/options.h"

struct source {
    struct arena *arena;
    struct span url;                 /* of the target */
    struct result audit;             /* its rows and findings */
    const struct contract *contract; /* with what was added */
    size_t declared;                 /* operations that it had before */
    struct diag *diag;
};

/* Audits the source, and adds its open rows that the contract does not have to the operations, as
 * public ones. What is wrong with the source is told to diag. Errors: as audit_run. */
NODISCARD enum err source_read(struct source *source, struct span folder,
                               const struct texts *settings, struct contract *contract);

/* The row of the source that serves an operation; NULL: none does. base: of its server. */
const struct endpoint_result *source_row(struct source *source, struct span base,
                                         struct span method, struct span path);

/* Names for each finding of a scan the view and the line that explain it, or says that the source
 * cannot tell; and makes findings of the rows that the contract hides and that were served to
 * anybody. hidden: the rule for those. Errors: ERR_MEMORY. */
NODISCARD enum err source_explain(struct source *source, const struct rule *hidden,
                                  struct result *result);

#endif
