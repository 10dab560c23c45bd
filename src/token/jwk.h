/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON Web Key (RFC 7517, RFC 7518 section 6, RFC 8037), read strictly. */
#ifndef POSTERN_TOKEN_JWK_H
#define POSTERN_TOKEN_JWK_H

#include "text/tree.h"
#include "token/alg.h"
#include "token/key_fault.h"

#include <openssl/types.h>

struct jwk {
    struct span kid; /* {NULL, 0}: none; in the tree */
    struct span alg_name;
    enum alg alg;       /* ALG_UNKNOWN when it names none; see alg_name */
    bool verifies;      /* neither use nor key_ops says otherwise */
    bool is_private;    /* has "d" or is a secret */
    struct span secret; /* of kty oct; in the arena */
    EVP_PKEY *pkey;     /* of the others; NULL for oct */
};

#define JWK_SCOPE __attribute__((cleanup(jwk_free))) struct jwk
void jwk_free(struct jwk *jwk);

/* Reads a key; the node's tree must outlive it. Members must have their types, numbers their exact
 * length (RFC 7518, section 6.2.1.2), a private part must belong to its public part; strength is
 * not judged here. On error *out holds nothing that needs freeing. Errors: ERR_INVALID with *fault
 * set, ERR_UNSUPPORTED (a kty or crv that is not ours; *fault tells), ERR_MEMORY. */
NODISCARD enum err jwk_read(struct arena *arena, const struct node *node, struct jwk *out,
                            enum key_fault *fault);

/* The same from JSON text; a repeated member is refused. */
NODISCARD enum err jwk_read_text(struct arena *arena, struct span text, struct jwk *out,
                                 enum key_fault *fault);

#endif
