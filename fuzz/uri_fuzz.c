/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a URL and as a glob: what is split comes back unchanged, what is resolved can be
 * resolved again, what is encoded decodes to itself. */
#include "text/glob.h"
#include "text/uri.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_url(struct arena *arena, struct span text) {
    struct uri uri, again;
    if (uri_split(text, &uri) != OK) {
        return;
    }
    struct span joined = uri_join(arena, &uri), resolved, twice;
    check(span_equal(joined, text));
    check(uri_split(joined, &again) == OK && span_equal(again.path, uri.path));
    struct span longer = uri_query_add(arena, text, SPAN("a b"), text);
    check(uri_split(longer, &again) == OK && again.has_query && span_equal(again.path, uri.path));
    check(span_equal(again.fragment, uri.fragment) && span_equal(again.host, uri.host));
    if (uri_resolve(arena, SPAN("http://h:1/a/b?c"), text, &resolved) == OK) {
        check(uri_resolve(arena, resolved, SPAN(""), &twice) == OK);
    }
    (void)uri_same_origin(text, SPAN("http://h"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct span text = {(const char *)data, size}, rest = text;
    if (size > 4096) {
        return 0;
    }
    check_url(&arena, text);
    for (int set = URI_UNRESERVED; set <= URI_QUERY; set++) {
        struct span encoded = uri_encoded(&arena, text, (enum uri_set)set);
        check(span_equal(uri_decode(&arena, encoded), text));
    }
    struct span pattern = span_cut(&rest, '\n');
    (void)glob_operation(pattern, SPAN("GET"), rest);
    check(glob_match(SPAN("**"), text));
    return 0;
}
