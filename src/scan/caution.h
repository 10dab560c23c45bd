/* SPDX-License-Identifier: Apache-2.0 */
/* How far an operation may be asked without harm. */
#ifndef POSTERN_SCAN_CAUTION_H
#define POSTERN_SCAN_CAUTION_H

#include "scan/plan.h"

struct caution {
    bool asked;
    enum build_mode mode;
    struct span reason; /* when it is not asked, or cannot be asked without harm */
};

/* Reads are sent as they are, unless their names say that they change things; writes are spoiled
 * unless they are allowed. What ends a session, or writes to the identities' own accounts, is never
 * sent so that it could succeed, nor is what takes all their tokens, keys or sessions from them. */
struct caution caution_of(const struct planned *planned, bool allow_writes);

#endif
