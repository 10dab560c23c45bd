/* SPDX-License-Identifier: Apache-2.0 */
/* The list of known secrets, as spans. */
#include "token/crack_known.h"

const struct span *crack_known(size_t *count) {
#define KNOWN(text) SPAN_INIT(text),
    static const struct span known[] = {
#include "token/crack_known.def"
    };
#undef KNOWN
    *count = sizeof(known) / sizeof(known[0]);
    return known;
}
