/* SPDX-License-Identifier: Apache-2.0 */
/* The claims' part of looking at a token. For inspect.c. */
#ifndef POSTERN_TOKEN_INSPECT_CLAIMS_H
#define POSTERN_TOKEN_INSPECT_CLAIMS_H

#include "token/inspect_item.h"

/* Looks at the payload of out->jws. */
NODISCARD enum err inspect_claims(struct arena *arena, struct inspect *out, int64_t now);

#endif
