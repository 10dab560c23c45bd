/* SPDX-License-Identifier: Apache-2.0 */
/* The schemes of a configuration, made ready to verify. */
#ifndef POSTERN_POLICY_COMPILE_SCHEME_H
#define POSTERN_POLICY_COMPILE_SCHEME_H

#include "policy/compiling.h"

/* Fills out->schemes. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err compile_schemes(struct compiling *c);

/* The scheme of that name that can be verified; NULL: none. */
const struct policy_scheme *compile_scheme_named(const struct compiling *c, struct span name);

#endif
