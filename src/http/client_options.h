/* SPDX-License-Identifier: Apache-2.0 */
/* The client's options, as it keeps them. */
#ifndef POSTERN_HTTP_CLIENT_OPTIONS_H
#define POSTERN_HTTP_CLIENT_OPTIONS_H

#include "http/client.h"

enum { CLIENT_DEFAULT_BACKOFFS = 3 };

/* A copy in the arena, with defaults where nothing was given. Errors: ERR_MEMORY. */
NODISCARD enum err client_options_keep(struct arena *arena, const struct client_options *given,
                                       struct client_options *out);

#endif
