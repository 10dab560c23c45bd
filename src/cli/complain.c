/* SPDX-License-Identifier: Apache-2.0 */
/* Messages on standard error. */
#include "cli/complain.h"

#include "report/pen.h"

#include <stdio.h>

enum { TOLD_MOST = 50, SCRATCH = 4 << 20 };

static void put_line(struct arena *arena, const char *before, struct span text) {
    struct buf unused = {0};
    struct pen pen = {&unused, {0}, arena};
    struct span clean = pen_clean(&pen, text);
    (void)fprintf(stderr, "%s%.*s\n", before, SPAN_ARG(clean));
}

void complain(const char *format, ...) {
    ARENA_SCOPE arena;
    arena_init(&arena, SCRATCH);
    va_list arguments;
    va_start(arguments, format);
    put_line(&arena, "postern: ", arena_vprintf(&arena, format, arguments));
    va_end(arguments);
}

void complain_diag(struct complain_diag *state) {
    while (state->seen < state->diag->items.n) {
        const struct diag_item *item = &state->diag->items.at[state->seen++];
        if ((state->quiet && item->level != DIAG_ERROR) || state->told == TOLD_MOST) {
            continue;
        }
        ARENA_SCOPE arena;
        arena_init(&arena, SCRATCH);
        put_line(&arena, "", diag_line(&arena, item));
        state->told++;
    }
}

void complain_diag_end(const struct complain_diag *state) {
    size_t more = state->seen - state->told + state->diag->dropped;
    if (more && !state->quiet) {
        (void)fprintf(stderr, "%zu more diagnostics are in the JSON report\n", more);
    }
}
