/* SPDX-License-Identifier: Apache-2.0 */
/* Seeking the secret of a token's HMAC off the event loop, before probes plan with it. */
#ifndef POSTERN_SCAN_FORGERY_SECRET_H
#define POSTERN_SCAN_FORGERY_SECRET_H

#include "scan/subject.h"

/* Begins to seek the secret of the accepted identity's token, once for each identity and scheme;
 * the subject waits (volley_hold) until it is known whether there is one, which forgery_secret then
 * tells. Errors: ERR_MEMORY, ERR_CRYPTO. */
NODISCARD enum err forgery_secret_seek(struct subject *subject);

#endif
