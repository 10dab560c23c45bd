/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict on a row of the endpoints. */
#ifndef POSTERN_DJANGO_ENDPOINT_JUDGE_H
#define POSTERN_DJANGO_ENDPOINT_JUDGE_H

#include "django/endpoints.h"
#include "django/probe.h"

/* Sets anonymous, by_hand and, where it cannot be told, the reason. */
void endpoint_judge(struct interp *in, const struct probe *probe, struct endpoint *row);

#endif
