/* SPDX-License-Identifier: Apache-2.0 */
/* Where a target may publish the public keys of its tokens. */
#ifndef POSTERN_SCAN_FORGERY_PUBLISHED_H
#define POSTERN_SCAN_FORGERY_PUBLISHED_H

#include "scan/engine_state.h"

/* Looks in the identities' tokens, at their issuers', in what the contract offers, at the origin's
 * root and below the API; what is found goes to engine->published. *wanted is false where no token
 * is signed by a private key: then nothing is asked. Errors: ERR_MEMORY, ERR_STOPPED. */
NODISCARD enum err forgery_published_seek(struct engine *engine, bool *wanted);

#endif
