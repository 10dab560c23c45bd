/* SPDX-License-Identifier: Apache-2.0 */
/* Which settings modules a deployment of this tree can load, and who says so. */
#ifndef POSTERN_DJANGO_SITE_H
#define POSTERN_DJANGO_SITE_H

#include "django/program.h"

struct site {
    struct span settings; /* dotted */
    struct place said;    /* where DJANGO_SETTINGS_MODULE is set, or empty */
};

struct sites {
    VEC(struct site) all; /* what serves first: wsgi, asgi, containers; then manage.py */
};

/* True for files in which a deployment may name its settings, and for requirements. */
bool site_wants(struct span name);

/* Looks for DJANGO_SETTINGS_MODULE; without any, for a module that sets ROOT_URLCONF.
 * Errors: ERR_MEMORY. */
NODISCARD enum err sites_find(struct program *program, struct sites *out);

/* Where none of those has routes: adds what manage.py, any other Python file, or a module that sets
 * ROOT_URLCONF names. Errors: ERR_MEMORY. */
NODISCARD enum err sites_find_others(struct program *program, struct sites *out);

struct site_said {
    VEC(struct span) all;
};

/* What the tree gives a variable of the environment, most to the point first: the files of what
 * serves, or else manage.py, which is for people. Words behind it in a comment are among them.
 * Reads the files anew. Errors: ERR_MEMORY. */
NODISCARD enum err site_variable(struct program *program, struct span variable, bool serving,
                                 struct site_said *out);

#endif
