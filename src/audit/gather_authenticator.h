/* SPDX-License-Identifier: Apache-2.0 */
/* Running the project's authenticators. */
#ifndef POSTERN_AUDIT_GATHER_AUTHENTICATOR_H
#define POSTERN_AUDIT_GATHER_AUTHENTICATOR_H

#include "audit/judge.h"

/* Runs authenticate() of a class once, and adds what came of it to judging->authenticators. */
void gather_authenticator(struct judging *judging, struct class *class);
/* Runs what a middleware of the project's own does to a request that shows some credential; whom it
 * makes the request's user counts as what an authenticator gives. */
void gather_middleware(struct judging *judging, struct class *class);
/* Whether it is one for sure: of Django REST framework, or of Django Ninja. */
bool gather_is_authenticator(struct judging *judging, struct class *class);

#endif
