/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a request changes anything at the target, by its method and by its names. */
#ifndef POSTERN_SCAN_BUILD_EFFECT_H
#define POSTERN_SCAN_BUILD_EFFECT_H

#include "contract/contract.h"

/* GET, HEAD, OPTIONS, TRACE; QUERY, which is as safe. */
bool build_is_read(struct span method);

/* A GET or HEAD that changes things all the same, by the words of its path, its operationId or its
 * summary ("createdb", "reset", "send"). */
bool build_has_effect(const struct operation *operation);

/* The same of a path alone, which may be a concrete one. */
bool build_path_has_effect(struct span path);

#endif
