/* SPDX-License-Identifier: Apache-2.0 */
/* Several settings modules of one project: what each says of routes and of what guards them. */
#ifndef POSTERN_AUDIT_DEPLOYED_H
#define POSTERN_AUDIT_DEPLOYED_H

#include "catalog/result.h"
#include "django/program.h"

enum { DEPLOYED_SETTINGS = 6 };

/* What a settings module gives; NULL where it does not say. */
struct deployed {
    const struct value *of[DEPLOYED_SETTINGS];
    struct span text; /* of its file */
};

/* Reads program->settings, which has been run. */
struct deployed deployed_read(struct interp *in);

/* Whether two modules lead to the same routes behind the same guards. */
bool deployed_same(const struct deployed *a, const struct deployed *b);

/* Takes out the rows behind the first n that tell what one of those tells, too. */
void deployed_new_rows(struct result *result, size_t n);

#endif
