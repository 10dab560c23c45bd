/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as JSON: what is accepted must come back unchanged when it is written and read again.
 */
#include "text/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_tree(struct buf *out, const struct node *root) {
    struct json_writer writer = {.out = out};
    json_node(&writer, root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct span text = {(const char *)data, size};
    struct json_options options = {.file = SPAN("input"), .refuse_duplicates = size % 2 == 1};
    const struct node *root = NULL, *again = NULL;
    if (json_parse(&arena, text, &options, &root, &diag) != OK) {
        if (diag.errors != 1) {
            abort(); /* every refusal is told, once */
        }
        return 0;
    }
    BUF_SCOPE first = {0}, second = {0};
    write_tree(&first, root);
    if (json_parse(&arena, buf_span(&first), &options, &again, NULL) != OK) {
        abort();
    }
    write_tree(&second, again);
    if (!span_equal(buf_span(&first), buf_span(&second))) {
        abort();
    }
    return 0;
}
