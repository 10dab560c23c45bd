/* SPDX-License-Identifier: Apache-2.0 */
/* What the claims of an accepted token allow, and what of them can be sent on. */
#ifndef POSTERN_GUARD_RIGHTS_H
#define POSTERN_GUARD_RIGHTS_H

#include "base/buf.h"
#include "policy/policy.h"

/* True when a scope is missing that the choice needs; *lacking is the first. Takes no memory. */
bool rights_lack_scope(const struct policy_choice *choice, const struct node *claims,
                       struct span *lacking);

/* The same of claims. A claim that is a list needs one of the values in it. */
bool rights_lack_claim(const struct config_claims *wanted, const struct node *claims,
                       struct span *lacking);

/* A claim of an accepted credential; NULL: it has none. "sub" is whoever was looked up, by the id
 * of the row as with other credentials, whatever a token says of itself. user: as a proof's. */
const struct node *rights_claim(const struct node *claims, const struct node *user,
                                struct span name);

/* True when every claim that goes into a header is absent, or printable ASCII. */
bool rights_identity_sendable(const struct policy *policy, const struct node *claims,
                              const struct node *user);

/* A claim as a header's value: a list is joined by spaces; absent, it is empty. */
void rights_write(struct buf *out, const struct node *claim);

/* The same as a text, which may be the claim's own. Errors: ERR_MEMORY. */
NODISCARD enum err rights_text(struct arena *arena, const struct node *claim, struct span *out);

#endif
