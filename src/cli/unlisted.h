/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that no contract names, and that are asked all the same. */
#ifndef POSTERN_CLI_UNLISTED_H
#define POSTERN_CLI_UNLISTED_H

#include "contract/contract.h"

struct unlisted {
    struct span url;    /* of the target: a path in it stands before the contract's */
    struct span method; /* upper case */
    struct span route;  /* a template, or a path as it is asked */
    struct span summary;
    struct place place;
    bool guarded; /* it asks for what the contract's first gate asks for; else for nothing */
};

/* Adds it to the operations. Errors: ERR_MEMORY. */
NODISCARD enum err unlisted_add(const struct unlisted *unlisted, struct contract *contract);

#endif
