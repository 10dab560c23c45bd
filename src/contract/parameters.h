/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters, as they are declared and as operations take them. */
#ifndef POSTERN_CONTRACT_PARAMETERS_H
#define POSTERN_CONTRACT_PARAMETERS_H

#include "contract/loader.h"

/* Appends the parameters of a holder (path item or operation); one that is declared in the list
 * already is replaced. What cannot be read is told and left out. */
NODISCARD enum err parameters_read(struct loader *loader, const struct spot *holder,
                                   struct declared_list *list);

/* Gives an operation its parameters, and fits them to the variables of its path: what the path
 * lacks is left out, what is not declared is added. */
NODISCARD enum err parameters_give(struct loader *loader, const struct spot *spot,
                                   const struct declared_list *list, struct operation *out);

/* How many {variables} a path template has. */
size_t parameters_variables(struct span path);

#endif
