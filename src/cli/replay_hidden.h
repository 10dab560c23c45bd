/* SPDX-License-Identifier: Apache-2.0 */
/* Findings at what no contract names: a replay asks for it where the evidence was answered. */
#ifndef POSTERN_CLI_REPLAY_HIDDEN_H
#define POSTERN_CLI_REPLAY_HIDDEN_H

#include "catalog/result.h"

/* A finding's operation without a row, and the path that showed it. */
struct hidden {
    const struct finding *finding;
    struct operation_name name;
    struct span path;
};

struct replay_hidden {
    VEC(struct hidden) all;
    struct texts paths; /* of all */
};

/* Those of the report's findings. What its evidence does not lead to, and what a name says to have
 * an effect, is none of them. Errors: ERR_MEMORY. */
NODISCARD enum err replay_hidden_find(struct arena *arena, const struct result *report,
                                      struct replay_hidden *out);

/* Tells of each what a scan that asked for all paths found: served, its finding holds; gone, since
 * it is there for nobody, it has a row that says so; else neither. report: that of
 * replay_hidden_find; now: what the scan found, as it is to be compared. Errors: ERR_MEMORY. */
NODISCARD enum err replay_hidden_tell(struct arena *arena, const struct replay_hidden *hidden,
                                      const struct result *report, struct result *now);

#endif
