/* SPDX-License-Identifier: Apache-2.0 */
/* Settings that are not simply the names of their module. */
#ifndef POSTERN_DJANGO_SETTINGS_H
#define POSTERN_DJANGO_SETTINGS_H

#include "django/program.h"

/* Runs the settings module. Where its settings are the attributes of a class
 * (django-configurations), the class that a deployment names, or else the one for production, or
 * the last, becomes the module's names. */
void settings_run(struct interp *in);

/* Runs files of the tree that fit the pattern, seen from the calling module's folder, in the names
 * of that module (django-split-settings). */
void settings_include(struct interp *in, struct module *into, struct span pattern);

#endif
