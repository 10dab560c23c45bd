/* SPDX-License-Identifier: Apache-2.0 */
/* Loading the contract: from a file, standard input, a URL, or from wherever the target serves it.
 */
#ifndef POSTERN_CLI_LOAD_H
#define POSTERN_CLI_LOAD_H

#include "cli/load_url.h"

/* named: path, URL, "-", or empty: look for it. On success *name is what it is called in reports.
 * What is wrong goes to diag. Errors: as io_read, contract_load, fetch; ERR_MISSING. */
NODISCARD enum err load_contract(const struct load *load, struct span named, struct contract *out,
                                 struct span *name);

/* True for http:// and https://. */
bool load_is_url(struct span text);

#endif
