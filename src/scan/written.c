/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for phrases in an operation's words. */
#include "scan/written.h"

bool written_says(const struct operation *operation, const struct span *phrases, size_t n) {
    struct span description = node_text(node_get(operation->written, SPAN("description")));
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(operation->summary, phrases[i]) != SIZE_MAX ||
            span_find_nocase(description, phrases[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
