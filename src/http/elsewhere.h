/* SPDX-License-Identifier: Apache-2.0 */
/* An address of this machine by which a server on it takes a request for another machine's: servers
 * believe 127.0.0.1 what they would believe nobody else. */
#ifndef POSTERN_HTTP_ELSEWHERE_H
#define POSTERN_HTTP_ELSEWHERE_H

#include "base/arena.h"

/* An IPv4 address of one of its networks; where it has none, an unusual one of loopback. With a NUL
 * behind, in the arena; NULL without memory. */
const char *elsewhere_address(struct arena *arena);

#endif
