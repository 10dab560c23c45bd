/* SPDX-License-Identifier: Apache-2.0 */
/* Endpoints as the interpreter found them, to rows of the result. */
#ifndef POSTERN_AUDIT_ROWS_H
#define POSTERN_AUDIT_ROWS_H

#include "catalog/result.h"
#include "django/endpoints.h"

/* Appends the row of an endpoint. Errors: ERR_MEMORY. */
NODISCARD enum err rows_add(struct interp *in, const struct endpoint *endpoint,
                            struct span settings, struct result *result);

/* Where a value or definition stands; unknown for what is not in the tree. */
struct place rows_place(const struct module *module, const struct py *node);

/* Rows in the order that people read: by app, in it the open ones first, then by route. */
void rows_sort(struct result *result);

#endif
