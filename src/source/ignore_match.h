/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of .gitignore, which are not quite those of --include. */
#ifndef POSTERN_SOURCE_IGNORE_MATCH_H
#define POSTERN_SOURCE_IGNORE_MATCH_H

#include "base/span.h"

/* Whether the whole path fits: stars and classes keep to one part, and two stars that fill a part
 * stand for any number of parts. A backslash takes the next byte as it is. */
bool ignore_match(struct span pattern, struct span path);

#endif
