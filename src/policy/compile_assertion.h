/* SPDX-License-Identifier: Apache-2.0 */
/* The secret that decisions are signed with for the application. */
#ifndef POSTERN_POLICY_COMPILE_ASSERTION_H
#define POSTERN_POLICY_COMPILE_ASSERTION_H

#include "policy/compiling.h"

/* Reads what "assertion:" names, if it is there; faults are told. Errors: ERR_MEMORY. */
NODISCARD enum err compile_assertion(struct compiling *c);

#endif
