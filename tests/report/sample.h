/* SPDX-License-Identifier: Apache-2.0 */
/* A fixed result with everything that a report must cope with, hostile bytes among it. */
#ifndef POSTERN_TESTS_REPORT_SAMPLE_H
#define POSTERN_TESTS_REPORT_SAMPLE_H

#include "catalog/result.h"

/* Builds the sample in the arena. */
void sample_result(struct arena *arena, struct result *result);

/* The same for an audit. */
void sample_audit(struct arena *arena, struct result *result);

/* A result of many operations and identities, for width and speed. */
void sample_crowd(struct arena *arena, size_t operations, size_t identities, struct result *result);

/* An API of a thousand and more operations over 60 resources, of every verdict; an eighth is open,
 * by a rule that no control shows. */
void sample_large(struct arena *arena, size_t operations, struct result *result);

#endif
