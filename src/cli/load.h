/* SPDX-License-Identifier: Apache-2.0 */
/* Loading the contract: from a file, standard input, a URL, or from wherever the target serves it.
 */
#ifndef POSTERN_CLI_LOAD_H
#define POSTERN_CLI_LOAD_H

#include "contract/contract.h"
#include "http/client.h"
#include "scan/credential/identity.h"

struct load {
    struct arena *arena;
    struct client_options client;  /* for URLs; its fields go to the target's origin only */
    struct span target;            /* base URL of the target */
    struct identities *identities; /* for what the target does not give to everybody; or NULL */
    struct diag *diag;
};

/* named: path, URL, "-", or empty: look for it. On success *name is what it is called in reports.
 * What is wrong goes to diag. Errors: as io_read, contract_load, fetch; ERR_MISSING. */
NODISCARD enum err load_contract(const struct load *load, struct span named, struct contract *out,
                                 struct span *name);

/* What was found at a place. */
struct place_answer {
    int status;      /* 0: none */
    struct span who; /* the identity that was served it; empty: everybody is */
};

/* Whether a contract stands at a URL, and loads it. That none does is not told to diag; that the
 * target could not be reached is, and so is what is wrong inside a contract. */
NODISCARD enum err load_probe(const struct load *load, struct span url, struct contract *out,
                              struct place_answer *answer);

/* True for http:// and https://. */
bool load_is_url(struct span text);

#endif
