/* SPDX-License-Identifier: Apache-2.0 */
/* Forgery: the subject's own token taken apart, and changed tokens in its place. For probes. */
#ifndef POSTERN_SCAN_FORGERY_H
#define POSTERN_SCAN_FORGERY_H

#include "scan/probe.h"
#include "token/edit.h"
#include "token/forge.h"
#include "token/jws.h"
#include "token/pkey.h"

struct forgery {
    struct jws jws;             /* the accepted identity's token, as it travels */
    struct presented presented; /* where and as what it travels */
};

/* Takes the token of the accepted identity. *found is false when its credential is no JWS with a
 * JSON payload. Errors: ERR_MEMORY. */
NODISCARD enum err forgery_take(struct subject *subject, struct forgery *out, bool *found);

/* The same for another identity. */
NODISCARD enum err forgery_take_of(struct subject *subject, const struct identity *identity,
                                   struct forgery *out, bool *found);

/* The token with edits to header and payload, signed by signer. */
NODISCARD enum err forgery_make(struct subject *subject, const struct forgery *forgery,
                                const struct edit *header, size_t header_n,
                                const struct edit *payload, size_t payload_n,
                                const struct forge_signer *signer, struct span *token);

/* Queues the valid request with this token in place of the identity's. */
NODISCARD enum err forgery_attack(struct subject *subject, const struct probe *probe,
                                  const struct forgery *forgery, struct span token,
                                  struct attack attack);

/* The same with a token that works elsewhere too, minted or genuine: evidence does not show it. */
NODISCARD enum err forgery_attack_hidden(struct subject *subject, const struct probe *probe,
                                         const struct forgery *forgery, struct span token,
                                         struct attack attack);

/* The secret of the token's HMAC, when it could be found: the built-in list, guesses, the user's
 * wordlists; asked once for each identity. Errors: ERR_MEMORY, ERR_CRYPTO, ERR_STOPPED. */
NODISCARD enum err forgery_secret(struct subject *subject, const struct forgery *forgery,
                                  struct span *secret, bool *found);

/* Edits that put those of the named claims which from has into another token; edits: room for
 * names_n. Returns how many there are. */
size_t forgery_copy_claims(struct subject *subject, const struct forgery *from,
                           const struct span *names, size_t names_n, struct edit *edits);

/* A signer with the known secret and the token's own algorithm. */
struct forge_signer forgery_signer(const struct forgery *forgery, struct span secret);

/* Queues tokens with another value of the claim and without it, where the identity's token has it
 * and the secret is known. */
NODISCARD enum err forgery_claim(struct subject *subject, const struct probe *probe,
                                 struct span claim);

/* The public keys that the target publishes, or that the user gave. */
struct forgery_keys {
    EVP_PKEY *const *at;
    size_t n;
};
struct forgery_keys forgery_public_keys(const struct subject *subject);

/* Where the scan's own key set is served, for keys by URL; empty when nothing listens. */
struct forgery_remote {
    struct span jwks_url, x509_url;
    EVP_PKEY *pkey; /* the private key of what is served there */
    struct span kid;
};
struct forgery_remote forgery_remote(struct subject *subject);

/* A self-signed certificate of the pair, as x5c wants it. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err forgery_certificate(struct subject *subject, EVP_PKEY *pkey, struct span *out);

/* A token that the identity held before its last renewal; {NULL, 0}: none. */
struct span forgery_old_token(const struct subject *subject);

/* The identities that hold a token and were refused with 403, one by one. NULL: no more. */
const struct identity *forgery_refused(const struct subject *subject, size_t index);

/* The refresh token of the accepted identity, or {NULL, 0}. */
struct span forgery_refresh(const struct subject *subject);

#endif
