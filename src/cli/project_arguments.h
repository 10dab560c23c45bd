/* SPDX-License-Identifier: Apache-2.0 */
/* A command line, and below it what postern.yaml says of the verb. */
#ifndef POSTERN_CLI_PROJECT_ARGUMENTS_H
#define POSTERN_CLI_PROJECT_ARGUMENTS_H

#include "cli/project_options.h"

struct project_arguments {
    const struct grammar *grammar;
    struct arena *arena;
    struct diag *diag;
    void *fields;      /* the verb's struct, with its defaults */
    size_t size;       /* of that struct */
    struct span *word; /* of fields: what grammar->word stands for; or NULL */
};

/* Reads both; the options of PROJECT_OPTIONS, where the grammar has them, say which file. *project:
 * as it was read, for those who want more of it. What is wrong is told to standard error, or to
 * diag where the file is wrong. Errors: ERR_USAGE, ERR_MEMORY, as project_load. */
NODISCARD enum err project_arguments_read(const struct project_arguments *how, int argc,
                                          char **argv, struct texts *words, struct project *project,
                                          bool *helped);

/* The same for a verb that wants nothing more of the file; see options_begin. What is wrong with
 * the file is told. */
NODISCARD bool project_arguments_begin(const struct project_arguments *how,
                                       const struct verb_call *call, struct texts *words,
                                       int *status);

#endif
