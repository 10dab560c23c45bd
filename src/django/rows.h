/* SPDX-License-Identifier: Apache-2.0 */
/* Of which model a manager or a query set is: Order.objects.filter(…).order_by("id").model. Its
 * rows themselves nobody knows. */
#ifndef POSTERN_DJANGO_ROWS_H
#define POSTERN_DJANGO_ROWS_H

#include "django/interp.h"

/* The model, by the value that its manager or a query set of it has; NULL: it is neither. */
const struct value *rows_model(const struct value *of);

/* A value that a model's manager gave, or that was made of its rows by what does not leave them:
 * filter, order_by. A manager or an unknown value is copied; anything else is as it was. */
const struct value *rows_of(struct interp *in, const struct value *value,
                            const struct value *model);

/* objects, and what else a model's manager is called by Django itself. */
bool rows_is_manager(struct interp *in, const struct value *value, struct span name);

/* A query set that is made with its model, QuerySet(Order), is one of it. */
const struct value *rows_made(struct interp *in, const struct value *object,
                              const struct arguments *arguments);

/* Whether that method of a query set gives a query set of the same model: what Django does not know
 * is the project's own, and mostly filters. */
bool rows_stay(struct span name);

#endif
