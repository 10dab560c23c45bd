/* SPDX-License-Identifier: Apache-2.0 */
/* "postern guard --replay LOG": who would be locked out? */
#ifndef POSTERN_CLI_GUARD_REPLAY_H
#define POSTERN_CLI_GUARD_REPLAY_H

#include "policy/policy.h"
#include "report/pen.h"

/* Holds the log, "-" is standard input, against the policy; writes what would become of the
 * requests. *locked_out: somebody who was served would be refused. path: with a NUL behind. Errors:
 * as io_read; ERR_INVALID, told, when no line is one of an access log. */
NODISCARD enum err guard_replay(struct pen *pen, const struct policy *policy, struct span path,
                                bool *locked_out, struct diag *diag);

#endif
