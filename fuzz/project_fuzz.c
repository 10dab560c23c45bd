/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as postern.yaml: read, or refused with a place; what it says never reaches further than
 * the operations that it fits. */
#include "cli/accepted.h"
#include "cli/project_operations.h"
#include "cli/project_options.h"
#include "cli/scan_arguments.h"
#include "cli/scan_grammar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

/* A contract of one operation, which some patterns fit. */
static void apply(struct arena *arena, struct project *project) {
    struct known_values known = {.arena = arena};
    struct contract contract = {.arena = arena};
    struct operation *operation = vec_add(arena, &contract.operations);
    check(operation);
    *operation = (struct operation){.method = SPAN("GET"), .path = SPAN("/a/{id}/")};
    check(project_operations(project, &contract, &known) == OK);
    check(known.bodies.n == 0); /* it takes none */
    struct result result = {.complete = true, .arena = arena};
    check(accepted_mark(project, 0, &result) == OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct diag diag;
    diag_init(&diag, &arena);
    struct project project = {
        .reader = {.arena = &arena, .file = SPAN("postern.yaml"), .diag = &diag}};
    struct scan_arguments given = {0}, fields = {0};
    struct span word = {NULL, 0};
    if (size > 16384) {
        return 0;
    }
    enum err err = project_parse((struct span){(const char *)data, size}, &project);
    enum err set = project_options(&project, &scan_grammar, &given, &fields, &word);
    check((err == OK && set == OK) || diag.errors);
    if (err == OK) {
        apply(&arena, &project);
    }
    return 0;
}
