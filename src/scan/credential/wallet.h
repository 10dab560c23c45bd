/* SPDX-License-Identifier: Apache-2.0 */
/* The wallet: for each identity and each scheme one credential, and how a request presents it. */
#ifndef POSTERN_SCAN_WALLET_H
#define POSTERN_SCAN_WALLET_H

#include "catalog/result.h"
#include "scan/credential/credential_place.h"
#include "scan/credential/identity.h"

/* One identity's credential for one scheme. */
struct credential {
    const struct identity *identity;
    const struct scheme *scheme;
    struct span value;  /* raw, as it travels behind the prefix; of Basic, what is encoded */
    struct span prefix; /* "Bearer"; empty: the value stands alone */
    enum standing standing;
    unsigned generation; /* of the identities, when it was bound last */
};

struct wallet {
    struct arena *arena;
    const struct identities *identities;
    VEC(struct credential *) all; /* bound so far; empty values: the identity has none */
};

/* What a request carries of a credential, kept beside the request: nothing is read back out of it.
 */
struct presented {
    const struct scheme *scheme;
    const struct credential *credential; /* NULL: it is nobody's */
    struct span value, prefix;
};

/* arena keeps the credentials and must live as long as the wallet does. */
void wallet_init(struct wallet *wallet, struct arena *arena, const struct identities *identities);

/* The identity's credential for a scheme; NULL: it holds none, or no longer. Any scheme may be
 * asked for, also one that the contract does not define. */
const struct credential *wallet_find(struct wallet *wallet, const struct identity *identity,
                                     const struct scheme *scheme);

/* True when the identity holds a credential for every scheme of the requirement, and there is at
 * least one. */
bool wallet_meets(struct wallet *wallet, const struct identity *identity,
                  const struct requirement *requirement);

/* The first requirement of the security that the identity meets; NULL when there is none. */
const struct requirement *wallet_choose(struct wallet *wallet, const struct identity *identity,
                                        const struct security *security);

/* What stands before a credential of the scheme ("Bearer"), as far as is known; empty: nothing. */
struct span wallet_prefix(const struct wallet *wallet, const struct scheme *scheme);

/* Puts the credentials of a requirement on the request (headers, cookie, query). Errors:
 * ERR_MISSING when the identity lacks one, ERR_MEMORY. */
NODISCARD enum err wallet_present(struct wallet *wallet, struct arena *arena,
                                  const struct identity *identity,
                                  const struct requirement *requirement, struct request *request);

/* The same for one scheme. */
NODISCARD enum err wallet_present_scheme(struct wallet *wallet, struct arena *arena,
                                         const struct identity *identity,
                                         const struct scheme *scheme, struct request *request);

/* Puts worthless credentials of the requirement's form on the request: strings that cannot be
 * anybody's, with the prefixes that the genuine ones have. Errors: ERR_MEMORY. */
NODISCARD enum err wallet_worthless(struct wallet *wallet, struct arena *arena,
                                    const struct requirement *requirement, struct request *request);

/* The token that a request with the requirement's credentials presents: the first that is neither
 * a password nor in the query. False: there is none. */
bool wallet_presented(struct wallet *wallet, const struct identity *identity,
                      const struct requirement *requirement, struct presented *out);

/* Puts another value where the presented one stands, in the same form. Errors: ERR_MEMORY. */
NODISCARD enum err presented_replace(struct arena *arena, const struct presented *presented,
                                     struct span value, struct request *request);

#endif
