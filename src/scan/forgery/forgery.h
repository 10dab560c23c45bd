/* SPDX-License-Identifier: Apache-2.0 */
/* Forgery: genuine tokens taken apart, and changed tokens in their place. For probes. */
#ifndef POSTERN_SCAN_FORGERY_H
#define POSTERN_SCAN_FORGERY_H

#include "scan/probe.h"
#include "token/edit.h"
#include "token/forge.h"
#include "token/jws.h"
#include "token/pkey.h"
#include "token/published.h"

/* A genuine token that opens the subject, and where it travels. */
struct forgery {
    struct jws jws; /* as it is spelled: padded, hs256; what is forged from it is spelled so too */
    struct presented presented;
    struct span before, after; /* what stands around it in the value that is presented */
    const struct identity *identity;
    const struct requirement *requirement;
};

enum { FORGERIES_MOST = 4 };

/* The tokens that forging starts from: of each scheme, issuer, algorithm and key id that identities
 * hold one, the accepted identity's first. */
struct forgeries {
    struct forgery at[FORGERIES_MOST];
    size_t n;
};

/* Read once for each round of the subject. Errors: ERR_MEMORY. */
NODISCARD enum err forgery_all(struct subject *subject, const struct forgeries **out);

/* Asks the probe to forge from each of them. */
NODISCARD enum err forgery_each(struct subject *subject, const struct probe *probe);

/* The token of one identity. *found is false when it presents no JWS with a JSON payload. Errors:
 * ERR_MEMORY. */
NODISCARD enum err forgery_take_of(struct subject *subject, const struct identity *identity,
                                   struct forgery *out, bool *found);

/* Another header, another payload, another signature; zero changes nothing and signs nothing. */
struct forgery_change {
    const struct edit *header;
    size_t header_n;
    const struct edit *payload;
    size_t payload_n;
    struct forge_signer signer; /* its form is set: the token's own */
    bool
        alone; /* the header's other ways to a key (jwk, jku, x5u, x5c, x5t) go, but those edited */
};

/* The genuine token with the change. Errors: ERR_MEMORY, ERR_CRYPTO, ERR_INVALID. */
NODISCARD enum err forgery_make(struct subject *subject, const struct forgery *forgery,
                                const struct forgery_change *change, struct span *token);

/* The name of an algorithm as the genuine token spells its own, as JSON for an edit. */
struct span forgery_alg(struct subject *subject, const struct forgery *forgery, enum alg alg);

/* Queues the identity's valid request with this token in place of its own. One that is a genuine
 * token, byte for byte, is not sent: that it opens says nothing. */
NODISCARD enum err forgery_attack(struct subject *subject, const struct probe *probe,
                                  const struct forgery *forgery, struct span token,
                                  struct attack attack);

/* The same with a token that works elsewhere too: evidence does not show it. */
NODISCARD enum err forgery_attack_hidden(struct subject *subject, const struct probe *probe,
                                         const struct forgery *forgery, struct span token,
                                         struct attack attack);

/* The same with a token that is sent for another attack to be compared with. *out: where to find
 * its answer; NULL: it was not queued. */
NODISCARD enum err forgery_witness(struct subject *subject, const struct probe *probe,
                                   const struct forgery *forgery, struct span token,
                                   struct attack attack, const struct attack **out);

/* The same with a genuine token, which is what the probe is about. */
NODISCARD enum err forgery_attack_genuine(struct subject *subject, const struct probe *probe,
                                          const struct forgery *forgery, struct span token,
                                          struct attack attack);

/* The secret of the token's HMAC, when it could be found: the built-in list, guesses, the user's
 * wordlists, all that is short. It was sought before (NEEDS_SECRET). Errors: ERR_MEMORY,
 * ERR_CRYPTO. */
NODISCARD enum err forgery_secret(struct subject *subject, const struct forgery *forgery,
                                  struct span *secret, bool *found);

/* Edits that put those of the named claims which from has into another token; edits: room for
 * names_n. Returns how many there are. */
size_t forgery_copy_claims(struct subject *subject, const struct forgery *from,
                           const struct span *names, size_t names_n, struct edit *edits);

/* A signer with the known secret and the token's own algorithm. */
struct forge_signer forgery_signer(const struct forgery *forgery, struct span secret);

/* Queues the genuine token with the change, signed with the known secret; nothing, where it is not
 * known. Its signer need not be given. Errors: as of forgery_make. */
NODISCARD enum err forgery_mint(struct subject *subject, const struct probe *probe,
                                const struct forgery *forgery, struct forgery_change change,
                                struct attack attack);

/* The same with one other claim ({NULL, 0}: without it). what: in
 * words, "with another". */
NODISCARD enum err forgery_claim(struct subject *subject, const struct probe *probe,
                                 const struct forgery *forgery, struct edit edit, const char *what);

/* The public keys that the target publishes, shows in its tokens and its contract, or that the user
 * gave. */
const struct published *forgery_public_keys(const struct subject *subject);

/* The scan's own key pair for an algorithm, which it keeps: a pair takes its time. Errors:
 * ERR_UNSUPPORTED (it has none), ERR_CRYPTO. */
NODISCARD enum err forgery_own_key(struct subject *subject, enum alg alg, EVP_PKEY **out);

/* Where the scan's own keys are served, for keys by URL; pkey is NULL when nothing listens. */
struct forgery_remote {
    struct span issuer; /* whose discovery and key sets are there as well */
    struct span jwks_url, x509_url;
    EVP_PKEY *pkey; /* the private key of what is served there */
    struct span kid;
};
struct forgery_remote forgery_remote(struct subject *subject, enum alg alg);

/* A self-signed certificate of the pair, as x5c wants it. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err forgery_certificate(struct subject *subject, EVP_PKEY *pkey, struct span *out);

/* What was there before the credential was renewed; {NULL, 0}: nothing. */
struct span forgery_old_token(const struct forgery *forgery);

/* The identities that hold a token and were refused with 403, one by one. NULL: no more. */
const struct identity *forgery_refused(const struct subject *subject, size_t index);

/* The refresh token of the forgery's identity, or {NULL, 0}. */
struct span forgery_refresh(const struct subject *subject, const struct forgery *forgery);

#endif
