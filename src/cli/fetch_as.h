/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching what is not for everybody: with each identity's credential in turn. */
#ifndef POSTERN_CLI_FETCH_AS_H
#define POSTERN_CLI_FETCH_AS_H

#include "cli/fetch.h"
#include "scan/credential/wallet.h"

/* Whether an answer asks for a credential: 401, 403, or a page elsewhere where a document was asked
 * for. */
bool fetch_was_refused(struct span url, const struct fetched *got);

/* Those who may be shown what not everybody is. */
struct insiders {
    struct identities *identities;
    struct span target; /* where their logins stand */
    struct diag *diag;  /* logins that failed */
    bool ready;         /* they have been logged in, once for all places */
    struct wallet wallet;
};

/* Tries what the identities hold (bearer, token, Basic, headers, cookies), and what a login gives
 * that the file names, until an answer is not refused. insiders: or NULL. *who: whose it was;
 * empty: nobody's, and *got stays as it is. Errors: as fetch. */
NODISCARD enum err fetch_as(struct arena *arena, const struct client_options *options,
                            struct insiders *insiders, struct span url, struct fetched *got,
                            struct span *who);

#endif
