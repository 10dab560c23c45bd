/* SPDX-License-Identifier: Apache-2.0 */
/* The policy, for people: all of it, or what it says of one request. */
#ifndef POSTERN_CLI_GUARD_TABLE_H
#define POSTERN_CLI_GUARD_TABLE_H

#include "cli/guard_revoked.h"
#include "guard/judge.h"
#include "report/pen.h"

/* Schemes, a row for each operation, and how many there are of each sort. */
void guard_table(struct pen *pen, const struct policy *policy);

/* Which file lists what is revoked; nothing where none does. */
void guard_table_revoked(struct pen *pen, const struct guard_revoked *file);

/* Which rule decides a request, why, how many failures are allowed, and what the request gets
 * without a credential. */
void guard_table_explain(struct pen *pen, const struct policy *policy, const struct facts *facts,
                         const struct decision *decision);

#endif
