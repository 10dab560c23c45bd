/* SPDX-License-Identifier: Apache-2.0 */
/* A contract made of what the source serves, so that a scan can run where none exists. */
#ifndef POSTERN_AUDIT_SKELETON_H
#define POSTERN_AUDIT_SKELETON_H

#include "base/buf.h"
#include "catalog/result.h"

/* Writes an OpenAPI 3.1 document in YAML: every route and method of the result, with the security
 * that is in effect. Rows that are not decided say so in x-postern-undecided and name the schemes
 * that they take. Routes that cannot be written down as a template are left out, and counted in
 * *left_out. Errors: ERR_MEMORY. */
NODISCARD enum err skeleton_write(struct arena *arena, const struct result *result, struct buf *out,
                                  size_t *left_out);

#endif
