/* SPDX-License-Identifier: Apache-2.0 */
/* The network: a pool of transfers on libcurl's multi interface. */
#ifndef POSTERN_HTTP_POOL_H
#define POSTERN_HTTP_POOL_H

#include "http/transport.h"

/* options: with its defaults filled in; must outlive the pool. origin: scheme, host and port, as
 * text. Errors: ERR_USAGE (origin or proxy unusable), ERR_MEMORY. */
NODISCARD enum err pool_open(const struct client_options *options, struct span origin,
                             struct transport **out);

#endif
