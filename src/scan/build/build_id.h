/* SPDX-License-Identifier: Apache-2.0 */
/* Values for path parameters. */
#ifndef POSTERN_SCAN_BUILD_ID_H
#define POSTERN_SCAN_BUILD_ID_H

#include "scan/build/builder.h"

/* An id of that form which is nobody's, the same in every run; empty: BUILD_ID_DECLARED. */
struct span build_nobodys_id(enum build_id id);

/* The value for a parameter of the path. before: the template in front of it; last: no other
 * parameter follows. A spoiled request gets an id that does not exist in the last one. Sets
 * made_up_id and guarded. *out NULL: the builder gave up. */
NODISCARD enum err build_path_value(struct builder *b, const struct parameter *parameter,
                                    struct span before, bool last, const struct node **out);

#endif
