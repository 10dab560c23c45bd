/* SPDX-License-Identifier: Apache-2.0 */
/* What a project does when it starts: its applications are configured, and made ready. */
#ifndef POSTERN_DJANGO_START_H
#define POSTERN_DJANGO_START_H

#include "django/interp.h"

/* As django.setup() does: the applications of INSTALLED_APPS, each with its ready(). From then on
 * modules run when they are imported (in->imports). */
void start_applications(struct interp *in);

#endif
