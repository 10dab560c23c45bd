/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns over operations, as --include and --exclude take them. */
#ifndef POSTERN_TEXT_GLOB_H
#define POSTERN_TEXT_GLOB_H

#include "base/span.h"

/* True when the pattern fits the whole text: "*" stands for any bytes but "/", "**" for any bytes,
 * "?" for one byte that is not "/"; everything else, braces too, for itself. "/ ** /" written
 * without the spaces also fits a single "/". Takes time of at most the product of the lengths. */
bool glob_match(struct span pattern, struct span text);

/* True when the pattern fits an operation. "GET /orders/ **" names method and path (the method
 * without regard to case); a pattern without a space is about the path alone. A path pattern
 * without any "/" is looked for anywhere in the path. */
bool glob_operation(struct span pattern, struct span method, struct span path);

#endif
