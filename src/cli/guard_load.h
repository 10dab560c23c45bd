/* SPDX-License-Identifier: Apache-2.0 */
/* The guard's configuration, with the contract and the keys that it names. */
#ifndef POSTERN_CLI_GUARD_LOAD_H
#define POSTERN_CLI_GUARD_LOAD_H

#include "cli/guard_revoked.h"
#include "policy/compile.h"

struct guard_load {
    struct config config;
    struct contract contract;
    struct policy policy;         /* policy_free it in any case */
    struct guard_revoked revoked; /* likewise guard_revoked_free */
};

/* Reads all of it; every fault goes to diag. path: with a NUL behind. Errors: as io_read,
 * contract_load, config_read and compile_policy. */
NODISCARD enum err guard_load(struct arena *arena, struct span path, struct guard_load *out,
                              struct diag *diag);

#endif
