/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a project of one module, which is its settings and its routes: the interpreter ends,
 * within its limits, and every row that it calls undecided has its reason. */
#include "base/limits.h"
#include "django/endpoints.h"
#include "django/python.h"
#include "django/settings.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 2048, STEPS = 200000 }; /* so that one input takes little time */

static void audit(struct program *program, struct diag *diag) {
    struct interp in;
    struct endpoints rows = {0};
    program->settings = SPAN("m");
    program->steps = LIMIT_PROGRAM_STEPS - STEPS;
    python_init(&in, program->arena, program, diag);
    settings_run(&in);
    if (endpoints_find(&in, NULL, &rows) != OK) {
        return;
    }
    VEC_EACH(const struct endpoint, row, &rows.all) {
        if (!row->decided && !row->reason.len) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)512 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct tree_files files = {0};
    struct program program;
    struct span text = arena_dup(&arena, (struct span){(const char *)data, size});
    if (size > LARGEST || !vec_push(&arena, &files.all, ((struct tree_file){SPAN("m.py"), size}))) {
        return 0;
    }
    if (program_init(&program, &arena, SPAN("/nowhere"), &files, &diag) != OK) {
        abort();
    }
    const struct py_file *file = program_parse(&program, SPAN("m.py"), text);
    if (file && map_put(&arena, &program.parsed, SPAN("m.py"), (void *)file) == OK) {
        audit(&program, &diag);
    }
    program_close(&program);
    return 0;
}
