/* SPDX-License-Identifier: Apache-2.0 */
/* A scan for another verb, which has its own use for the result. */
#ifndef POSTERN_CLI_CMD_SCAN_H
#define POSTERN_CLI_CMD_SCAN_H

#include "catalog/result.h"
#include "cli/verb.h"

/* What is done with the result, in place of reports; gives the exit status. The result lives until
 * it returns. */
typedef int scan_use(void *user, const struct result *result);

struct scan_wish {
    scan_use *use;
    void *user;
    const struct texts *paths; /* of the target, to be asked by GET though no contract names them */
};

/* Runs a scan by its command line. Gives what wish->use gives, or the exit status of a scan that
 * did not come to a result. */
int scan_for(const struct verb_call *call, const struct scan_wish *wish);

#endif
