/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials that travel elsewhere than in Authorization. */
#ifndef POSTERN_GUARD_CARRIER_H
#define POSTERN_GUARD_CARRIER_H

#include "policy/policy.h"
#include "text/message.h"

/* How many there are, in headers, cookies and query, by the names that the contract gives. Takes no
 * memory. */
size_t carrier_count(const struct policy *policy, struct span query, const struct fields *fields);

/* Where the only one of them travels, and itself, decoded. Errors: ERR_MEMORY. */
NODISCARD enum err carrier_read(struct arena *arena, const struct policy *policy, struct span query,
                                const struct fields *fields, const struct policy_carrier **carrier,
                                struct span *secret);

/* The value of the first cookie of that name; false when there is none. */
bool carrier_cookie(const struct fields *fields, struct span name, struct span *value);

#endif
