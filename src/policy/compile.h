/* SPDX-License-Identifier: Apache-2.0 */
/* Contract and configuration to a policy. */
#ifndef POSTERN_POLICY_COMPILE_H
#define POSTERN_POLICY_COMPILE_H

#include "policy/policy.h"

/* Gives the text of a key file. Told by the giver when it cannot. Errors: its own. */
typedef enum err (*compile_reader)(void *user, struct span path, struct span *text);

struct compile_options {
    const struct contract *contract;
    const struct config *config;
    compile_reader read_key;
    void *user;
};

/* Whatever leaves open who may pass is an error, told with its place: a scheme that is not fully
 * set up, alternatives without an order, a name that means nothing. What cannot be verified is
 * refused and told as a warning. Everything must outlive the policy; policy_free it in any case.
 * Errors: ERR_INVALID, ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err compile_policy(struct arena *arena, const struct compile_options *options,
                                  struct policy *out, struct diag *diag);

#endif
