/* SPDX-License-Identifier: Apache-2.0 */
/* What modules hold: names, members by dotted names, settings. */
#ifndef POSTERN_DJANGO_MODULE_H
#define POSTERN_DJANGO_MODULE_H

#include "django/program.h"

/* A name in a module, the module being run for it; NULL: not there. */
const struct value *module_get(struct interp *in, struct module *module, struct span name);

/* "a.b.C" to what it is: module or member. Never NULL. */
const struct value *module_import(struct interp *in, struct span dotted);

/* A setting: what the settings module says, else Django's default; NULL: neither. */
const struct value *module_setting(struct interp *in, struct span name);

/* The value of a slot; a name that an import bound is looked up when it is first read, and kept. */
const struct value *module_slot(struct interp *in, struct slot *slot);

/* What a module may have from those that it imported everything from; NULL: it did not. */
const struct value *module_star(struct interp *in, const struct module *module, struct span name);

#endif
