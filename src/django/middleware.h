/* SPDX-License-Identifier: Apache-2.0 */
/* Middleware of the project's own that answers in a view's place. */
#ifndef POSTERN_DJANGO_MIDDLEWARE_H
#define POSTERN_DJANGO_MIDDLEWARE_H

#include "django/endpoints.h"

/* Paths that stand as texts in a file of middleware's. */
struct middleware_paths {
    bool some, fits; /* there are any; the route begins with one */
};

struct middleware_paths middleware_paths_of(const struct module *module, struct span route);

/* Runs such middleware with a caller without a credential at the row's route. Where one surely does
 * not let him pass, the row is refused and names it; where one that names a path which the route
 * begins with, or one that is asked with the view, may not, the row is undecided. Within an epoch
 * that the caller opens and undoes. */
void middleware_judge(struct interp *in, struct span method, const struct value *view,
                      struct endpoint *row);

#endif
