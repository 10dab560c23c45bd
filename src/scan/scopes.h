/* SPDX-License-Identifier: Apache-2.0 */
/* Scopes: what a token may, held against what the contract asks for. Pure. */
#ifndef POSTERN_SCAN_SCOPES_H
#define POSTERN_SCAN_SCOPES_H

#include "contract/contract.h"

enum { SCOPES_MOST = 64, SCOPE_CLAIM_COUNT = 3 };

/* What a token, or the identities file, says that it may. */
struct scopes {
    struct span at[SCOPES_MOST];
    size_t n;
};

/* The claims that hold scopes: "scope": "a b", "scp": ["a", "b"]. */
extern const struct span SCOPE_CLAIMS[SCOPE_CLAIM_COUNT];

/* Adds the words of a text, or what a token's claims say; those beyond SCOPES_MOST are left out. */
void scopes_add(struct scopes *held, struct span text);
void scopes_add_claims(struct scopes *held, const struct node *claims);

/* True of a scope of which nobody knows what else it holds. */
bool scopes_is_wide(struct span scope);

/* A scope that is asked for by every alternative that the scheme could meet, and is not held;
 * {NULL, 0}: none. */
struct span scopes_lacking(const struct operation *operation, const struct scheme *scheme,
                           const struct scopes *held);

/* Token and contract speak of the same scopes: one that is held is asked for somewhere. */
bool scopes_spoken(const struct contract *contract, const struct scheme *scheme,
                   const struct scopes *held);

/* What it lacks, if it speaks of the same things as the contract; {NULL, 0}: nothing. */
struct span scopes_lacked(const struct contract *contract, const struct operation *operation,
                          const struct scheme *scheme, const struct scopes *held);

/* A scope of the contract that holds none of those which the operation asks for; {NULL, 0}: none.
 */
struct span scopes_lower(const struct contract *contract, const struct operation *operation,
                         const struct scheme *scheme);

/* A scope of the contract that is none of those that the operation asks for, though whoever has it
 * may perhaps do what they are for ("orders:write" beside "orders:read"); empty: there is none. */
struct span scopes_beside(const struct contract *contract, const struct operation *operation,
                          const struct scheme *scheme);

/* The first scope that the operation asks for of the scheme; empty: none. */
struct span scopes_asked(const struct operation *operation, const struct scheme *scheme);

#endif
