/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials: what an identity presents where a scheme asks for it. */
#ifndef POSTERN_SCAN_CREDENTIAL_H
#define POSTERN_SCAN_CREDENTIAL_H

#include "scan/login/identity.h"

/* True when the identity holds what the scheme asks for. */
bool credential_held(const struct identity *identity, const struct scheme *scheme);

/* The first requirement of the security for which the identity holds every scheme (and which has at
 * least one); NULL when there is none. */
const struct requirement *credential_choose(const struct identity *identity,
                                            const struct security *security);

/* Puts the credentials of a requirement on the request (headers, cookie, query). Errors:
 * ERR_MISSING when the identity lacks one, ERR_MEMORY. */
NODISCARD enum err credential_apply(struct arena *arena, const struct identity *identity,
                                    const struct requirement *requirement, struct request *request);

/* The same for one scheme. */
NODISCARD enum err credential_apply_scheme(struct arena *arena, const struct identity *identity,
                                           const struct scheme *scheme, struct request *request);

/* Puts a worthless credential of the requirement's form on the request: one value in every place,
 * a string that cannot be anybody's. */
NODISCARD enum err credential_garbage(struct arena *arena, const struct requirement *requirement,
                                      struct request *request);

/* Puts a raw value into the place of a scheme, with its prefix ("Bearer " before it). For Basic the
 * value is what follows "Basic ". A scheme that travels nowhere in a request (mutual TLS, unknown)
 * leaves the request as it is. Errors: ERR_MEMORY. */
NODISCARD enum err credential_put(struct arena *arena, const struct scheme *scheme,
                                  struct span value, struct request *request);

/* Adds a cookie to the request's Cookie field; replaces one of the same name. */
NODISCARD enum err credential_cookie(struct arena *arena, struct request *request, struct span name,
                                     struct span value);

/* Adds a query parameter, percent-encoded, to the request's URL. */
NODISCARD enum err credential_query(struct arena *arena, struct request *request, struct span name,
                                    struct span value);

#endif
