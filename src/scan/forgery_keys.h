/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a scan: fetched before the probes, given back after them. */
#ifndef POSTERN_SCAN_FORGERY_KEYS_H
#define POSTERN_SCAN_FORGERY_KEYS_H

#include "scan/engine_private.h"

/* Reads --public-key and, where an identity's token is signed by a private key, looks where the
 * target may publish the public one. Errors: ERR_MEMORY, ERR_STOPPED. */
NODISCARD enum err forgery_keys_prepare(struct engine *engine);

void forgery_keys_free(struct engine *engine);

#endif
