/* SPDX-License-Identifier: Apache-2.0 */
/* Values for path parameters. */
#ifndef POSTERN_SCAN_BUILD_ID_H
#define POSTERN_SCAN_BUILD_ID_H

#include "scan/build/builder.h"

/* An id of that form which is nobody's, the same in every run; empty: BUILD_ID_DECLARED. */
struct span build_nobodys_id(enum build_id id);

/* The same in the form of an id that is known: "usr_2147480123" where others are "usr_1"; as many
 * letters of each kind where they are long and random. Empty: its form says nothing. */
struct span build_nobodys_like(struct arena *arena, struct span known);

/* The value for a parameter of the path. before: the template in front of it; last: no other
 * parameter follows. A spoiled request gets an id that does not exist in the last one. Sets
 * made_up_id and guarded. *out NULL: the builder gave up. */
NODISCARD enum err build_path_value(struct builder *b, const struct parameter *parameter,
                                    struct span before, bool last, const struct node **out);

#endif
