/* SPDX-License-Identifier: Apache-2.0 */
/* A run of the project's code: what it binds is undone, what it makes stays to be looked at. */
#ifndef POSTERN_AUDIT_GATHER_RUN_H
#define POSTERN_AUDIT_GATHER_RUN_H

#include "audit/judge.h"

/* Opens a run; every call of jwt.decode in it is added to judging->decodes. */
size_t gather_begin(struct judging *judging);
/* Ends the run that gave this mark. */
void gather_end(struct judging *judging, size_t mark);
/* A request that shows some credential, whatever is asked for. */
const struct value *gather_request(struct interp *in);

/* An object of the class, as its __init__() makes it of what nobody knows. */
const struct value *gather_object(struct judging *j, struct class *class);

#endif
