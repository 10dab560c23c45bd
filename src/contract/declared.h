/* SPDX-License-Identifier: Apache-2.0 */
/* What stands under "parameters", before it becomes parameters and bodies of an operation. */
#ifndef POSTERN_CONTRACT_DECLARED_H
#define POSTERN_CONTRACT_DECLARED_H

#include "contract/contract.h"

/* 2.0 declares the body among the parameters. */
enum declared_role { DECLARED_NOTHING = 0, DECLARED_PARAMETER, DECLARED_BODY, DECLARED_FORM };

struct declared {
    enum declared_role role;
    struct parameter parameter; /* of a body or a form field: name, required, place */
    const struct node *node;    /* its object */
};

struct declared_list {
    struct declared *at;
    size_t n, room;
}; /* usable as a VEC(struct declared) */

#endif
