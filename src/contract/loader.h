/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of contract_load share. */
#ifndef POSTERN_CONTRACT_LOADER_H
#define POSTERN_CONTRACT_LOADER_H

#include "contract/contract.h"
#include "contract/declared.h"
#include "contract/documents.h"

struct loader {
    struct arena *arena;
    struct diag *diag;
    struct contract *out;
    struct contract_documents *documents;
    struct spot root;
    struct map schemes;         /* by name: struct scheme */
    struct security security;   /* the root's */
    struct span security_fault; /* why that cannot be read, or empty */
    size_t parameters_in_all;
    struct declared_list scratch; /* the parameters of the operation at hand */
    struct map parameters;        /* by reference: struct declared, read once */
    struct map ids;               /* by operationId: struct place of the first */
    struct map lost;              /* "METHOD /path" of those in out->unreadable */
};

/* Diagnostics at a spot; once no more are kept, the pointer is not even written. */
#define loader_warn(loader, spot, ...) \
    diag_add((loader)->diag, DIAG_WARNING, loader_place((loader), (spot)), __VA_ARGS__)
#define loader_error(loader, spot, ...) \
    diag_add((loader)->diag, DIAG_ERROR, loader_place((loader), (spot)), __VA_ARGS__)

static inline struct place loader_place(const struct loader *loader, const struct spot *spot) {
    bool kept = loader->diag && loader->diag->items.n < DIAG_MOST;
    return kept ? spot_place(loader->arena, spot) : (struct place){0};
}

#endif
