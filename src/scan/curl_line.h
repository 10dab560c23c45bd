/* SPDX-License-Identifier: Apache-2.0 */
/* A request as a command line of curl, for those who want to see for themselves. */
#ifndef POSTERN_SCAN_CURL_LINE_H
#define POSTERN_SCAN_CURL_LINE_H

#include "base/buf.h"
#include "scan/credential/identity.h"

/* The name under which a token of the scan's own making is shown. */
#define CURL_LINE_FORGED "$FORGED_TOKEN"

/* Appends the line, quoted for a POSIX shell. The request's secrets are names by now: those of
 * these identities, and CURL_LINE_FORGED. The shell puts the secrets in for them, and for nothing
 * else: a contract or a target may hold "$(reboot)". Errors: as buf_status tells, ERR_MEMORY. */
NODISCARD enum err curl_line(struct buf *out, const struct identities *identities,
                             const struct request *request);

#endif
