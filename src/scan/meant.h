/* SPDX-License-Identifier: Apache-2.0 */
/* Meant: whom an operation is for, as far as contract and path tell. Pure. */
#ifndef POSTERN_SCAN_MEANT_H
#define POSTERN_SCAN_MEANT_H

#include "contract/contract.h"

/* The contract says that it is for administrators. */
bool meant_for_administrators(const struct operation *operation);

/* The contract says that it is for those who have that role. */
bool meant_for_role(const struct operation *operation, struct span role);

/* The path as far as the segment that says that it is for administrators; empty: none does. */
struct span meant_place(struct span path);

/* A name says that it is for everybody, whatever stands beside it. */
bool meant_for_all(struct span path);

/* By its last part, what few are for: audits, exports, salaries. */
bool meant_for_few(struct span path);

#endif
