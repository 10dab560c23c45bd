/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a scan: fetched before the probes, given back after them. */
#ifndef POSTERN_SCAN_FORGERY_KEYS_H
#define POSTERN_SCAN_FORGERY_KEYS_H

#include "scan/engine_state.h"

/* Reads --public-key and, where an identity's token is signed by a private key, looks where the
 * target may publish or show the public one. Errors: ERR_MEMORY, ERR_STOPPED. */
NODISCARD enum err forgery_keys_prepare(struct engine *engine);

/* Adds the keys that the contract shows, as PEM in its texts or as JWK in its extensions. Errors:
 * ERR_MEMORY. */
NODISCARD enum err forgery_contract_keys(struct engine *engine);

/* Says what the listener's silence leaves open, or what it heard though nothing was found. */
void forgery_keys_conclude(struct engine *engine);

void forgery_keys_free(struct engine *engine);

#endif
