/* SPDX-License-Identifier: Apache-2.0 */
/* Forging JWS: any header, any payload, any signature, to the byte. */
#ifndef POSTERN_TOKEN_FORGE_H
#define POSTERN_TOKEN_FORGE_H

#include "text/base64.h"
#include "token/alg.h"
#include "token/edit.h"
#include "token/pkey.h"

/* What stands in the third segment. Zero: nothing at all. */
struct forge_signer {
    enum alg alg;          /* how to sign, whatever the header says; ALG_UNKNOWN: do not */
    struct span secret;    /* for HMAC; any bytes, also none */
    EVP_PKEY *pkey;        /* for the others; borrowed */
    struct span signature; /* with ALG_UNKNOWN: these bytes (not yet base64url) */
    enum base64_form form; /* of every segment that is written; zero: as RFC 7515 has it */
};

/* "header.payload.signature" of header and payload texts as they are: nothing is parsed or put in
 * order. Errors: ERR_INVALID (the key does not fit alg), ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err forge_token(struct arena *arena, struct span header, struct span payload,
                               const struct forge_signer *signer, struct span *out);

/* The same from segments that are base64url already (or are meant to be wrong): received bytes
 * stay what they were. */
NODISCARD enum err forge_segments(struct arena *arena, struct span header64, struct span payload64,
                                  const struct forge_signer *signer, struct span *out);

/* Only the signature's bytes over a signing input. Errors as forge_token. */
NODISCARD enum err forge_signature(struct arena *arena, const struct forge_signer *signer,
                                   struct span signing_input, struct span *out);

/* {"alg":"...","typ":"JWT"}; {NULL, 0} without memory. */
struct span forge_header(struct arena *arena, struct span alg_name);

/* JSON texts for edits: "text" quoted, 123. {NULL, 0} without memory. */
struct span forge_string(struct arena *arena, struct span text);
struct span forge_number(struct arena *arena, int64_t value);

#endif
