/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as YAML: what is accepted must have a JSON form, of bounded size. */
#include "base/limits.h"
#include "text/json.h"
#include "text/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small limits, so that the fuzzer reaches them. */
static const struct yaml_options options = {
    .file = SPAN_INIT("input"), .depth = 100, .nodes = 20000, .alias_nodes = 5000};

static size_t count(const struct node *parent) {
    size_t total = 1;
    NODE_EACH(item, parent) {
        total += count(item);
    }
    return total;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct span text = {(const char *)data, size};
    const struct node *root = NULL, *again = NULL;
    if (yaml_parse(&arena, text, &options, &root, &diag) != OK) {
        if (diag.errors != 1) {
            abort(); /* every refusal is told, once */
        }
        return 0;
    }
    if (count(root) > options.nodes) {
        abort();
    }
    BUF_SCOPE out = {0};
    struct json_writer writer = {.out = &out};
    json_node(&writer, root);
    if (json_parse(&arena, buf_span(&out), NULL, &again, NULL) != OK) {
        abort();
    }
    return 0;
}
