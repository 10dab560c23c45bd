/* SPDX-License-Identifier: Apache-2.0 */
/* The options that postern.yaml holds for a verb. */
#ifndef POSTERN_CLI_PROJECT_OPTIONS_H
#define POSTERN_CLI_PROJECT_OPTIONS_H

#include "cli/options.h"
#include "cli/project.h"

/* Rows of a verb's table; where its fields "config" and "no_config" are. */
#define PROJECT_OPTIONS(config, no_config)                                                       \
    {"config",                                                                                   \
     0,                                                                                          \
     OPTION_TEXT,                                                                                \
     config,                                                                                     \
     "FILE",                                                                                     \
     "options, overrides and accepted findings of the project, in place of the postern.yaml of " \
     "this folder or one above it"},                                                             \
    {                                                                                            \
        "no-config", 0, OPTION_FLAG, no_config, NULL, "read no postern.yaml"                     \
    }
#define PROJECT_BY_HAND " config no-config "

/* Sets fields as the verb's mapping says, by the table of its options. given: the same struct after
 * the command line alone; its lists stay instead of the file's. word: the first positional
 * argument, left as it is where the file has none; NULL where the grammar names none. Relative
 * paths are the file's. What is wrong is told with its place. Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err project_options(const struct project *project, const struct grammar *grammar,
                                   const void *given, void *fields, struct span *word);

#endif
