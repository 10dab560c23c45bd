/* SPDX-License-Identifier: Apache-2.0 */
/* One view asked with one method by a caller without a credential, and what came of it. */
#ifndef POSTERN_DJANGO_PROBE_H
#define POSTERN_DJANGO_PROBE_H

#include "django/endpoints.h"

struct probe {
    const struct value *view; /* the callback that the route names */
    struct span method;

    const struct value *self;    /* the view object, of class views */
    const struct value *handler; /* the method that answers */
    const struct py *target;     /* the function that is reached when nothing refuses */
    bool no_method;              /* the view has no such method */
    bool handled;                /* surely came to the handler */
    bool reached, perhaps;       /* came to the target: surely, perhaps */
    bool asked;                  /* surely came to ask DRF's permissions */
    bool ran_out;                /* more to follow than is allowed */
    bool wrapped;                /* something unknown was laid around it */
    bool handed;                 /* something unknown was given a function, or the view's object */
    struct place unsure; /* the condition on which it depends, or where no step was left; file
                            empty: none is known */
    const struct value *result, *raised;
    struct effects guards;
    struct effects auths; /* Ninja's */
    bool unnamed;         /* and none is named anywhere */
    const struct value *request;
};

/* Runs it, within an epoch that the caller opens and undoes. */
void probe_run(struct interp *in, struct probe *probe);

/* The function at the bottom of what decorators laid around it. */
const struct value *probe_innermost(const struct value *function);

/* What a call of the view runs in the end: that function or method, and of an object its __call__.
 */
const struct value *probe_callee(struct interp *in, const struct value *view);

#endif
