/* SPDX-License-Identifier: Apache-2.0 */
/* API keys by their hashes: a file of who has which. */
#ifndef POSTERN_POLICY_API_KEYS_H
#define POSTERN_POLICY_API_KEYS_H

#include "base/map.h"
#include "policy/member.h"

enum { API_KEYS_BYTES = 4 << 20 /* of a file */ };

struct api_key {
    struct span sha256;        /* in lower-case hexadecimal */
    const struct node *claims; /* "sub", the scopes, and what else it is given */
    int64_t expires;           /* seconds since 1970; INT64_MAX: never */
};

struct api_keys {
    struct map by_hash; /* struct api_key */
    size_t n;
};

/* Reads a list, YAML or JSON, of mappings with "sha256" and "subject", and perhaps "scopes",
 * "expires" and "claims". scope_claim: what the scopes are called among the claims. What is wrong
 * is told with its place. text must outlive the keys. Errors: ERR_INVALID, ERR_SYNTAX, ERR_LIMIT,
 * ERR_MEMORY. */
NODISCARD enum err api_keys_read(struct arena *arena, struct span file, struct span text,
                                 struct span scope_claim, struct api_keys *out, struct diag *diag);

#endif
