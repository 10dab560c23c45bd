/* SPDX-License-Identifier: Apache-2.0 */
/* Loading the contract from a URL. */
#ifndef POSTERN_CLI_LOAD_URL_H
#define POSTERN_CLI_LOAD_URL_H

#include "cli/fetch_as.h"
#include "contract/contract.h"
#include "http/client.h"

struct load {
    struct arena *arena;
    struct client_options client; /* for URLs; its fields go to the target's origin only */
    struct span target;           /* base URL of the target */
    struct insiders *insiders;    /* for what the target does not give to everybody; or NULL */
    struct diag *diag;
};

/* The contract at a URL, and what it refers to on the same origin. What is wrong goes to diag.
 * Errors: as contract_load, fetch; ERR_MISSING, ERR_LIMIT. */
NODISCARD enum err load_url(const struct load *load, struct span url, struct contract *out);

/* What was found at a place. */
struct place_answer {
    int status;      /* 0: none */
    struct span who; /* the identity that was served it; empty: everybody is */
};

/* Whether a contract stands at a URL, and loads it. That none does is not told to diag; that the
 * target could not be reached is, and so is what is wrong inside a contract. */
NODISCARD enum err load_url_probe(const struct load *load, struct span url, struct contract *out,
                                  struct place_answer *answer);

#endif
