/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials that travel elsewhere than in Authorization. */
#ifndef POSTERN_GUARD_CARRIER_H
#define POSTERN_GUARD_CARRIER_H

#include "policy/policy.h"
#include "text/message.h"

/* How many there are, in headers, cookies and query, by the names that the contract gives. Takes no
 * memory. */
size_t carrier_count(const struct policy *policy, struct span query, const struct fields *fields);

#endif
