/* SPDX-License-Identifier: Apache-2.0 */
/* Django's route strings, shown as OpenAPI shows paths: "/slots/{pk}/". */
#ifndef POSTERN_DJANGO_ROUTE_H
#define POSTERN_DJANGO_ROUTE_H

#include "base/arena.h"
#include "base/buf.h"

/* Appends a part as path() has it ("slots/<int:pk>/") or, regex, as re_path() has it
 * ("^slots/(?P<pk>\d+)/$"). What a template cannot say is shown as "{…}". */
void route_add(struct buf *out, struct span part, bool regex);

#endif
