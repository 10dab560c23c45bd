/* SPDX-License-Identifier: Apache-2.0 */
/* A decision as an answer to a proxy. */
#ifndef POSTERN_GUARD_ANSWER_H
#define POSTERN_GUARD_ANSWER_H

#include "guard/decide.h"

struct answer {
    int status; /* 0: not yet, users are being asked; else sent, to nginx, which knows nothing else:
                   200, 401 or 403 */
    struct fields fields; /* X-Postern-Status has what is meant; a value may be empty */
    struct span body;     /* by the status that is meant, and by nothing else; static */
};

/* With 200, every identity header of the configuration is there, empty where nobody is known. With
 * 401, and for want of a scope, there is a challenge (RFC 6750, section 3). Errors: ERR_MEMORY. */
NODISCARD enum err answer_make(struct arena *arena, const struct policy *policy,
                               const struct facts *facts, const struct decision *decision,
                               struct answer *out);

#endif
