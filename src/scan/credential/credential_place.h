/* SPDX-License-Identifier: Apache-2.0 */
/* The places in a request where a credential may stand, whoever's it is. */
#ifndef POSTERN_SCAN_CREDENTIAL_PLACE_H
#define POSTERN_SCAN_CREDENTIAL_PLACE_H

#include "contract/contract.h"
#include "text/message.h"

/* Sets a field, on a copy of the request's fields: requests that were copied as plain structs do
 * not see each other's credentials. Errors: ERR_MEMORY. */
NODISCARD enum err credential_field(struct arena *arena, struct request *request, struct span name,
                                    struct span value);

/* What stands before the value: the contract's word, else "Bearer", "Basic" or "Digest" by kind;
 * empty for a key that stands alone. */
struct span credential_prefix(const struct scheme *scheme);

/* True where a word may stand before the value. The contract need not tell it, or tells another
 * than the target wants. */
bool credential_takes_word(const struct scheme *scheme);

/* Takes "Bearer eyJ…" apart: one word, spaces, one value without any. False: it is not so. */
bool credential_split(struct span whole, struct span *prefix, struct span *value);

/* What follows "Basic " (RFC 7617, section 2); {NULL, 0} without memory. */
struct span credential_basic(struct arena *arena, struct span user, struct span password);

/* A value of the scheme's form that cannot be anybody's: the same in every run, no JWT.
 * {NULL, 0} without memory. */
struct span credential_worthless(struct arena *arena, const struct scheme *scheme);

/* Puts a raw value into the place of a scheme, behind a prefix where one travels ("Bearer"; empty:
 * it stands alone). A scheme that travels nowhere in a request (mutual TLS, unknown) leaves the
 * request as it is. Errors: ERR_MEMORY. */
NODISCARD enum err credential_put(struct arena *arena, const struct scheme *scheme,
                                  struct span prefix, struct span value, struct request *request);

/* Takes whatever stands in the place of a scheme off the request. Errors: ERR_MEMORY. */
NODISCARD enum err credential_remove(struct arena *arena, const struct scheme *scheme,
                                     struct request *request);

/* Adds a cookie to the request's Cookie field; replaces one of the same name. */
NODISCARD enum err credential_cookie(struct arena *arena, struct request *request, struct span name,
                                     struct span value);

/* Sets a query parameter of the request's URL, percent-encoded. */
NODISCARD enum err credential_query(struct arena *arena, struct request *request, struct span name,
                                    struct span value);

#endif
