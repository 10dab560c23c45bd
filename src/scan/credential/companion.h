/* SPDX-License-Identifier: Apache-2.0 */
/* What an identity's file gives beside what the contract's schemes name: a tenant or a device,
 * which is no credential and goes with every request, whoever sends it; or perhaps a credential of
 * which the contract says nothing. */
#ifndef POSTERN_SCAN_COMPANION_H
#define POSTERN_SCAN_COMPANION_H

#include "scan/credential/identity.h"

/* A value that no scheme of the contract names. */
struct unnamed {
    enum scheme_kind kind; /* where it travels: header, query or cookie */
    const struct named_secret *given;
    bool companion; /* no credential, by the words of its name */
};

/* The next of the identity's; *i is 0 to begin with. False: there are no more. */
bool companion_next(const struct contract *contract, const struct identity *identity, size_t *i,
                    struct unnamed *out);

/* Puts those of the identity that are no credentials on the request, in the place of another
 * identity's. Errors: ERR_MEMORY. */
NODISCARD enum err companions_put(struct arena *arena, const struct contract *contract,
                                  const struct identity *identity, struct request *request);

/* Takes the same off it. Errors: ERR_MEMORY. */
NODISCARD enum err companions_drop(struct arena *arena, const struct contract *contract,
                                   const struct identity *identity, struct request *request);

/* True when both have the same ones, with the same values; NULL has none. */
bool companions_alike(const struct contract *contract, const struct identity *a,
                      const struct identity *b);

#endif
