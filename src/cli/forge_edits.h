/* SPDX-License-Identifier: Apache-2.0 */
/* NAME=VALUE arguments made into edits of a JSON object. */
#ifndef POSTERN_CLI_FORGE_EDITS_H
#define POSTERN_CLI_FORGE_EDITS_H

#include "cli/options.h"
#include "token/edit.h"

struct forge_edits {
    VEC(struct edit) list;
};

/* Adds one; value is JSON text. A later edit of the same name replaces the earlier. */
NODISCARD enum err forge_edits_set(struct arena *arena, struct forge_edits *edits, struct span name,
                                   struct span value);

/* Adds those of the command line: NAME=VALUE to set, NAME to take out. VALUE is JSON, else text;
 * now, now+N and now-N are seconds since 1970. Complains. Errors: ERR_USAGE, ERR_MEMORY. */
NODISCARD enum err forge_edits_read(const struct grammar *grammar, struct arena *arena,
                                    const struct texts *set, const struct texts *without,
                                    struct forge_edits *edits);

#endif
