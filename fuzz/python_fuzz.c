/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as Python: every node lies in its file and in its parent, and what is broken is told.
 */
#include "source/parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct py *node, size_t size) {
    PY_EACH(child, node) {
        if (child->start > child->end || child->end > size || child->line == 0 ||
            child->kind >= PY_KINDS || child->role >= PY_ROLES) {
            abort();
        }
        check(child, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    PY_PARSER_SCOPE parser = NULL;
    struct py_file file = {0};
    if (py_parser_open(&parser) != OK) {
        abort();
    }
    if (py_parse(parser, &arena, SPAN("a.py"), (struct span){(const char *)data, size}, &file,
                 &diag) == OK) {
        check(file.root, size);
        if (file.broken != (diag.warnings > 0)) {
            abort();
        }
    } else if (!diag.warnings) {
        abort(); /* a file that is left is told */
    }
    return 0;
}
