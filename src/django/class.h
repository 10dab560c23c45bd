/* SPDX-License-Identifier: Apache-2.0 */
/* Classes: where an attribute comes from, and what descends from what. */
#ifndef POSTERN_DJANGO_CLASS_H
#define POSTERN_DJANGO_CLASS_H

#include "django/interp.h"

/* In a class: the attribute as it stands there, not bound, and the class that has it. *doubt (may
 * be NULL): an ancestor that is not known may have another. */
const struct value *class_get(struct interp *in, struct class *class, struct span name,
                              struct class **holder, bool *doubt);
/* From the n-th of the MRO on. */
const struct value *class_get_from(struct interp *in, struct class *class, size_t n,
                                   struct span name, struct class **holder, bool *doubt);
void class_order(struct interp *in, struct class *class); /* finds the MRO */
/* Whether it is, or descends from, the class of that full name; unknown ancestors say unknown. */
enum truth class_is(struct interp *in, struct class *class, struct span full);
/* The same of a class that is at hand. One of the project is no ancestor of what is not in the
 * tree. */
enum truth class_descends(struct interp *in, struct class *class, const struct class *from);

#endif
