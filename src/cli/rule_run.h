/* SPDX-License-Identifier: Apache-2.0 */
/* What the verbs about the catalogue have in common: how they begin and end. */
#ifndef POSTERN_CLI_RULE_RUN_H
#define POSTERN_CLI_RULE_RUN_H

#include "catalog/registry.h"
#include "cli/project_options.h"
#include "report/pen.h"

struct rule_fields {
    unsigned format, color;
    struct span config; /* postern.yaml by name */
    bool no_config;
};

#define RULE_AT(field) offsetof(struct rule_fields, field)

struct rule_call {
    const struct rule_fields *fields;
    const struct texts *words;
    const struct registry *registry; /* with the rules of every verb */
};

/* Writes what the verb has to say. */
typedef enum err rule_write(const struct rule_call *call, struct pen *pen);

/* Reads the command line, and below it postern.yaml; prints what is written; gives the exit
 * status. */
int rule_run(const struct verb_call *call, const struct grammar *grammar, rule_write *write);

#endif
