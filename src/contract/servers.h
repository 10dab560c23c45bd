/* SPDX-License-Identifier: Apache-2.0 */
/* Servers and base paths. */
#ifndef POSTERN_CONTRACT_SERVERS_H
#define POSTERN_CONTRACT_SERVERS_H

#include "contract/loader.h"

/* Fills out->servers (3.x: servers; 2.0: schemes, host, basePath). */
NODISCARD enum err servers_read(struct loader *loader);

/* Sets *base to the base path of the first of an object's own servers, if it names any. */
NODISCARD enum err servers_base(struct loader *loader, const struct spot *holder,
                                struct span *base);

/* The path of a server's URL, which may be relative, with one slash before it and none at the end.
 */
struct span servers_path(struct loader *loader, struct span url);

#endif
