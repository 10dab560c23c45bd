/* SPDX-License-Identifier: Apache-2.0 */
/* Members that a request did not have: put beside what it holds. */
#ifndef POSTERN_SCAN_EXTRA_H
#define POSTERN_SCAN_EXTRA_H

#include "base/err.h"
#include "text/message.h"

struct extra {
    struct span name, json; /* json: its value, written as JSON; forms get a text as it is, a list's
                             * first text, and other values as they are written */
};

enum extra_place { EXTRA_BODY = 1, EXTRA_QUERY = 2 };

/* Puts the extras whose names the request does not hold into its body (a JSON object, a form; where
 * there is none, an object of its own), into its query, or both. A body of another kind stays as it
 * is. places: of enum extra_place. Errors: ERR_MEMORY. */
NODISCARD enum err extras_put(struct arena *arena, const struct extra *extras, size_t n,
                              unsigned places, struct request *request);

#endif
