/* SPDX-License-Identifier: Apache-2.0 */
/* What a plain YAML scalar means; for yaml.c only. */
#ifndef POSTERN_TEXT_YAML_SCALAR_H
#define POSTERN_TEXT_YAML_SCALAR_H

#include "text/tree.h"

/* Sets kind and text of a node from the spelling, which must outlive it. Errors: ERR_MEMORY. */
NODISCARD enum err yaml_scalar_resolve(struct arena *arena, struct span spelling,
                                       struct node *node);

#endif
