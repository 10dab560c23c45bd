/* SPDX-License-Identifier: Apache-2.0 */
/* What the verbs under "token" have in common: how they begin, and what they end with. */
#ifndef POSTERN_CLI_TOKEN_RUN_H
#define POSTERN_CLI_TOKEN_RUN_H

#include "cli/project_options.h"

/* Where the rows of a verb's table point to: its struct begins with this. */
struct token_fields {
    struct span config; /* postern.yaml by name */
    bool no_config;
};
#define TOKEN_OPTIONS                                                                 \
    OPTION_HEADING("Project"), PROJECT_OPTIONS(offsetof(struct token_fields, config), \
                                               offsetof(struct token_fields, no_config))

struct token_call {
    struct arena *arena;
    const struct texts *words;
    const volatile sig_atomic_t *stop;
};

struct token_verb {
    const struct grammar *grammar;
    void *fields; /* the verb's struct, with its defaults */
    size_t size;  /* of that struct */
    /* *told: there is something to tell, in the exit status, too. */
    enum err (*run)(const struct token_call *call, const void *fields, bool *told);
};

/* Reads the command line, and below it postern.yaml; runs; gives the exit status: that of the
 * error, 1 where there is something to tell, else 0. */
int token_run(const struct verb_call *call, const struct token_verb *verb);

#endif
