/* SPDX-License-Identifier: Apache-2.0 */
/* The secrets by which guards share what they count. */
#ifndef POSTERN_POLICY_COMPILE_REDIS_H
#define POSTERN_POLICY_COMPILE_REDIS_H

#include "policy/compiling.h"

/* Tells what is wrong. Errors: ERR_MEMORY. */
NODISCARD enum err compile_redis(struct compiling *c);

#endif
