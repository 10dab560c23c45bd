/* SPDX-License-Identifier: Apache-2.0 */
/* Looking an operation's words up in its contract. */
#include "scan/written.h"

const struct node *written_node(const struct contract *contract,
                                const struct operation *operation) {
    const struct node *item = node_get(node_get(contract->root, SPAN("paths")), operation->path);
    NODE_EACH(member, item) {
        if (span_equal_nocase(node_key(member), operation->method)) {
            return member;
        }
    }
    return NULL;
}

bool written_says(const struct contract *contract, const struct operation *operation,
                  const struct span *phrases, size_t n) {
    const struct node *node = written_node(contract, operation);
    struct span description = node_text(node_get(node, SPAN("description")));
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(operation->summary, phrases[i]) != SIZE_MAX ||
            span_find_nocase(description, phrases[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
