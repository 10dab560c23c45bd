/* SPDX-License-Identifier: Apache-2.0 */
/* Rules by the names that people type. */
#ifndef POSTERN_CLI_RULE_NAMES_H
#define POSTERN_CLI_RULE_NAMES_H

#include "catalog/registry.h"
#include "cli/options.h"

/* Fills the registry with the rules of every verb. Errors: as registry_add. */
NODISCARD enum err rule_names_all(struct arena *arena, struct registry *out);

/* The rule of that id; NULL when there is none, and then *nearest is the id that was perhaps meant,
 * or NULL. */
const struct rule *rule_names_find(const struct registry *registry, struct span id,
                                   const char **nearest);

/* Whether each of an option's values is a rule of that kind; what is not is told as a mistake of
 * the verb. Errors: ERR_USAGE, ERR_MEMORY. */
NODISCARD enum err rule_names_check(struct arena *arena, const struct grammar *grammar,
                                    enum kind kind, const char *option, const struct texts *ids);

#endif
