/* SPDX-License-Identifier: Apache-2.0 */
/* The state of compiling a policy. */
#ifndef POSTERN_POLICY_COMPILING_H
#define POSTERN_POLICY_COMPILING_H

#include "policy/compile.h"

struct compiling {
    struct arena *arena;
    const struct contract *contract;
    const struct config *config;
    const struct compile_options *options;
    struct policy *out;
    struct diag *diag;
    struct map written; /* struct config_operation, by "METHOD template" */
};

#define COMPILE_FAULT(c, at, ...)                               \
    diag_add((c)->diag, DIAG_ERROR,                             \
             (struct place){.file = (c)->config->file,          \
                            .line = (at) ? (at)->line : 0,      \
                            .column = (at) ? (at)->column : 0}, \
             __VA_ARGS__)

#endif
