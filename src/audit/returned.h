/* SPDX-License-Identifier: Apache-2.0 */
/* Hooks of a view that refuse by raising, and nobody looks at what they return. */
#ifndef POSTERN_AUDIT_RETURNED_H
#define POSTERN_AUDIT_RETURNED_H

#include "audit/judge.h"

/* Tells each refusal that such a hook of the class returns. drf: whether it is a view of Django
 * REST framework; unknown, a base of it is not in the tree. */
void returned_check(struct judging *j, const struct class *class, enum truth drf);

#endif
