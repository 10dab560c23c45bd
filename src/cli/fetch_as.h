/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching what is not for everybody: with each identity's credential in turn. */
#ifndef POSTERN_CLI_FETCH_AS_H
#define POSTERN_CLI_FETCH_AS_H

#include "cli/fetch.h"
#include "scan/credential/identity.h"

/* Whether an answer asks for a credential: 401, 403, or a page elsewhere where a document was asked
 * for. */
bool fetch_was_refused(struct span url, const struct fetched *got);

/* Tries what the identities hold without a login (bearer, token, Basic, headers, cookies) until an
 * answer is not refused. *who: whose it was; empty: nobody's, and *got stays as it is. Errors: as
 * fetch. */
NODISCARD enum err fetch_as(struct arena *arena, const struct client_options *options,
                            struct identities *identities, struct span url, struct fetched *got,
                            struct span *who);

#endif
