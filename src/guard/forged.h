/* SPDX-License-Identifier: Apache-2.0 */
/* Headers that nobody outside may send: they say who it is, or make another request of this one. */
#ifndef POSTERN_GUARD_FORGED_H
#define POSTERN_GUARD_FORGED_H

#include "policy/policy.h"
#include "text/message.h"

/* True when there is one, in dash or underscore spelling; *name is the first. Takes no memory. */
bool forged_find(const struct policy *policy, const struct fields *fields, struct span *name);

/* Two headers of which a CGI-like server makes the same variable (RFC 3875, section 4.1.18). */
bool forged_same(struct span a, struct span b);

#endif
