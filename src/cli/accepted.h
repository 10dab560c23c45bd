/* SPDX-License-Identifier: Apache-2.0 */
/* Findings that postern.yaml accepts. */
#ifndef POSTERN_CLI_ACCEPTED_H
#define POSTERN_CLI_ACCEPTED_H

#include "catalog/result.h"
#include "cli/project.h"

/* Marks the findings all of whose places are accepted. An acceptance that has ended is told and
 * counts no more; so is one that fits nothing, where the run could have found it. now: seconds
 * since 1970. Errors: ERR_MEMORY. */
NODISCARD enum err accepted_mark(struct project *project, int64_t now, struct result *result);

#endif
