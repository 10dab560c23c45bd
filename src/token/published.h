/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys out of whatever a server publishes them in. For attacking with, never for verifying:
 * what is read is what was meant, not what a standard allows. */
#ifndef POSTERN_TOKEN_PUBLISHED_H
#define POSTERN_TOKEN_PUBLISHED_H

#include "text/tree.h"

#include <openssl/types.h>

enum { PUBLISHED_MOST = 8 };

struct published_key {
    EVP_PKEY *pkey;
    struct span kid; /* {NULL, 0}: not told */
    /* As it was written, where that is PEM or base64: such a text may be a verifier's secret, too.
     */
    struct span text;
};

/* Start it zeroed, with the arena; keys beyond PUBLISHED_MOST are left out. */
struct published {
    struct arena *arena;
    struct published_key at[PUBLISHED_MOST];
    size_t n;
};

void published_free(struct published *published);

/* Adds the keys of a page: a JWK Set or JWK, also with x5c alone, with padded numbers or other
 * slips; a map of kids to certificates or keys; base64 or PEM in any member of any object (as
 * Keycloak's realms have it); PEM among other text. A key that is there already is not added again.
 * Errors: ERR_MEMORY. */
NODISCARD enum err published_read(struct published *published, struct span page);

/* The same of a tree that was parsed already. */
NODISCARD enum err published_walk(struct published *published, const struct node *node);

/* Adds one key, which it owns from here, whether it was added or not. False: it was not. */
bool published_add(struct published *published, EVP_PKEY *pkey, struct span kid, struct span text);

#endif
