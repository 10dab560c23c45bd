/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the identities file: where it is wrong is told, and reading goes on. */
#ifndef POSTERN_SCAN_IDENTITY_READ_H
#define POSTERN_SCAN_IDENTITY_READ_H

#include "scan/credential/identity.h"

/* The file under way. A fault is told, remembered, and reading goes on, so that all are told. */
struct reading {
    struct arena *arena;
    struct span file;
    struct diag *diag;
    struct identities *out;
    enum err fault; /* the first one */
};

struct place reading_place(const struct reading *r, const struct node *node);
void reading_note(struct reading *r, enum err fault);

#define FAULT(r, node, ...)                                                       \
    do {                                                                          \
        diag_add((r)->diag, DIAG_ERROR, reading_place((r), (node)), __VA_ARGS__); \
        reading_note((r), ERR_INVALID);                                           \
    } while (0)

/* Says that a member is unknown, and which known one is like it. */
void reading_unknown(struct reading *r, const struct node *member, const char *where,
                     const char *const *known, size_t n);

/* A text that is not secret. False: told. */
bool reading_text(struct reading *r, const struct node *node, struct span *out);

/* A JSON pointer. A fault is told. */
void reading_pointer(struct reading *r, const struct node *node, struct span *out);

#endif
