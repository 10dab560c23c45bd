/* SPDX-License-Identifier: Apache-2.0 */
/* Which authenticators, permissions and throttles a DRF view object ends up with, and where each
 * comes from. */
#ifndef POSTERN_DJANGO_EFFECTS_H
#define POSTERN_DJANGO_EFFECTS_H

#include "django/endpoints.h"

/* The three lists of DRF. */
struct effect_list {
    const char *attribute; /* "permission_classes" */
    const char *getter;    /* "get_permissions" */
    const char *setting;   /* "DEFAULT_PERMISSION_CLASSES" */
};
extern const struct effect_list effect_authenticators, effect_permissions, effect_throttles;

/* self: the view object, its request and action set. */
void effects_of(struct interp *in, const struct value *self, const struct effect_list *list,
                struct effects *out);

#endif
