/* SPDX-License-Identifier: Apache-2.0 */
/* Shares by a hash of the collection's path. */
#include "scan/share.h"

#include "base/map.h"
#include "base/mutant.h"
#include "text/uri.h"

/* What stands before the first parameter that has something before it: "/orders" of
 * "/orders/{id}/lines", "/{tenant}/orders" of "/{tenant}/orders/{id}". */
static struct span collection_of(struct span path) {
    size_t from = 0, literal = 0;
    while (from < path.len) {
        size_t slash = span_find_byte(span_from_index(path, from + 1), '/');
        size_t to = slash == SIZE_MAX ? path.len : from + 1 + slash;
        struct span segment = span_slice(path, from, to - from);
        if (span_find_byte(segment, '{') != SIZE_MAX && literal) {
            return span_slice(path, 0, from);
        }
        literal += segment.len > 1 && span_find_byte(segment, '{') == SIZE_MAX;
        from = to;
    }
    return uri_without_slash(path);
}

bool share_has(struct share share, struct span path) {
    static const uint64_t key[2] = {0x706f737465726e2e, 0x73686172642e3031}; /* no secret */
    if (!share.of) {
        return true;
    }
    uint64_t hash = map_hash(key, MUTANT(share_splits) ? path : collection_of(path));
    return hash % share.of == share.index - 1;
}
