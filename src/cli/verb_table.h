/* SPDX-License-Identifier: Apache-2.0 */
/* A table of verbs: the program's own, and those of a verb that has some. */
#ifndef POSTERN_CLI_VERB_TABLE_H
#define POSTERN_CLI_VERB_TABLE_H

#include "base/span.h"
#include "cli/verb.h"

#include <stdio.h>

struct verb {
    const char *name;
    verb_run *run;
    unsigned needs; /* enum verb_needs */
    const char *about;
};

struct verb_table {
    const char *program; /* "postern", "postern token" */
    const struct verb *verbs;
    size_t n;
};

/* NULL: there is none of that name. */
const struct verb *verb_table_find(const struct verb_table *table, struct span name);

/* A line each, names in a column that is so wide. */
void verb_table_list(const struct verb_table *table, int width, FILE *out);

/* Tells the shell which there are (see cmd_completion.c); gives the exit status. */
int verb_table_complete(const struct verb_table *table);

/* Says that the first word is no verb, and which one is meant: one that is near, or one that stands
 * further back; gives the exit status. */
int verb_table_unknown(const struct verb_table *table, int argc, char **argv);

/* Says that nothing is known of the word where it stands; gives the exit status. */
int verb_table_unexpected(const struct verb_table *table, const char *verb, const char *word);

#endif
