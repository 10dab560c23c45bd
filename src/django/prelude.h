/* SPDX-License-Identifier: Apache-2.0 */
/* What Django and its relatives do, written for the interpreter; src/django/prelude/ holds it. */
#ifndef POSTERN_DJANGO_PRELUDE_H
#define POSTERN_DJANGO_PRELUDE_H

#include <stddef.h>

/* Python, in sections that each start with a line "#: module NAME". */
extern const char django_prelude[];
extern const size_t django_prelude_len;

#endif
