/* SPDX-License-Identifier: Apache-2.0 */
/* "postern guard -c FILE": from a configuration to a server. */
#ifndef POSTERN_CLI_GUARD_SERVE_H
#define POSTERN_CLI_GUARD_SERVE_H

#include "base/err.h"
#include "base/span.h"

/* Serves until it is told to stop, and gives the exit status. path: with a NUL behind. */
int guard_serve(struct span path);

#endif
