/* SPDX-License-Identifier: Apache-2.0 */
/* Collecting diagnostics and writing one as a line. */
#include "base/diag.h"

#include "base/diag_level.h"

void diag_init(struct diag *diag, struct arena *arena) {
    *diag = (struct diag){.arena = arena};
}

static void count(struct diag *diag, enum diag_level level) {
    switch (level) {
    case DIAG_NOTE:
        break;
    case DIAG_WARNING:
        diag->warnings++;
        break;
    case DIAG_ERROR:
        diag->errors++;
        break;
    }
}

void diag_add(struct diag *diag, enum diag_level level, struct place place, const char *format,
              ...) {
    if (!diag) {
        return;
    }
    count(diag, level);
    struct diag_item *item = diag->items.n < DIAG_MOST ? vec_add(diag->arena, &diag->items) : NULL;
    if (!item) {
        diag->dropped++;
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    place.pointer = arena_dup(diag->arena, place.pointer);
    *item = (struct diag_item){level, place, arena_vprintf(diag->arena, format, arguments)};
    va_end(arguments);
}

struct span diag_line(struct arena *arena, const struct diag_item *item) {
    const struct place *place = &item->place;
    struct span where = place->file;
    if (place->line && place->column) {
        where =
            arena_printf(arena, "%.*s:%u:%u", SPAN_ARG(place->file), place->line, place->column);
    } else if (place->line) {
        where = arena_printf(arena, "%.*s:%u", SPAN_ARG(place->file), place->line);
    }
    struct span at = {NULL, 0};
    if (place->pointer.len) {
        at = arena_printf(arena, " (at %.*s)", SPAN_ARG(place->pointer));
    }
    return arena_printf(arena, "%.*s%s%s: %.*s%.*s", SPAN_ARG(where), where.len ? ": " : "",
                        diag_level_word(item->level), SPAN_ARG(item->message), SPAN_ARG(at));
}
