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

/* Fills out->schemes and the map of them. A faulty one is told and kept as SCHEME_UNKNOWN. */
NODISCARD enum err schemes_read(struct loader *loader);

/* Fills out->servers (3.x: servers; 2.0: schemes, host, basePath). */
NODISCARD enum err servers_read(struct loader *loader);

/* Sets *base to the base path of the first of an object's own servers, if it names any. */
NODISCARD enum err servers_base(struct loader *loader, const struct spot *holder,
                                struct span *base);

/* The path of a server's URL, which may be relative, with one slash before it and none at the end.
 */
struct span servers_path(struct loader *loader, struct span url);

/* Reads the security array of an operation or of the root; none leaves *out as it is. *fault: why
 * it cannot be understood, or empty. */
NODISCARD enum err security_read(struct loader *loader, const struct spot *holder,
                                 struct security *out, struct span *fault);

/* Adds a row to out->unreadable, and the reason to the diagnostics as an error (what concerns the
 * whole contract was told already); once for each method of a path. method: "*" where none is
 * known. Errors: ERR_LIMIT (rows), ERR_MEMORY. */
NODISCARD enum err unreadable_add(struct loader *loader, const struct spot *spot,
                                  struct span method, struct span path, struct span reason);

/* Whether there is such a row. */
bool unreadable_has(const struct loader *loader, struct span method, struct span path);

/* Fills out->operations. */
NODISCARD enum err operations_read(struct loader *loader);

#endif
