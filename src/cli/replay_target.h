/* SPDX-License-Identifier: Apache-2.0 */
/* Where a replay may go: a report may come from anybody, and credentials are not sent wherever it
 * says. */
#ifndef POSTERN_CLI_REPLAY_TARGET_H
#define POSTERN_CLI_REPLAY_TARGET_H

#include "catalog/result.h"
#include "cli/verb.h"

struct replay_target {
    struct arena *arena;
    struct span name;            /* of the report, for complaints */
    const struct result *report; /* its target and contract */
    struct verb_call scan;       /* the scan's command line without target and contract */
    struct span url, contract;   /* that were given; empty: none */
};

/* Sets what was not given, from the report. Its target is taken where postern.yaml names the same
 * origin for scans, or where there is nothing to be sent that identifies anybody; its contract,
 * where it is a file, stands at that origin, or is the one that postern.yaml names. What is not
 * taken is told. Errors: ERR_USAGE, ERR_MEMORY, as project_arguments_read. */
NODISCARD enum err replay_target_choose(struct replay_target *target);

#endif
