/* SPDX-License-Identifier: Apache-2.0 */
/* A row of the endpoints, told. */
#ifndef POSTERN_DJANGO_ENDPOINT_DESCRIBE_H
#define POSTERN_DJANGO_ENDPOINT_DESCRIBE_H

#include "django/endpoints.h"
#include "django/probe.h"

/* Fills in a row, from a view and how a call of it went. */
void endpoint_describe(struct interp *in, const struct value *view, struct probe *probe,
                       struct endpoint *row);

#endif
