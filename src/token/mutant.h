/* SPDX-License-Identifier: Apache-2.0 */
/* The planted bugs of this room that take more than a word; see base/mutant.h. */
#ifndef POSTERN_TOKEN_MUTANT_H
#define POSTERN_TOKEN_MUTANT_H

#include "base/mutant.h"
#include "token/reason.h"

#include <stdbool.h>

struct jws;
struct key;

/* Bugs of more than a word: they say true when the bug lets a token pass. Called in builds with a
 * mutant only. */
bool mutant_accepts(const struct jws *jws, enum token_reason *reason);
bool mutant_verifies(const struct key *key, const struct jws *jws, enum token_reason *reason);

#endif
