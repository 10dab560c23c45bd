/* SPDX-License-Identifier: Apache-2.0 */
/* What the rules need beside endpoints: the project's modules, its authenticators run, its calls of
 * jwt.decode. */
#ifndef POSTERN_AUDIT_GATHER_H
#define POSTERN_AUDIT_GATHER_H

#include "audit/judge.h"

/* Whether a file of the tree is judged: Python, and none of tests, migrations or copies of
 * packages. */
bool gather_wants(struct span path);

/* Fills modules, authenticators and decodes. Errors: ERR_MEMORY. */
NODISCARD enum err gather(struct judging *judging);

/* Gives back what the runs took; the decodes are not to be looked at any more. */
void gather_free(struct judging *judging);

#endif
