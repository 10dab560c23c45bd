/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics: what is wrong with an input, where exactly, collected for whoever prints. */
#ifndef POSTERN_BASE_DIAG_H
#define POSTERN_BASE_DIAG_H

#include "base/vec.h"

/* Where something stands. line and column count from 1; 0: unknown. */
struct place {
    struct span file;
    uint32_t line, column;
    struct span pointer; /* JSON pointer into the document (RFC 6901), or empty */
};

enum diag_level { DIAG_NOTE = 0, DIAG_WARNING, DIAG_ERROR };

struct diag_item {
    enum diag_level level;
    struct place place;
    struct span message;
};

/* Keeps the first DIAG_MOST items and counts the rest. */
enum { DIAG_MOST = 1000 };

struct diag {
    struct arena *arena;
    VEC(struct diag_item) items;
    size_t errors, warnings; /* all of them, kept or not */
    size_t dropped;
};

/* arena: keeps the messages; must outlive the diag. */
void diag_init(struct diag *diag, struct arena *arena);

/* Adds a message; its text is copied, and so is the place's pointer; the place's file is not.
 * diag may be NULL: nothing is kept. */
void diag_add(struct diag *diag, enum diag_level level, struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "file:line:column: error: message (at /pointer)", without what is unknown. */
struct span diag_line(struct arena *arena, const struct diag_item *item);

#endif
