/* SPDX-License-Identifier: Apache-2.0 */
/* One operation of a path. */
#ifndef POSTERN_CONTRACT_OPERATION_H
#define POSTERN_CONTRACT_OPERATION_H

#include "contract/loader.h"

/* What the operations of one path share. */
struct contract_path {
    struct span template, base;
    struct declared_list parameters;
    const struct spot *beside; /* the item that refers to the one at hand, or NULL */
    size_t first;              /* of its operations */
    struct span gap;           /* what of its parameters could not be read, or empty */
    struct span fault;         /* why none of its operations can be read, or empty */
};

/* Reads an operation and adds it to those of the contract, or to the unreadable ones. Errors:
 * ERR_LIMIT, ERR_MEMORY. */
NODISCARD enum err operation_read(struct loader *l, const struct spot *spot,
                                  const struct contract_path *path, struct span method);

#endif
