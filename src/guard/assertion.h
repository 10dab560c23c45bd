/* SPDX-License-Identifier: Apache-2.0 */
/* A decision that the application can verify, so that going round the proxy opens nothing. */
#ifndef POSTERN_GUARD_ASSERTION_H
#define POSTERN_GUARD_ASSERTION_H

#include "guard/decide.h"

/* The header that carries it; nobody outside may send it. */
#define ASSERTION_HEADER "X-Postern-Assertion"

/* Signs (HS256) what was permitted: for which method and decoded path, to whom, with which scopes,
 * until when. *out is empty where the policy signs nothing, or nothing was permitted. now: seconds
 * since 1970. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err assertion_make(struct arena *arena, const struct policy *policy,
                                  const struct facts *facts, const struct decision *decision,
                                  int64_t now, struct span *out);

#endif
