/* SPDX-License-Identifier: Apache-2.0 */
/* From a path template to a path. */
#ifndef POSTERN_SCAN_BUILD_PATH_H
#define POSTERN_SCAN_BUILD_PATH_H

#include "scan/build/builder.h"

/* Appends a template's own text: what no URL may hold is encoded, everything else stays. */
void build_add_literal(struct buf *out, struct span text);

/* True when {name} stands in the template. */
bool build_has_placeholder(struct span template);

/* Appends the operation's path with values in their places. */
NODISCARD enum err build_add_path(struct builder *b, struct buf *url);

#endif
