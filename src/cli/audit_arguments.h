/* SPDX-License-Identifier: Apache-2.0 */
/* The arguments of "postern audit": read and checked. */
#ifndef POSTERN_CLI_AUDIT_ARGUMENTS_H
#define POSTERN_CLI_AUDIT_ARGUMENTS_H

#include "cli/options.h"
#include "cli/project.h"
#include "cli/terminal.h"

struct audit_arguments {
    struct span folder; /* with a NUL behind */
    struct texts settings, packages, include, exclude, only, skip;
    struct texts outputs;   /* reports */
    struct texts contracts; /* of outputs: those that are to be contracts */
    struct span contract;   /* to hold the source against; empty: none */
    struct span baseline;
    unsigned format;  /* enum report_format, of standard output */
    unsigned fail_on; /* enum severity */
    unsigned color;   /* enum color */
    bool diff, fix, force;
    bool incomplete_ok, verbose, quiet, no_progress;
    struct span config; /* postern.yaml by name */
    bool no_config;
    struct project project;
    bool helped;
};

/* Reads and checks, postern.yaml as well. What is wrong is told to standard error, or to diag where
 * a file is wrong. Errors: ERR_USAGE, ERR_MEMORY, as project_load. */
NODISCARD enum err audit_arguments_read(int argc, char **argv, struct arena *arena,
                                        struct diag *diag, struct audit_arguments *out);

#endif
